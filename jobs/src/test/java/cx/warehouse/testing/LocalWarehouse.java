package cx.warehouse.testing;

import cx.warehouse.storage.Database;
import cx.warehouse.storage.Engine;
import cx.warehouse.storage.S3Settings;
import cx.warehouse.storage.Store;
import cx.warehouse.storage.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Storage in a folder of a test: an embedded database, Spark, and the tables below. */
public final class LocalWarehouse implements AutoCloseable {

    private final Store root;
    private final Database database;
    private final Engine engine;

    private LocalWarehouse(Path folder) {
        Nights.keepSpark();
        S3Settings s3 = new S3Settings(null, null, false);
        this.root = Store.at(folder.toString(), s3);
        this.database =
                new Database(Database.embedded(folder.resolve("state/cxw").toString()), "", "");
        this.engine = Engine.start(new Engine.Options("local[2]", 2, Map.of()), Engine.jdbcCatalog(database, root, s3));
    }

    /** Opens storage in a folder; it is closed with all it holds. */
    public static LocalWarehouse in(Path folder) {
        return new LocalWarehouse(folder);
    }

    public Store root() {
        return root;
    }

    public Database database() {
        return database;
    }

    public Engine engine() {
        return engine;
    }

    public Tables tables() {
        return new Tables(engine);
    }

    /** Publishes the rows of a query as all rows of a table of the mart. */
    public void publish(String name, String query) {
        Tables tables = tables();
        Dataset<Row> rows = engine.session().sql(query);
        tables.ensure("mart." + name, rows.schema(), List.of());
        long snapshot = tables.stage("mart." + name, "load_a", rows, functions.lit(true));
        tables.publish("mart." + name, "load_a", snapshot, "a");
    }

    @Override
    public void close() {
        engine.close();
        database.close();
    }
}
