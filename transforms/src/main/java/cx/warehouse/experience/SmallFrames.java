package cx.warehouse.experience;

import static org.apache.spark.sql.functions.broadcast;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Frames that are small enough to be sent to every part, so that what they are joined to stays where it is. */
public final class SmallFrames {

    public static final long MAX_ROWS = 1_000_000;

    private static final String HINTS_ARE_OFF = "spark.sql.optimizer.disableHints";

    private SmallFrames() {}

    /** The same rows, to be sent where they are few. */
    public static Dataset<Row> broadcastIfSmall(Dataset<Row> kept) {
        return isBroadcastable(kept) ? broadcast(kept) : kept;
    }

    /**
     * May the rows of a frame be sent to every part? They are counted for that, so the frame should have been kept; where
     * the session sends none, whatever it is told, nothing is counted.
     */
    public static boolean isBroadcastable(Dataset<Row> kept) {
        return Boolean.parseBoolean(kept.sparkSession().conf().get(HINTS_ARE_OFF)) || kept.count() <= MAX_ROWS;
    }
}
