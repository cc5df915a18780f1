package cx.warehouse.testing;

import cx.warehouse.storage.Database;
import cx.warehouse.storage.Engine;
import cx.warehouse.storage.S3Settings;
import cx.warehouse.storage.Store;
import cx.warehouse.storage.Tables;
import java.nio.file.Path;
import java.util.Map;

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

    @Override
    public void close() {
        engine.close();
        database.close();
    }
}
