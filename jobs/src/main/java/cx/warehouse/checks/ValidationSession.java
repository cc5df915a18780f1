package cx.warehouse.checks;

import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Database;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.SparkEngine;
import cx.warehouse.tables.IcebergTables;
import java.util.Collection;
import java.util.Map;

/** Spark for rows that lie anywhere: of files alone, or of the warehouse's tables too. */
public final class ValidationSession implements AutoCloseable {

    private final Database database;
    private final SparkEngine engine;

    private ValidationSession(Settings settings, Database database, Map<String, String> catalog) {
        this.database = database;
        // a condition in Spark's SQL means what it means to Great Expectations: text that is no number is null
        this.engine = SparkEngine.start(settings.spark().withProperty("spark.sql.ansi.enabled", "false"), catalog);
    }

    /** For these places: the warehouse is opened only where one of them is a table. */
    public static ValidationSession of(Settings settings, Collection<RowsLocation> places) {
        return places.stream().anyMatch(place -> place.table() != null) ? ofTables(settings) : ofFiles(settings);
    }

    private static ValidationSession ofFiles(Settings settings) {
        return new ValidationSession(
                settings, null, Map.of("catalog-impl", "org.apache.iceberg.inmemory.InMemoryCatalog"));
    }

    private static ValidationSession ofTables(Settings settings) {
        Database database = settings.database().open();
        FileStore root = FileStore.at(settings.root(), settings.s3());
        ValidationSession data =
                new ValidationSession(settings, database, SparkEngine.jdbcCatalog(database, root, settings.s3()));
        if (!new IcebergTables(data.engine).list("mart").isEmpty()) {
            // queries of suites ask other tables by their bare names
            data.engine.session().sql("use " + SparkEngine.CATALOG + ".mart");
        }
        return data;
    }

    public SparkEngine engine() {
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
