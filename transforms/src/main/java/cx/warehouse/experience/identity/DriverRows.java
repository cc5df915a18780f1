package cx.warehouse.experience.identity;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows in the driver's memory, together with a frame of the same rows.
 *
 * @param rows as many as fit into the driver's memory: a few million at most
 */
record DriverRows(List<Row> rows, Dataset<Row> frame) {

    DriverRows {
        rows = List.copyOf(rows);
    }

    /** Computes a frame now and collects its rows. */
    static DriverRows of(Dataset<Row> frame) {
        List<Row> rows = frame.collectAsList();
        return new DriverRows(rows, frame.sparkSession().createDataFrame(rows, frame.schema()));
    }
}
