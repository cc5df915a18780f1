package cx.warehouse.storage;

import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** The one place that builds the Spark session, and the catalog of Iceberg tables that it and we share. */
public final class Engine implements AutoCloseable {

    /** Name of the catalog in Spark SQL. */
    public static final String CATALOG = "cx";

    /**
     * What may be set.
     *
     * @param master Spark's master; {@code local[*]} unless Spark's own submit gives another
     * @param shufflePartitions at most this many parts in a shuffle; small ones are joined
     * @param more further properties of Spark, as they are
     */
    public record Options(String master, int shufflePartitions, Map<String, String> more) {
        public Options {
            more = Map.copyOf(more);
        }
    }

    private final SparkSession session;
    private final Catalog catalog;
    private final boolean isOurs;

    private Engine(SparkSession session, Catalog catalog, boolean isOurs) {
        this.session = session;
        this.catalog = catalog;
        this.isOurs = isOurs;
    }

    /** Starts Spark over a catalog of tables; where Spark runs in this process already, it gets a session of its own there. */
    public static Engine start(Options options, Map<String, String> catalogProperties) {
        boolean isOurs = SparkSession.getDefaultSession().isEmpty();
        SparkSession.Builder builder = SparkSession.builder()
                .appName("cx-warehouse")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.scheduler.mode", "FAIR")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.shuffle.partitions", options.shufflePartitions())
                .config("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false")
                .config("spark.hadoop.fs.file.impl", PlainLocalFiles.class.getName());
        if (System.getProperty("spark.master") == null) {
            builder.master(options.master());
        }
        options.more().forEach(builder::config);
        SparkSession session = builder.getOrCreate().newSession();
        RuntimeConfig conf = session.conf();
        conf.set("spark.sql.catalog." + CATALOG, "org.apache.iceberg.spark.SparkCatalog");
        catalogProperties.forEach((key, value) -> conf.set("spark.sql.catalog." + CATALOG + "." + key, value));
        Catalog catalog = CatalogUtil.buildIcebergCatalog(
                CATALOG, catalogProperties, session.sparkContext().hadoopConfiguration());
        return new Engine(session, catalog, isOurs);
    }

    /** The catalog over a database, with its tables below {@code root}. */
    public static Map<String, String> jdbcCatalog(Database database, Store root, S3Settings s3) {
        Map<String, String> properties = new HashMap<>();
        properties.put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
        properties.put("uri", database.url());
        properties.put("jdbc.schema-version", "V1");
        if (database.user() != null) {
            properties.put("jdbc.user", database.user());
        }
        if (database.password() != null) {
            properties.put("jdbc.password", database.password());
        }
        properties.put("warehouse", root.uri("warehouse"));
        properties.put("cache-enabled", "false");
        if (S3Location.is(root.location())) {
            properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
            properties.put("s3.path-style-access", Boolean.toString(s3.pathStyle()));
            if (s3.endpoint() != null) {
                properties.put("s3.endpoint", s3.endpoint());
            }
            if (s3.region() != null) {
                properties.put("client.region", s3.region());
            }
        }
        return properties;
    }

    public SparkSession session() {
        return session;
    }

    public Catalog catalog() {
        return catalog;
    }

    @Override
    public void close() {
        if (isOurs) {
            session.stop();
        }
    }
}
