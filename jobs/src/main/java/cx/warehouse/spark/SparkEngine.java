package cx.warehouse.spark;

import cx.warehouse.files.Fault;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.expressions.Expression;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** The running Spark: its sessions, its storage of frames, and the Iceberg catalog that it shares with this program. */
public final class SparkEngine implements AutoCloseable {

    /** Name of the catalog in Spark SQL. */
    public static final String CATALOG = "cx";

    private final QuerySessions sessions;
    private final Catalog catalog;
    private final FrameStorage storage;
    private final ExecutorWatch watch;
    private final boolean isOurs;

    private SparkEngine(
            QuerySessions sessions, Catalog catalog, FrameStorage storage, ExecutorWatch watch, boolean isOurs) {
        this.sessions = sessions;
        this.catalog = catalog;
        this.storage = storage;
        this.watch = watch;
        this.isOurs = isOurs;
    }

    /**
     * Starts Spark with a catalog of tables. When Spark already runs in this process, it opens a new session there.
     *
     * @param catalogProperties properties of Iceberg's catalog, such as {@link CatalogProperties#jdbc}
     */
    public static SparkEngine start(SessionOptions options, Map<String, String> catalogProperties) {
        boolean isOurs = SparkSession.getDefaultSession().isEmpty();
        SparkSession session = SessionStart.open(options, catalogProperties);
        SparkContext context = session.sparkContext();
        return new SparkEngine(
                new QuerySessions(session, options.shufflePartitions()),
                CatalogUtil.buildIcebergCatalog(CATALOG, catalogProperties, context.hadoopConfiguration()),
                FrameStorage.of(context, Optional.ofNullable(catalogProperties.get(CatalogProperties.WAREHOUSE))),
                ExecutorWatch.start(context, options.executorWait()),
                isOurs);
    }

    /** Adapts the sessions as {@link #tune(InputSize, long)}, when the size of the tables is unknown. */
    public void tune(InputSize input) {
        tune(input, Long.MAX_VALUE);
    }

    /**
     * Adapts the sessions to the size of their input. The results of queries do not change. {@link NightSize} tells the
     * sizes.
     *
     * @param tableRows rows that the tables were filled from
     */
    public void tune(InputSize input, long tableRows) {
        sessions.tune(NightSize.of(input.rows(), tableRows), input.bytes());
    }

    /** The same rows, in one partition when all tables are small. */
    public Dataset<Row> coalesce(Dataset<Row> rows) {
        return sessions.coalesce(rows);
    }

    /** The same rows, in the session for checks, where conditions mean the same as in Great Expectations. */
    public Dataset<Row> routeToCheck(Dataset<Row> rows) {
        return sessions.routeToCheck(rows);
    }

    /** Registers rows as a temporary view for the queries of suites, in place of an earlier view of that name. */
    public void registerView(String name, Dataset<Row> rows) {
        sessions.registerView(name, rows);
    }

    /** Drops a temporary view. */
    public void dropView(String name) {
        sessions.dropView(name);
    }

    /** True when sessions broadcast a small table because a query asks for it. */
    public boolean isBroadcasting() {
        return sessions.isBroadcasting();
    }

    /** Computes the rows with the first query that uses them, and only once. */
    public Dataset<Row> materializeOnUse(Dataset<Row> rows) {
        return storage.materializeOnUse(rows);
    }

    /**
     * Computes, counts and stores the rows now, so that later queries do not compute them again.
     *
     * @param result makes the result of the stored rows and their number
     */
    public <T> T materialize(Dataset<Row> rows, BiFunction<Dataset<Row>, Long, T> result) {
        return storage.materialize(rows, result);
    }

    /**
     * The rows of a frame as Spark computes them. An iterator may show each row in the same object, so a row is used
     * before the next.
     */
    public JavaRDD<InternalRow> internalRows(Dataset<Row> rows) {
        return SparkInternals.internalRows(rows);
    }

    /**
     * Whether a text is one query, or a statement that only shows something, and runs no program and no method of Java.
     *
     * @throws AnalysisException when the text cannot be parsed, or names something that does not exist
     */
    public boolean isQuery(String text) throws AnalysisException {
        return SparkInternals.isQuery(session(), text);
    }

    /** A condition on columns as Iceberg evaluates it. */
    public Expression icebergCondition(StructType columns, Column condition) {
        return SparkInternals.icebergCondition(session(), columns, condition);
    }

    public SparkSession session() {
        return sessions.main();
    }

    public Catalog catalog() {
        return catalog;
    }

    @Override
    public void close() {
        // an embedded database is free only when the last connection of all catalogs is closed
        try (storage;
                watch) {
            close(catalog);
            sessions.closeCatalog();
        } finally {
            if (isOurs) {
                session().stop();
            }
        }
    }

    static void close(Catalog catalog) {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot close the catalog of tables: " + e.getMessage(), e);
            }
        }
    }
}
