package cx.warehouse.testing;

import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import cx.warehouse.ledger.Database;
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.spark.SessionOptions;
import cx.warehouse.spark.SparkEngine;
import cx.warehouse.tables.IcebergTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The storage of a warehouse in the folder of a test: an embedded database, Spark, and Iceberg tables. */
public final class LocalWarehouse implements AutoCloseable {

    private final FileStore root;
    private final Database database;
    private final SparkEngine engine;

    private LocalWarehouse(Path folder) {
        Nights.keepSpark();
        S3Settings s3 = new S3Settings(null, null, false);
        this.root = FileStore.at(folder.toString(), s3);
        this.database =
                new Database(Database.embeddedUrl(folder.resolve("state/cxw").toString()), "", "");
        this.engine = SparkEngine.start(
                new SessionOptions("local[2]", 2, Map.of()), CatalogProperties.jdbc(database, root, s3));
    }

    /** Opens the storage in a folder. Closing it closes the database and Spark too. */
    public static LocalWarehouse in(Path folder) {
        return new LocalWarehouse(folder);
    }

    public FileStore root() {
        return root;
    }

    public Database database() {
        return database;
    }

    public SparkEngine engine() {
        return engine;
    }

    public IcebergTables tables() {
        return new IcebergTables(engine);
    }

    /** Publishes the rows of a query as the whole content of a table of the namespace {@code mart}. */
    public void publish(String name, String query) {
        IcebergTables tables = tables();
        Dataset<Row> rows = engine.session().sql(query);
        tables.ensure("mart." + name, "rows of a test", rows.schema(), List.of());
        long snapshot = tables.stage("mart." + name, "load_a", rows, functions.lit(true));
        tables.publish("mart." + name, "load_a", snapshot, "a");
    }

    @Override
    public void close() {
        engine.close();
        database.close();
    }
}
