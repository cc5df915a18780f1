package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import cx.warehouse.experience.IntermediateFrames;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that were computed once: in the driver's memory, or on the cluster where they may be too many for it.
 *
 * @param frame the rows
 * @param driverRows the same rows where they are in the driver's memory
 */
record StoredRows(Dataset<Row> frame, Optional<List<Row>> driverRows) {

    /** Computes frames once and stores their rows. */
    interface Store {
        StoredRows store(Dataset<Row> frame);
    }

    /** Collects the rows of a frame. They must be few million at most. */
    static StoredRows inDriver(Dataset<Row> frame) {
        List<Row> rows = List.copyOf(frame.collectAsList());
        return new StoredRows(frame.sparkSession().createDataFrame(rows, frame.schema()), Optional.of(rows));
    }

    /** Stores any number of rows on the cluster. */
    static StoredRows onCluster(Dataset<Row> frame, IntermediateFrames frames) {
        return new StoredRows(frames.materialize(frame), Optional.empty());
    }

    /** The rows, to be sent to every task of a join where they are in the driver's memory. */
    Dataset<Row> forJoin() {
        return driverRows.isPresent() ? broadcast(frame) : frame;
    }

    /** True when a column is null in some row. */
    boolean hasNull(String column) {
        int position = frame.schema().fieldIndex(column);
        return driverRows
                .map(rows -> rows.stream().anyMatch(row -> row.isNullAt(position)))
                .orElseGet(() -> !frame.filter(col(column).isNull()).isEmpty());
    }
}
