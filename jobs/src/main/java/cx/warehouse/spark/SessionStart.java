package cx.warehouse.spark;

import cx.warehouse.files.Fault;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** Builds the Spark session. No other class does. */
final class SessionStart {

    private static final String CATALOG = "spark.sql.catalog." + SparkEngine.CATALOG;

    private SessionStart() {}

    /**
     * Opens a session with a catalog of tables. Starts Spark, unless it runs in this process already.
     *
     * @param catalogProperties properties of Iceberg's catalog
     */
    static SparkSession open(SessionOptions options, Map<String, String> catalogProperties) {
        boolean isOurs = SparkSession.getDefaultSession().isEmpty();
        SparkSession session = build(options);
        SparkContext context = session.sparkContext();
        if (isOurs && context.uiWebUrl().isEmpty()) {
            // otherwise Spark would search the stack for the caller of each job, only to show it on its page
            context.setLocalProperty("callSite.short", "cx-warehouse");
            context.setLocalProperty("callSite.long", "cx-warehouse");
        }
        RuntimeConfig conf = session.conf();
        if (!isOurs) {
            // a new session takes properties from the start of Spark, not from this builder
            options.properties().forEach((key, value) -> {
                if (conf.isModifiable(key)) {
                    conf.set(key, value);
                }
            });
        }
        conf.set(CATALOG, "org.apache.iceberg.spark.SparkCatalog");
        catalogProperties.forEach((key, value) -> conf.set(CATALOG + "." + key, value));
        return session;
    }

    private static SparkSession build(SessionOptions options) {
        if (Boolean.parseBoolean(options.properties().get("spark.ui.enabled"))) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot open Spark's web pages: their libraries are left out. Remove spark.ui.enabled; set"
                            + " spark.eventLog.enabled, and open the log with Spark's history server.");
        }
        SparkSession.Builder builder = SparkSession.builder().appName("cx-warehouse");
        int cores = Runtime.getRuntime().availableProcessors();
        SessionSettings.defaults(options.shufflePartitions(), cores).forEach(builder::config);
        String master = System.getProperty("spark.master");
        if (master == null) {
            master = options.master();
            builder.master(master);
        }
        SessionSettings.driverAddress(
                        master, key -> options.properties().containsKey(key) || System.getProperty(key) != null)
                .forEach(builder::config);
        options.properties().forEach(builder::config);
        try {
            return builder.getOrCreate().newSession();
        } catch (RuntimeException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot start Spark on " + master + ": " + e.getMessage(), e);
        }
    }
}
