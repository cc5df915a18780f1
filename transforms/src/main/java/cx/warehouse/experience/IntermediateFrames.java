package cx.warehouse.experience;

import static org.apache.spark.sql.functions.broadcast;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes the frames that a rule uses several times once, and broadcasts those that are small. The caller decides where
 * the rows of such frames stay until they are used.
 *
 * @param now computes the rows of a frame at once
 * @param onUse computes the rows of a frame with the first query that uses them
 * @param isBroadcasting false where the session joins all tables in place; then no frame is counted
 * @param limits numbers of rows up to which frames are small
 */
public record IntermediateFrames(
        UnaryOperator<Dataset<Row>> now,
        UnaryOperator<Dataset<Row>> onUse,
        boolean isBroadcasting,
        FrameLimits limits) {

    /** The same rows, computed at once and only once. */
    public Dataset<Row> materialize(Dataset<Row> rows) {
        return now.apply(rows);
    }

    /** The same rows, computed once with the first query that uses them. */
    public Dataset<Row> materializeOnUse(Dataset<Row> rows) {
        return onUse.apply(rows);
    }

    /** The same rows, marked for broadcast where they are few. */
    public Dataset<Row> broadcastIfSmall(Dataset<Row> materialized) {
        return isSmall(materialized) ? broadcast(materialized) : materialized;
    }

    /** Whether a frame is small enough to be broadcast. Its rows are counted, so it has to be materialized. */
    public boolean isSmall(Dataset<Row> materialized) {
        return isBroadcasting && materialized.count() <= limits.broadcastRows();
    }
}
