package cx.warehouse.spark;

import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/**
 * Adapts the settings of one Spark session to the size of its input. It changes join settings only for small tables,
 * and restores the operator's values afterwards.
 */
final class SessionTuning {

    /** Size in bytes up to which a join broadcasts a table. */
    private static final String MOST_SENT = "spark.sql.autoBroadcastJoinThreshold";

    private static final String HINTS_ARE_OFF = "spark.sql.optimizer.disableHints";

    private final RuntimeConfig conf;
    private final boolean isForLittle;
    private final boolean isForChecks;
    private final String mostSent;
    private final String hintsAreOff;

    /**
     * Remembers the operator's settings of joins.
     *
     * @param isForLittle true when every query of the session reads little
     * @param isForChecks true when a broadcast that a query asks for must always happen. The rows that a failed
     *     rule shows depend on their order, and a sort-merge join has another order than a broadcast join.
     */
    SessionTuning(SparkSession session, boolean isForLittle, boolean isForChecks) {
        this.conf = session.conf();
        this.isForLittle = isForLittle;
        this.isForChecks = isForChecks;
        this.mostSent = conf.get(MOST_SENT);
        this.hintsAreOff = conf.get(HINTS_ARE_OFF);
    }

    /** True when a join broadcasts a table because a query asks for it. */
    boolean isBroadcasting() {
        return !Boolean.parseBoolean(conf.get(HINTS_ARE_OFF));
    }

    /**
     * Applies the settings for one size of input.
     *
     * @param parts maximum number of partitions of a shuffle
     * @param isSmall true when planning and compiling would be most of the work
     * @param isInPlace true to join without a broadcast, each side as one partition
     */
    void apply(long parts, boolean isSmall, boolean isInPlace) {
        long most = isForLittle ? 1 : parts;
        boolean isLittle = isForLittle || isSmall;
        conf.set("spark.sql.shuffle.partitions", most);
        conf.set("spark.sql.adaptive.enabled", most > 1);
        // conclusions from conditions save reading, but finding them in large expressions is half the work of planning
        conf.set("spark.sql.constraintPropagation.enabled", !isLittle);
        conf.set("spark.sql.codegen.wholeStage", !isLittle);
        conf.set("spark.sql.codegen.factoryMode", isLittle ? "NO_CODEGEN" : "FALLBACK");
        conf.set(MOST_SENT, isInPlace ? "-1" : mostSent);
        conf.set(HINTS_ARE_OFF, isInPlace && !isForChecks ? "true" : hintsAreOff);
    }
}
