package cx.warehouse.experience;

import static org.apache.spark.sql.functions.broadcast;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Frames that are small enough to be sent to every part, so that what they are joined to stays where it is. */
final class Few {

    static final long ROWS = 1_000_000;

    private static final String NO_HINTS = "spark.sql.optimizer.disableHints";

    private Few() {}

    /** The same rows, to be sent where they are few. */
    static Dataset<Row> of(Dataset<Row> kept) {
        return are(kept) ? broadcast(kept) : kept;
    }

    /**
     * Are the rows of a frame few? It is computed for that, so it should have been kept; in a session that listens to no
     * hints nothing comes of it, and nothing is computed.
     */
    static boolean are(Dataset<Row> kept) {
        return Boolean.parseBoolean(kept.sparkSession().conf().get(NO_HINTS)) || kept.count() <= ROWS;
    }
}
