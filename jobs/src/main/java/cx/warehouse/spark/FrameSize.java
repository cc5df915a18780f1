package cx.warehouse.spark;

import java.math.BigInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Decides by the size of a frame how the frame is read. Spark estimates the size before it reads the frame.
 *
 * <p>The session of a query is chosen by all its inputs, since every input is planned. The partitions of a checked frame
 * are chosen by the rows that filters leave, since only those are read.
 */
public final class FrameSize {

    private FrameSize() {}

    /** Whether all inputs of a query are so small that compiling it would cost more than it saves. */
    static boolean isSmallQuery(Dataset<Row> rows) {
        return SparkInternals.inputBytes(rows).compareTo(BigInteger.valueOf(Tuning.SMALL_QUERY_BYTES)) < 0;
    }

    /**
     * Prepares a checked frame for grouping and aggregation. A small frame becomes one partition, which needs no shuffle
     * and no second job.
     */
    public static Dataset<Row> coalesceToCheck(Dataset<Row> rows) {
        return isAtMost(Tuning.CHECKED_PARTITION_BYTES, rows) ? rows.coalesce(1) : rows;
    }

    /**
     * Whether a checked frame is so small that a hash of each row fits in an aggregate. A frame of files never is,
     * because compressed files do not tell their number of rows.
     */
    public static boolean areHashesCollected(Dataset<Row> rows) {
        return isAtMost(Tuning.HASHES_IN_SCAN_BYTES, rows) && !SparkInternals.isReadFromFiles(rows);
    }

    private static boolean isAtMost(long bytes, Dataset<Row> rows) {
        return SparkInternals.optimizedBytes(rows).compareTo(BigInteger.valueOf(bytes)) <= 0;
    }
}
