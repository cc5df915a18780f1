package cx.warehouse.spark;

import java.math.BigInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Decides by the size of a checked frame how it is read. Spark estimates the size, after filters, before it reads the
 * frame.
 */
public final class FrameSize {

    private FrameSize() {}

    /**
     * Prepares a checked frame for grouping and aggregation. A small frame becomes one partition, which needs no
     * shuffle and no second job.
     */
    public static Dataset<Row> coalesceToCheck(Dataset<Row> rows) {
        return isAtMost(Tuning.CHECKED_PARTITION_BYTES, rows) ? rows.coalesce(1) : rows;
    }

    /**
     * Whether a checked frame is so small that a hash of each row fits in an aggregate. A frame of files never is,
     * because compressed files do not tell their number of rows.
     */
    public static boolean areHashesCollected(Dataset<Row> rows) {
        return isAtMost(Tuning.SMALL_CHECKED_BYTES, rows) && !SparkInternals.isReadFromFiles(rows);
    }

    /** Whether the queries of a checked frame are joined with those of others. */
    public static boolean isShared(Dataset<Row> rows) {
        return isAtMost(Tuning.SMALL_CHECKED_BYTES, rows);
    }

    private static boolean isAtMost(long bytes, Dataset<Row> rows) {
        return SparkInternals.optimizedBytes(rows).compareTo(BigInteger.valueOf(bytes)) <= 0;
    }
}
