package cx.warehouse.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that were computed and stored, and their number, which the same query counted.
 *
 * @param rows the stored rows
 * @param count number of rows
 */
public record StoredFrame(Dataset<Row> rows, long count) {}
