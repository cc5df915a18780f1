package cx.warehouse.quality.scan;

import cx.warehouse.quality.frame.EvaluationAttempt;
import java.math.BigInteger;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.jdk.javaapi.CollectionConverters;

/** Adapts the measuring of a frame to its size, which Spark estimates before it reads the frame. */
public final class FrameSize {

    /** Up to this size, one task reads a frame faster than several tasks can be scheduled and their results merged. */
    private static final BigInteger SMALL = BigInteger.valueOf(32L << 20);

    /** Up to this size, an additional query costs more than the memory it would save. */
    private static final BigInteger TINY = BigInteger.valueOf(8L << 20);

    private FrameSize() {}

    /**
     * Prepares a frame for grouping and aggregation. A small frame becomes one partition, which needs no shuffle and no
     * second job.
     */
    public static Dataset<Row> coalesceIfSmall(Dataset<Row> frame) {
        return isAtMost(SMALL, frame) ? frame.coalesce(1) : frame;
    }

    /**
     * Whether the frame is so small that a hash of each row fits in an aggregate. A frame of files never is, because
     * compressed files do not tell their number of rows.
     */
    static boolean isTiny(Dataset<Row> frame) {
        return isAtMost(TINY, frame) && !isReadFromFiles(frame);
    }

    private static boolean isReadFromFiles(Dataset<Row> frame) {
        return frame instanceof org.apache.spark.sql.classic.Dataset<Row> planned
                && CollectionConverters.asJava(
                                planned.queryExecution().analyzed().collectLeaves())
                        .stream()
                        .anyMatch(LogicalRelation.class::isInstance);
    }

    private static boolean isAtMost(BigInteger most, Dataset<Row> frame) {
        if (!(frame instanceof org.apache.spark.sql.classic.Dataset<Row> planned)) {
            return false;
        }
        Optional<BigInteger> bytes = EvaluationAttempt.of(() -> planned.queryExecution()
                        .optimizedPlan()
                        .stats()
                        .sizeInBytes()
                        .bigInteger())
                .value();
        return bytes.isPresent() && bytes.get().compareTo(most) <= 0;
    }
}
