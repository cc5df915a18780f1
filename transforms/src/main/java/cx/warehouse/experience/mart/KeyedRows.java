package cx.warehouse.experience.mart;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of some keys of a table: those that a load may have changed. All other rows of the table stay as they are.
 *
 * @param keys the values of some columns of the table, none null; a row of the table belongs to a key that has the same
 *     values
 * @param rows all rows that belong to these keys now
 */
public record KeyedRows(Dataset<Row> keys, Dataset<Row> rows) {}
