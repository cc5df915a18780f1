package cx.warehouse.spark;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Location;
import cx.warehouse.files.S3Settings;
import cx.warehouse.ledger.Database;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.BigInt;

/**
 * Builds the Spark sessions and the Iceberg catalog that Spark and this program share. No other class builds a session.
 */
public final class SparkEngine implements AutoCloseable {

    /** Name of the catalog in Spark SQL. */
    public static final String CATALOG = "cx";

    /**
     * Settings of a session.
     *
     * @param master Spark's master; ignored when Spark's own submit sets one
     * @param shufflePartitions maximum number of partitions of a shuffle; Spark merges small ones
     * @param properties further properties of Spark, passed on unchanged
     */
    public record SessionOptions(String master, int shufflePartitions, Map<String, String> properties) {
        public SessionOptions {
            properties = Map.copyOf(properties);
        }

        /** These options with another maximum number of partitions of a shuffle. */
        public SessionOptions withShufflePartitions(int most) {
            return new SessionOptions(master, most, properties);
        }

        /** These options with one more property of Spark. It replaces the operator's value of that property. */
        public SessionOptions withProperty(String key, String value) {
            Map<String, String> all = new HashMap<>(properties);
            all.put(key, value);
            return new SessionOptions(master, shufflePartitions, all);
        }

        /** The options without the values of properties, because some values are secrets. */
        @Override
        public String toString() {
            return "SessionOptions[master=" + master + ", shufflePartitions=" + shufflePartitions + ", properties="
                    + new TreeSet<>(properties.keySet()) + "]";
        }
    }

    /** Compressed input, in bytes, that suits one partition of a shuffle. */
    private static final long PARTITION_BYTES = 8L << 20;

    /** Below this many bytes of input, compiling code for a query costs more than the code saves. */
    private static final long SMALL_BYTES = 4L << 20;

    /**
     * Below this many bytes of input over all nights, one task reads a table and joins it to another faster than
     * several tasks.
     */
    private static final long ONE_PARTITION_BYTES = 16L << 20;

    /** Tables below this many bytes, as Spark estimates them, make a query small. */
    private static final long LITTLE_TABLE_BYTES = 8L << 20;

    /** The environment variable by which an operator chooses the threads in which Iceberg reads lists of files. */
    private static final String PLANS_APART = "ICEBERG_SCAN_PLAN_IN_WORKER_POOL";

    private static final String MIN_PARTITIONS = "spark.sql.adaptive.coalescePartitions.minPartitionNum";

    private final SparkSession session;

    /** A second session for small queries. */
    private final SparkSession quick;

    /**
     * Session for checks of large tables. In both sessions for checks, text that is not a number becomes null instead
     * of an error.
     */
    private final SparkSession checks;

    private final SparkSession quickChecks;

    private final Catalog catalog;
    private final FrameStorage storage;
    private final boolean isOurs;
    private final int maxPartitions;
    private final List<SessionTuning> tunings;
    private volatile boolean isOnePartition;

    private SparkEngine(
            SparkSession session, Catalog catalog, FrameStorage storage, boolean isOurs, int mostPartitions) {
        this.storage = storage;
        this.maxPartitions = mostPartitions;
        this.session = session;
        this.quick = cloneSession(session);
        this.checks = newCheckSession(session);
        this.quickChecks = newCheckSession(quick);
        this.tunings = List.of(
                new SessionTuning(session, false, false),
                new SessionTuning(quick, true, false),
                new SessionTuning(checks, false, true),
                new SessionTuning(quickChecks, true, true));
        this.catalog = catalog;
        this.isOurs = isOurs;
    }

    private static SparkSession cloneSession(SparkSession session) {
        return ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
    }

    private static SparkSession newCheckSession(SparkSession session) {
        SparkSession checks = cloneSession(session);
        checks.conf().set("spark.sql.ansi.enabled", false);
        return checks;
    }

