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

/** The one place that builds the Spark session, and the catalog of Iceberg tables that it and we share. */
public final class SparkEngine implements AutoCloseable {

    /** Name of the catalog in Spark SQL. */
    public static final String CATALOG = "cx";

    /**
     * What may be set.
     *
     * @param master Spark's master; {@code local[*]} unless Spark's own submit gives another
     * @param shufflePartitions at most this many parts in a shuffle; small ones are joined
     * @param properties further properties of Spark, as they are
     */
    public record SessionOptions(String master, int shufflePartitions, Map<String, String> properties) {
        public SessionOptions {
            properties = Map.copyOf(properties);
        }
    }

    /** About as much compressed input as one part of a shuffle takes well. */
    private static final long PARTITION_BYTES = 8L << 20;

    /** Below this much input, compiling code for a query costs more than the code saves. */
    private static final long SMALL_BYTES = 4L << 20;

    /** Below this much input of all nights, one task reads a table and joins it to another sooner than several tasks. */
    private static final long ONE_PARTITION_BYTES = 16L << 20;

    /** Tables below this size, as Spark counts them in memory, are little to a query. */
    private static final long LITTLE_TABLE_BYTES = 8L << 20;

    /** Where Iceberg lets an operator choose who reads lists of files. */
    private static final String PLANS_APART = "ICEBERG_SCAN_PLAN_IN_WORKER_POOL";

    private static final String MIN_PARTITIONS = "spark.sql.adaptive.coalescePartitions.minPartitionNum";

    private final SparkSession session;

    /** A session beside the other, for queries over little. */
    private final SparkSession quick;

    /** Sessions for checks of much and of little, in which text that is no number is null and no error. */
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

    /** Starts Spark over a catalog of tables; where Spark runs in this process already, it gets a session of its own there. */
    public static SparkEngine start(SessionOptions options, Map<String, String> catalogProperties) {
        if (LocalFileIO.class.getName().equals(catalogProperties.get("io-impl"))
                && System.getenv(PLANS_APART) == null) {
            // Iceberg looks every hundredth of a second whether other threads have read its lists of files by now
            System.getProperties().putIfAbsent("iceberg.scan.plan-in-worker-pool", "false");
        }
        boolean isOurs = SparkSession.getDefaultSession().isEmpty();
        SparkSession.Builder builder = SparkSession.builder()
                .appName("cx-warehouse")
                .config("spark.ui.enabled", "false")
                // nobody looks at what the page would show: neither at each task nor at plans in full
                .config("spark.ui.liveUpdate.period", "-1")
                .config("spark.sql.ui.explainMode", "simple")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.scheduler.mode", "FAIR")
                // how often running tasks say how far they are
                .config("spark.executor.heartbeatInterval", "2s")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.shuffle.partitions", options.shufflePartitions())
                // no session here adds classes of its own; isolated ones ask for every class over the network first
                .config("spark.sql.artifact.isolation.enabled", "false")
                // a night has some hundreds of compiled projections; the next night in this process finds them again
                .config("spark.sql.codegen.cache.maxEntries", "2000")
                // visits are put together in memory, so many of all tasks at a time, before they have to be sorted
                .config(
                        "spark.sql.objectHashAggregate.sortBased.fallbackThreshold",
                        Math.max(10_000, 400_000 / Runtime.getRuntime().availableProcessors()))
                // where a column was written in Java helps whoever writes queries; finding it costs more than making it
                .config("spark.sql.dataFrameQueryContext.enabled", "false")
                // a struct that travels as one value stays one
                .config("spark.sql.optimizer.expression.nestedPruning.enabled", "false")
                .config("spark.sql.optimizer.nestedSchemaPruning.enabled", "false")
                // the JIT passes over methods above 8,000 bytes: wide tables are faster in several smaller ones
                .config("spark.sql.codegen.hugeMethodLimit", "8000")
                .config("spark.hadoop.fs.file.impl", PlainLocalFiles.class.getName());
        if (System.getProperty("spark.master") == null) {
            builder.master(options.master());
        }
        options.properties().forEach(builder::config);
        SparkSession session = builder.getOrCreate().newSession();
        if (isOurs && session.sparkContext().uiWebUrl().isEmpty()) {
            // for the page alone Spark would look up in the stack where each job was asked for
            session.sparkContext().setLocalProperty("callSite.short", "cx-warehouse");
            session.sparkContext().setLocalProperty("callSite.long", "cx-warehouse");
        }
        RuntimeConfig conf = session.conf();
        if (!options.properties().containsKey(MIN_PARTITIONS)) {
            // at least two tasks a core: three tasks on two cores leave one idle
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

    /** The catalog over a database, with its tables below {@code root}. */
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

    /** As {@link #tune(long, long)}, where nobody knows what else is read. */
    public void tune(long inputBytes) {
        tune(inputBytes, Long.MAX_VALUE);
    }

    /**
     * Fits the session to the size of its input: few parts for little, and for very little neither compiled code nor
     * conclusions from conditions, where planning and compiling would be most of the work. Where all tables are little as
     * well, each is read as one part, which needs no shuffle, and joined to another without sending it about: that would
     * be a job more. The answers are the same.
     *
     * @param inputBytes the files that are read, as they lie on disk
     * @param tableBytes the files that the tables were filled from
     */
    public void tune(long inputBytes, long tableBytes) {
        long parts = Math.min(maxPartitions, Math.max(1, (inputBytes + PARTITION_BYTES - 1) / PARTITION_BYTES));
        boolean isSmall = isSmall(inputBytes);
        isOnePartition = isSmall && tableBytes < ONE_PARTITION_BYTES;
        tunings.forEach(one -> one.apply(parts, isSmall, isOnePartition));
    }

    /** Whether planning and starting queries is most of the work on so much input, as it lies on disk. */
    public static boolean isSmall(long inputBytes) {
        return inputBytes < SMALL_BYTES;
    }

    /** The same rows, in one part where that is best tonight. */
    public Dataset<Row> coalesce(Dataset<Row> rows) {
        return isOnePartition ? rows.coalesce(1) : rows;
    }

    /**
     * The same rows, for a query to be run on them now: where all that they are made of is little, it is planned and run
     * as in a small night, however large the night.
     */
    public Dataset<Row> routeBySize(Dataset<Row> rows) {
        return isLittle(rows) ? moveTo(quick, rows) : rows;
    }

    /** As {@link #routeBySize}, for rows that are held to a suite: conditions mean what they mean to Great Expectations. */
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

    /** Gives rows a name for the queries of suites, in place of what bore it before. */
    public void registerView(String name, Dataset<Row> rows) {
        List.of(session, checks, quickChecks).forEach(one -> moveTo(one, rows).createOrReplaceTempView(name));
    }

    /** Takes a name away again. */
    public void dropView(String name) {
        List.of(session, checks, quickChecks).forEach(one -> one.catalog().dropTempView(name));
    }

    /** Whether sessions send the rows of small tables to every task where a query says so. */
    public boolean isBroadcasting() {
        return tunings.get(0).isBroadcasting();
    }

    /** The same rows, computed with the first query that uses them, and only once. */
    public Dataset<Row> materializeOnUse(Dataset<Row> rows) {
        return storage.materializeOnUse(rows);
    }

    /** The same rows, computed now and kept. */
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
        // each catalog holds connections of its own, and an embedded database is free when the last one is closed
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
