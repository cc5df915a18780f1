package cx.warehouse.spark;

import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** Fits the settings of one Spark session to how much is read; those of joins are put back to what an operator set. */
final class SessionTuning {

    /** Up to how many bytes a table is sent to every task of a join. */
    private static final String MOST_SENT = "spark.sql.autoBroadcastJoinThreshold";

    private static final String HINTS_ARE_OFF = "spark.sql.optimizer.disableHints";

    private final RuntimeConfig conf;
    private final boolean isForLittle;
    private final boolean isForChecks;
    private final String mostSent;
    private final String hintsAreOff;

    /**
     * @param isForLittle every query of the session is over little
     * @param isForChecks tables are sent where a query says so, always: which rows a broken rule shows depends on their
     *     order, and a join of sorted sides has another
     */
    SessionTuning(SparkSession session, boolean isForLittle, boolean isForChecks) {
        this.conf = session.conf();
        this.isForLittle = isForLittle;
        this.isForChecks = isForChecks;
        this.mostSent = conf.get(MOST_SENT);
        this.hintsAreOff = conf.get(HINTS_ARE_OFF);
    }

    /** Whether a table is sent to every task of a join where a query says so. */
    boolean isBroadcasting() {
        return !Boolean.parseBoolean(conf.get(HINTS_ARE_OFF));
    }

    /**
     * @param parts of a shuffle, at most
     * @param isSmall planning and compiling would be most of the work
     * @param isInPlace both sides of a join stay where they are, as one part each
     */
    void apply(long parts, boolean isSmall, boolean isInPlace) {
        long most = isForLittle ? 1 : parts;
        boolean isLittle = isForLittle || isSmall;
        conf.set("spark.sql.shuffle.partitions", most);
        conf.set("spark.sql.adaptive.enabled", most > 1);
        // what follows from conditions saves reading; of large expressions, finding it is half the work of planning
        conf.set("spark.sql.constraintPropagation.enabled", !isLittle);
        conf.set("spark.sql.codegen.wholeStage", !isLittle);
        conf.set("spark.sql.codegen.factoryMode", isLittle ? "NO_CODEGEN" : "FALLBACK");
        conf.set(MOST_SENT, isInPlace ? "-1" : mostSent);
        conf.set(HINTS_ARE_OFF, isInPlace && !isForChecks ? "true" : hintsAreOff);
    }
}
