package cx.warehouse.night;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Database;
import cx.warehouse.ledger.Load;
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.tables.BiFolder;
import cx.warehouse.tables.TableLayout;
import cx.warehouse.tables.TableRelocation;
import java.util.Optional;
import org.apache.iceberg.io.FileIO;

/** Makes a copied or moved warehouse whole at its new place: its tables, its catalog and its folder {@code bi}. */
public final class WarehouseRelocation {

    private WarehouseRelocation() {}

    /** The root that the tables of an open warehouse point to; nothing when they are in place. */
    public static Optional<String> oldPlace(Warehouse warehouse) {
        return TableLayout.tablesElsewhere(warehouse.database(), warehouse.root());
    }

    /**
     * Relocates the tables, and shows readers their files at the new place.
     *
     * @return the number of relocated tables; 0 when all was in place
     * @throws Fault USAGE when files are missing at the new place; then nothing is changed
     */
    public static int run(Warehouse warehouse) {
        int tables;
        try (FileIO files = CatalogProperties.files(warehouse.catalogProperties())) {
            tables = new TableRelocation(warehouse.database(), warehouse.lease(), warehouse.root(), files).run();
        }
        if (tables > 0 || BiFolder.current(warehouse.root()) == null) {
            BiFolder.removeBrokenPointer(warehouse.root());
            show(warehouse);
        }
        return tables;
    }

    /** Shows readers the last published load. A load that was stopped in its publish is shown when it is finished. */
    private static void show(Warehouse warehouse) {
        if (warehouse.ledger().publishingLoad().isEmpty()) {
            warehouse
                    .ledger()
                    .lastPublishedLoad(Load.ASSEMBLE, "")
                    .ifPresent(last -> PublishStep.show(warehouse, last.loadId()));
        }
    }

    static void requireTables(Database database, FileStore root) {
        if (!TableLayout.hasTables(database)) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot relocate " + root.location() + ": its database "
                            + database.url().replaceFirst(";.*", "")
                            + " has no tables. Copy the database of the old place there, or name it with the setting"
                            + " database.url (CXW_DATABASE_URL), then run the same command again.");
        }
    }
}
