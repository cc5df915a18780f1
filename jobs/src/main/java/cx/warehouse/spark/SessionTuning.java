package cx.warehouse.spark;

import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/**
 * Adapts the settings of one Spark session to the size of its input. It changes join settings only for small tables,
 * and restores the operator's values afterwards.
 */
final class SessionTuning {

    /** Whether a session does what a query asks for, such as a broadcast. */
    enum HintPolicy {
        /** Hints are off where small tables are joined in one partition. */
        OFF_IN_ONE_PARTITION,
        /**
         * Hints are as the operator set them. The rows that a failed rule shows depend on their order, and a sort-merge
         * join has another order than a broadcast join.
         */
        AS_SET
    }

    /** Size in bytes up to which a join broadcasts a table. */
    private static final String BROADCAST_BYTES = "spark.sql.autoBroadcastJoinThreshold";

    private static final String HINTS_ARE_OFF = "spark.sql.optimizer.disableHints";

    private final RuntimeConfig conf;
    private final HintPolicy hints;
    private final String broadcastBytes;
    private final String hintsAreOff;

    /**
     * Remembers the operator's settings of joins.
     */
    SessionTuning(SparkSession session, HintPolicy hints) {
        this.conf = session.conf();
        this.hints = hints;
        this.broadcastBytes = conf.get(BROADCAST_BYTES);
        this.hintsAreOff = conf.get(HINTS_ARE_OFF);
    }

    /** True when a join broadcasts a table because a query asks for it. */
    boolean isBroadcasting() {
        return !Boolean.parseBoolean(conf.get(HINTS_ARE_OFF));
    }

    /**
     * Applies the settings for one size of input.
     *
     * @param partitions maximum number of partitions of a shuffle in a large query; others have one
     */
    void apply(NightSize size, int partitions) {
        boolean isCompiled = size == NightSize.LARGE;
        boolean isInOnePartition = size == NightSize.TINY;
        int most = isCompiled ? partitions : 1;
        conf.set("spark.sql.shuffle.partitions", most);
        conf.set("spark.sql.adaptive.enabled", most > 1);
        // conclusions from conditions save reading, but finding them in large expressions is half the work of planning
        conf.set("spark.sql.constraintPropagation.enabled", isCompiled);
        conf.set("spark.sql.codegen.wholeStage", isCompiled);
        conf.set("spark.sql.codegen.factoryMode", isCompiled ? "FALLBACK" : "NO_CODEGEN");
        conf.set(BROADCAST_BYTES, isInOnePartition ? "-1" : broadcastBytes);
        conf.set(HINTS_ARE_OFF, isInOnePartition && hints == HintPolicy.OFF_IN_ONE_PARTITION ? "true" : hintsAreOff);
    }
}
