package cx.warehouse.batch;

import cx.warehouse.storage.Database;
import cx.warehouse.storage.Engine;
import cx.warehouse.storage.Store;
import cx.warehouse.storage.Tables;
import java.util.Collection;
import java.util.Map;

/** Spark for rows that lie anywhere: of files alone, or of the warehouse's tables too. */
final class DataEngine implements AutoCloseable {

    private final Database database;
    private final Engine engine;

    private DataEngine(Settings settings, Database database, Map<String, String> catalog) {
        this.database = database;
        // a condition in Spark's SQL means what it means to Great Expectations: text that is no number is null
        this.engine = Engine.start(
                new Engine.Options(
                        settings.sparkMaster(),
                        settings.shufflePartitions(),
                        Map.of("spark.sql.ansi.enabled", "false")),
                catalog);
    }

    /** For these places: the warehouse is opened only where one of them is a table. */
    static DataEngine of(Settings settings, Collection<DataPlace> places) {
        return places.stream().anyMatch(place -> place.table() != null) ? ofTables(settings) : ofFiles(settings);
    }

    private static DataEngine ofFiles(Settings settings) {
        return new DataEngine(settings, null, Map.of("catalog-impl", "org.apache.iceberg.inmemory.InMemoryCatalog"));
    }

    private static DataEngine ofTables(Settings settings) {
        Database database = settings.database().open();
        Store root = Store.at(settings.root(), settings.s3());
        DataEngine data = new DataEngine(settings, database, Engine.jdbcCatalog(database, root, settings.s3()));
        if (!new Tables(data.engine).list("mart").isEmpty()) {
            // queries of suites ask other tables by their bare names
            data.engine.session().sql("use " + Engine.CATALOG + ".mart");
        }
        return data;
    }

    Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        engine.close();
        if (database != null) {
            database.close();
        }
    }
}