    /**
     * Starts Spark with a catalog of tables. When Spark already runs in this process, it opens a new session there.
     *
     * @param catalogProperties properties of Iceberg's catalog, such as {@link #jdbcCatalog}
     */
    public static SparkEngine start(SessionOptions options, Map<String, String> catalogProperties) {
        if (LocalFileIO.class.getName().equals(catalogProperties.get("io-impl"))
                && System.getenv(PLANS_APART) == null) {
            // Iceberg polls every hundredth of a second until other threads have read its lists of files
            System.getProperties().putIfAbsent("iceberg.scan.plan-in-worker-pool", "false");
        }
        boolean isOurs = SparkSession.getDefaultSession().isEmpty();
        SparkSession.Builder builder = SparkSession.builder()
                .appName("cx-warehouse")
                .config("spark.ui.enabled", "false")
                // the page of Spark is off, so it needs neither updates per task nor full plans
                .config("spark.ui.liveUpdate.period", "-1")
                .config("spark.sql.ui.explainMode", "simple")
                .config("spark.scheduler.mode", "FAIR")
                // interval at which running tasks report their progress
                .config("spark.executor.heartbeatInterval", "2s")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.shuffle.partitions", options.shufflePartitions())
                // no session adds classes of its own; isolated sessions would first ask for every class over the
                // network
                .config("spark.sql.artifact.isolation.enabled", "false")
                // a night compiles some hundreds of projections, and the next night in this process finds them in the
                // cache
                .config("spark.sql.codegen.cache.maxEntries", "2000")
                // visits are aggregated in memory; a task sorts above this number of groups, 400,000 over all tasks
                .config(
                        "spark.sql.objectHashAggregate.sortBased.fallbackThreshold",
                        Math.max(10_000, 400_000 / Runtime.getRuntime().availableProcessors()))
                // the place in Java where a column was made helps authors of queries, but finding it costs more than
                // making the column
                .config("spark.sql.dataFrameQueryContext.enabled", "false")
                // a struct that is passed on as one value stays one value
                .config("spark.sql.optimizer.expression.nestedPruning.enabled", "false")
                .config("spark.sql.optimizer.nestedSchemaPruning.enabled", "false")
                // the JIT skips methods above 8,000 bytes; wide tables are faster in several smaller methods
                .config("spark.sql.codegen.hugeMethodLimit", "8000")
                .config("spark.hadoop.fs.file.impl", PlainLocalFiles.class.getName());
        String master = System.getProperty("spark.master");
        if (master == null) {
            master = options.master();
            builder.master(master);
        }
        driverAddress(master, key -> options.properties().containsKey(key) || System.getProperty(key) != null)
                .forEach(builder::config);
        options.properties().forEach(builder::config);
        SparkSession session = builder.getOrCreate().newSession();
        if (isOurs && session.sparkContext().uiWebUrl().isEmpty()) {
            // otherwise Spark would search the stack for the caller of each job, only to show it on its page
            session.sparkContext().setLocalProperty("callSite.short", "cx-warehouse");
            session.sparkContext().setLocalProperty("callSite.long", "cx-warehouse");
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
        if (!options.properties().containsKey(MIN_PARTITIONS)) {
            // at least two tasks per core: three tasks on two cores would leave one core idle
            conf.set(MIN_PARTITIONS, 2 * session.sparkContext().defaultParallelism());
        }
        conf.set("spark.sql.catalog." + CATALOG, "org.apache.iceberg.spark.SparkCatalog");
        catalogProperties.forEach((key, value) -> conf.set("spark.sql.catalog." + CATALOG + "." + key, value));
        Catalog catalog = CatalogUtil.buildIcebergCatalog(
                CATALOG, catalogProperties, session.sparkContext().hadoopConfiguration());
        FrameStorage storage =
                FrameStorage.of(session.sparkContext(), Optional.ofNullable(catalogProperties.get("warehouse")));
        return new SparkEngine(session, catalog, storage, isOurs, options.shufflePartitions());
    }

    /**
     * The address under which Spark's other processes reach this one. A local master needs no other host, and then the
     * host's own name need not resolve. With any other master, Spark finds the address itself.
     *
     * @param master Spark's master
     * @param isSet true for a property that the operator has set
     * @return the properties to set; empty unless the master is local
     */
    static Map<String, String> driverAddress(String master, Predicate<String> isSet) {
        Map<String, String> properties = new HashMap<>();
        if (master.startsWith("local")) {
            for (String key : List.of("spark.driver.host", "spark.driver.bindAddress")) {
                if (!isSet.test(key)) {
                    properties.put(key, "127.0.0.1");
                }
            }
        }
        return properties;
    }

    /**
     * Properties of the Iceberg catalog in a database, with its tables below {@code root}.
     *
     * @param s3 used only when {@code root} is on S3
     */
    public static Map<String, String> jdbcCatalog(Database database, FileStore root, S3Settings s3) {
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
        if (S3Location.isS3(root.location())) {
            properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
            properties.put("s3.path-style-access", Boolean.toString(s3.pathStyle()));
            if (s3.endpoint() != null) {
                properties.put("s3.endpoint", s3.endpoint());
            }
            if (s3.region() != null) {
                properties.put("client.region", s3.region());
            }
        } else {
            properties.put("io-impl", LocalFileIO.class.getName());
        }
        return properties;
    }

    /** Adapts the sessions as {@link #tune(long, long)}, when the size of the tables is unknown. */
    public void tune(long inputBytes) {
        tune(inputBytes, Long.MAX_VALUE);
    }

    /**
     * Adapts the sessions to the size of their input. The results of queries do not change.
     *
     * <p>Small inputs get few partitions. Very small inputs also get neither compiled code nor conclusions from
     * conditions, because planning and compiling would be most of the work. When all tables are small too, each is read
     * as one partition. Then a join needs no shuffle, and no broadcast, which would be one more job.
     *
     * @param inputBytes size of the files that are read, as they lie on disk
     * @param tableBytes size of the files that the tables were filled from
     */
    public void tune(long inputBytes, long tableBytes) {
        long parts = Math.min(maxPartitions, Math.max(1, (inputBytes + PARTITION_BYTES - 1) / PARTITION_BYTES));
        boolean isSmall = isSmall(inputBytes);
        isOnePartition = isSmall && tableBytes < ONE_PARTITION_BYTES;
        tunings.forEach(one -> one.apply(parts, isSmall, isOnePartition));
    }

    /** True when planning and starting queries is most of the work for this many bytes of input on disk. */
    public static boolean isSmall(long inputBytes) {
        return inputBytes < SMALL_BYTES;
    }

    /** The same rows, in one partition when all tables are small. */
    public Dataset<Row> coalesce(Dataset<Row> rows) {
        return isOnePartition ? rows.coalesce(1) : rows;
    }

    /**
     * The same rows, in the session that suits the query that runs on them now. When all inputs of the rows are small,
     * the query is planned and run as in a small night, even in a large night.
     */
    public Dataset<Row> routeBySize(Dataset<Row> rows) {
        return isLittle(rows) ? moveTo(quick, rows) : rows;
    }

    /**
     * The same rows, in a session for checks. It chooses by size as {@link #routeBySize}; conditions mean the same as
     * in Great Expectations.
     */
    public Dataset<Row> routeToCheck(Dataset<Row> rows) {
        return moveTo(isLittle(rows) ? quickChecks : checks, rows);
    }

    private static boolean isLittle(Dataset<Row> rows) {
        BigInt bytes = BigInt.apply(0);
        for (LogicalPlan leaf : CollectionConverters.asJava(plan(rows).collectLeaves())) {
            bytes = bytes.$plus(leaf.stats().sizeInBytes());
        }
        return bytes.$less(BigInt.apply(LITTLE_TABLE_BYTES));
    }

    /** Registers rows as a temporary view for the queries of suites, in place of an earlier view of that name. */
    public void registerView(String name, Dataset<Row> rows) {
        List.of(session, checks, quickChecks).forEach(one -> moveTo(one, rows).createOrReplaceTempView(name));
    }

    /** Drops a temporary view. */
    public void dropView(String name) {
        List.of(session, checks, quickChecks).forEach(one -> one.catalog().dropTempView(name));
    }

    /** True when sessions broadcast a small table because a query asks for it. */
    public boolean isBroadcasting() {
        return tunings.get(0).isBroadcasting();
    }

    /** Computes the rows with the first query that uses them, and only once. */
    public Dataset<Row> materializeOnUse(Dataset<Row> rows) {
        return storage.materializeOnUse(rows);
    }

    /** Computes the rows now and stores them, so that later queries do not compute them again. */
    public Dataset<Row> materialize(Dataset<Row> rows) {
        return moveTo(session, storage.materialize(routeBySize(rows)));
    }

    private static Dataset<Row> moveTo(SparkSession session, Dataset<Row> rows) {
        return org.apache.spark.sql.classic.Dataset.ofRows(
                (org.apache.spark.sql.classic.SparkSession) session, plan(rows));
    }

    private static LogicalPlan plan(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .analyzed();
    }

    public SparkSession session() {
        return session;
    }

    public Catalog catalog() {
        return catalog;
    }

    @Override
    public void close() {
        // each catalog holds connections of its own; an embedded database is free only when the last connection is
        // closed
        try (storage) {
            close(catalog);
            close(quick);
            close(session);
        } finally {
            if (isOurs) {
                session.stop();
            }
        }
    }

    private static void close(SparkSession session) {
        SparkSession.setActiveSession(session);
        close(Spark3Util.loadIcebergCatalog(session, CATALOG));
    }

    private static void close(Catalog catalog) {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot close the catalog of tables: " + e.getMessage(), e);
            }
        }
    }
}
