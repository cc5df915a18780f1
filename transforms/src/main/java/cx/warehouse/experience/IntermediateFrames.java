package cx.warehouse.experience;

import static org.apache.spark.sql.functions.broadcast;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes a frame that a rule uses several times only once, and broadcasts small frames. The caller decides where the
 * rows are stored until they are used.
 *
 * @param now computes the rows of a frame at once
 * @param onUse computes the rows of a frame with the first query that uses them
 * @param isBroadcasting false where the session never broadcasts a table; then no frame is counted
 * @param limits numbers of rows up to which frames are small
 */
public record IntermediateFrames(
        UnaryOperator<Dataset<Row>> now,
        UnaryOperator<Dataset<Row>> onUse,
        boolean isBroadcasting,
        FrameLimits limits) {

    /** Returns the same rows, computed at once and only once. */
    public Dataset<Row> materialize(Dataset<Row> rows) {
        return now.apply(rows);
    }

    /** Returns the same rows, computed once with the first query that uses them. */
    public Dataset<Row> materializeOnUse(Dataset<Row> rows) {
        return onUse.apply(rows);
    }

    /** Returns the same rows, marked for broadcast where the frame is small. */
    public Dataset<Row> broadcastIfSmall(Dataset<Row> materialized) {
        return isSmall(materialized) ? broadcast(materialized) : materialized;
    }

    /** True when a frame is small enough to broadcast. Its rows are counted, so it must be materialized before. */
    public boolean isSmall(Dataset<Row> materialized) {
        return isBroadcasting && materialized.count() <= limits.broadcastRows();
    }
}
