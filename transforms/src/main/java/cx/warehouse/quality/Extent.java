package cx.warehouse.quality;

import java.math.BigInteger;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fits the way a frame is measured to how large it is, as far as Spark can tell before reading it. */
final class Extent {

    /** Up to here one task reads a frame sooner than several could be told to and their figures joined. */
    private static final BigInteger SMALL = BigInteger.valueOf(32L << 20);

    private Extent() {}

    /**
     * The same rows, to be grouped and summed. A small frame comes as one part, which needs no shuffle and no second job.
     */
    static Dataset<Row> fitted(Dataset<Row> frame) {
        if (!(frame instanceof org.apache.spark.sql.classic.Dataset<Row> planned)) {
            return frame;
        }
        Optional<BigInteger> bytes = Attempt.of(() -> planned.queryExecution()
                        .optimizedPlan()
                        .stats()
                        .sizeInBytes()
                        .bigInteger())
                .value();
        return bytes.isEmpty() || bytes.get().compareTo(SMALL) > 0 ? frame : frame.coalesce(1);
    }
}
