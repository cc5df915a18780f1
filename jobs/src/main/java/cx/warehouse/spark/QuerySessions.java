package cx.warehouse.spark;

import java.util.List;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The sessions that queries run in: one for checks and one for all else. Both are tuned to the size of the night. */
final class QuerySessions {

    /** Whether text that is no number is an error in a query; else it becomes null. */
    static final String ANSI = "spark.sql.ansi.enabled";

    private final SparkSession main;

    /** Session for checks, in which text that is not a number becomes null instead of an error. */
    private final SparkSession checks;

    private final int maxPartitions;
    private final List<SessionTuning> tunings;
    private volatile NightSize size = NightSize.LARGE;

    /** @param maxPartitions maximum number of partitions of a shuffle */
    QuerySessions(SparkSession main, int maxPartitions) {
        this.main = main;
        this.checks = SparkInternals.cloneSession(main);
        checks.conf().set(ANSI, false);
        this.maxPartitions = maxPartitions;
        this.tunings = List.of(
                new SessionTuning(main, SessionTuning.HintPolicy.OFF_IN_ONE_PARTITION),
                new SessionTuning(checks, SessionTuning.HintPolicy.AS_SET));
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

    /** The same rows, in the session for checks. */
    Dataset<Row> routeToCheck(Dataset<Row> rows) {
        return SparkInternals.moveTo(checks, rows);
    }

    /** Registers rows as a temporary view for the queries of suites, in place of an earlier view of that name. */
    void registerView(String name, Dataset<Row> rows) {
        List.of(main, checks).forEach(one -> SparkInternals.moveTo(one, rows).createOrReplaceTempView(name));
    }

    /** Drops a temporary view. */
    void dropView(String name) {
        List.of(main, checks).forEach(one -> one.catalog().dropTempView(name));
    }

    /** Closes the catalog of the main session, which holds connections. */
    void closeCatalog() {
        SparkSession.setActiveSession(main);
        SparkEngine.close(Spark3Util.loadIcebergCatalog(main, SparkEngine.CATALOG));
    }
}
