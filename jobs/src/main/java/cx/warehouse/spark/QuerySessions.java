package cx.warehouse.spark;

import java.util.List;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The sessions that queries run in, and the choice between them by the size of a query. Each session is tuned to the
 * size of the night.
 */
final class QuerySessions {

    /** Whether text that is no number is an error in a query; else it becomes null. */
    static final String ANSI = "spark.sql.ansi.enabled";

    private final SparkSession main;

    /** Session for small queries. */
    private final SparkSession quick;

    /**
     * Session for checks of large tables. In both sessions for checks, text that is not a number becomes null instead
     * of an error.
     */
    private final SparkSession checks;

    private final SparkSession quickChecks;

    private final int maxPartitions;
    private final List<SessionTuning> tunings;
    private volatile NightSize size = NightSize.LARGE;

    /** @param maxPartitions maximum number of partitions of a shuffle */
    QuerySessions(SparkSession main, int maxPartitions) {
        this.main = main;
        this.quick = SparkInternals.cloneSession(main);
        this.checks = newCheckSession(main);
        this.quickChecks = newCheckSession(quick);
        this.maxPartitions = maxPartitions;
        this.tunings = List.of(
                new SessionTuning(main, NightSize.LARGE, SessionTuning.HintPolicy.OFF_IN_ONE_PARTITION),
                new SessionTuning(quick, NightSize.SMALL, SessionTuning.HintPolicy.OFF_IN_ONE_PARTITION),
                new SessionTuning(checks, NightSize.LARGE, SessionTuning.HintPolicy.AS_SET),
                new SessionTuning(quickChecks, NightSize.SMALL, SessionTuning.HintPolicy.AS_SET));
    }

    private static SparkSession newCheckSession(SparkSession session) {
        SparkSession checks = SparkInternals.cloneSession(session);
        checks.conf().set(ANSI, false);
        return checks;
    }

    SparkSession main() {
        return main;
    }

    /** Adapts all sessions to the size of a night. */
    void tune(NightSize night, long inputBytes) {
        size = night;
        tunings.forEach(one -> one.apply(night, Tuning.shufflePartitions(inputBytes, maxPartitions)));
    }

    boolean isBroadcasting() {
        return tunings.get(0).isBroadcasting();
    }

    /** The same rows, in one partition when all tables are small. */
    Dataset<Row> coalesce(Dataset<Row> rows) {
        return size == NightSize.TINY ? rows.coalesce(1) : rows;
    }

    /** The same rows, in the main session. */
    Dataset<Row> moveToMain(Dataset<Row> rows) {
        return SparkInternals.moveTo(main, rows);
    }

    /** The same rows, in the session for small queries when all their inputs are small. */
    Dataset<Row> routeBySize(Dataset<Row> rows) {
        return FrameSize.isSmallQuery(rows) ? SparkInternals.moveTo(quick, rows) : rows;
    }

    /** The same rows, in one of the sessions for checks. */
    Dataset<Row> routeToCheck(Dataset<Row> rows) {
        return SparkInternals.moveTo(FrameSize.isSmallQuery(rows) ? quickChecks : checks, rows);
    }

    /** Registers rows as a temporary view for the queries of suites, in place of an earlier view of that name. */
    void registerView(String name, Dataset<Row> rows) {
        List.of(main, checks, quickChecks)
                .forEach(one -> SparkInternals.moveTo(one, rows).createOrReplaceTempView(name));
    }

    /** Drops a temporary view. */
    void dropView(String name) {
        List.of(main, checks, quickChecks).forEach(one -> one.catalog().dropTempView(name));
    }

    /** Closes the catalogs of the sessions for queries, each of which holds connections. */
    void closeCatalogs() {
        for (SparkSession one : List.of(quick, main)) {
            SparkSession.setActiveSession(one);
            SparkEngine.close(Spark3Util.loadIcebergCatalog(one, SparkEngine.CATALOG));
        }
    }
}
