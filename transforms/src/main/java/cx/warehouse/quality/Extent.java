package cx.warehouse.quality;

import java.math.BigInteger;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;

/** Fits the way a frame is measured to how large it is, as far as Spark can tell before reading it. */
final class Extent {

    /** Up to here one task reads a frame sooner than several could be told to and their figures joined. */
    private static final BigInteger SMALL = BigInteger.valueOf(32L << 20);

    /** Up to here compiling code for a query costs more than the code saves. */
    private static final BigInteger TINY = BigInteger.valueOf(8L << 20);

    private Extent() {}

    /**
     * The same rows, to be grouped and summed. A small frame comes as one part, which needs no shuffle and no second job; a tiny
     * one in a session of its own besides, where expressions are interpreted.
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
        if (bytes.isEmpty() || bytes.get().compareTo(SMALL) > 0) {
            return frame;
        }
        return (bytes.get().compareTo(TINY) > 0 ? frame : interpreted(planned)).coalesce(1);
    }

    private static Dataset<Row> interpreted(org.apache.spark.sql.classic.Dataset<Row> frame) {
        SparkSession session = frame.sparkSession().cloneSession();
        session.conf().set("spark.sql.codegen.wholeStage", false);
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        return org.apache.spark.sql.classic.Dataset.ofRows(
                session, frame.queryExecution().analyzed());
    }
}
