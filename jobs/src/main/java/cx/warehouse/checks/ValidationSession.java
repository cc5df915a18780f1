package cx.warehouse.checks;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import cx.warehouse.ledger.Database;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.spark.SparkEngine;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.tables.TableLayout;
import java.util.Collection;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs Spark for validations. It reads files, and also the warehouse's tables where a validation needs one. */
public final class ValidationSession implements AutoCloseable {

    private final Database database;
    private final SparkEngine engine;
    private final S3Settings s3;

    private ValidationSession(Settings settings, Database database, Map<String, String> catalog) {
        this.s3 = settings.s3();
        this.database = database;
        this.engine = SparkEngine.start(settings.spark().forChecks(), catalog);
    }

    /**
     * Starts a session that can read these places. It opens the warehouse only when one of them is a table.
     *
     * @throws Fault BUSY when another process holds the embedded database that is needed for a table
     */
    public static ValidationSession of(Settings settings, Collection<RowsLocation> places) {
        return places.stream().anyMatch(place -> place.table() != null) ? ofTables(settings) : ofFiles(settings);
    }

    private static ValidationSession ofFiles(Settings settings) {
        return new ValidationSession(settings, null, CatalogProperties.inMemory());
    }

    private static ValidationSession ofTables(Settings settings) {
        Database database = settings.database().open();
        FileStore root = FileStore.at(settings.root(), settings.s3());
        TableLayout.warnOfElsewhere(database, root);
        ValidationSession data =
                new ValidationSession(settings, database, CatalogProperties.jdbc(database, root, settings.s3()));
        if (!new IcebergTables(data.engine).list("mart").isEmpty()) {
            // queries of suites name other tables without their namespace
            data.engine.session().sql("use " + SparkEngine.CATALOG + ".mart");
        }
        return data;
    }

    /**
     * Opens rows.
     *
     * @throws Fault USAGE when they do not exist or cannot be read
     */
    public Dataset<Row> open(RowsLocation place) {
        return place.open(engine, s3);
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
