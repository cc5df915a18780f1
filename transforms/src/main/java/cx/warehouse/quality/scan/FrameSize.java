package cx.warehouse.quality.scan;

import cx.warehouse.quality.frame.EvaluationAttempt;
import java.math.BigInteger;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.jdk.javaapi.CollectionConverters;

/** Fits the way a frame is measured to how large it is, as far as Spark can tell before reading it. */
public final class FrameSize {

    /** Up to here one task reads a frame sooner than several could be told to and their figures joined. */
    private static final BigInteger SMALL = BigInteger.valueOf(32L << 20);

    /** Up to here a query more costs more than what it would have to remember. */
    private static final BigInteger TINY = BigInteger.valueOf(8L << 20);

    private FrameSize() {}

    /**
     * The same rows, to be grouped and summed. A small frame comes as one part, which needs no shuffle and no second job.
     */
    public static Dataset<Row> coalesceIfSmall(Dataset<Row> frame) {
        return isAtMost(SMALL, frame) ? frame.coalesce(1) : frame;
    }

    /**
     * True for a frame of so few rows that a hash of each may be kept beside other figures; of packed files nobody knows how
     * many rows they hold.
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
