package cx.warehouse.experience;

import static org.apache.spark.sql.functions.broadcast;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes a frame that a rule uses several times only once, and tells which frames are small. The caller decides where
 * the rows are stored until they are used.
 *
 * @param now computes and counts the rows of a frame at once
 * @param onUse computes the rows of a frame with the first query that uses them
 * @param broadcastRows rows up to which a frame is small; 0 where the session never broadcasts a table
 */
public record IntermediateFrames(
        Function<Dataset<Row>, CountedFrame> now, UnaryOperator<Dataset<Row>> onUse, long broadcastRows) {

    /** Returns the same rows, computed at once and only once. */
    public Dataset<Row> materialize(Dataset<Row> rows) {
        return now.apply(rows).rows();
    }

    /** Computes the rows of a frame at once and only once, and counts them by the way. */
    public CountedFrame materializeAndCount(Dataset<Row> rows) {
        return now.apply(rows);
    }

    /** Returns the same rows, computed once with the first query that uses them. */
    public Dataset<Row> materializeOnUse(Dataset<Row> rows) {
        return onUse.apply(rows);
    }

    /** True when a frame is small enough to broadcast. */
    public boolean isSmall(CountedFrame frame) {
        return broadcastRows > 0 && frame.count() <= broadcastRows;
    }

    /** The same rows, marked to be sent to every task of a join when they are few. */
    public Dataset<Row> broadcastIfSmall(CountedFrame frame) {
        return isSmall(frame) ? broadcast(frame.rows()) : frame.rows();
    }

    /**
     * The same rows, computed once, and marked to be sent to every task of a join when they are few. They are counted
     * only where they may be too many.
     *
     * @param limit about as many rows as there can be
     */
    public Dataset<Row> broadcastIfSmall(Dataset<Row> rows, long limit) {
        boolean mayBeLarge = broadcastRows > 0 && limit > broadcastRows;
        return broadcastIfSmall(
                mayBeLarge ? materializeAndCount(rows) : new CountedFrame(materializeOnUse(rows), limit));
    }
}
