package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.io.FileIO;

/** Recognizes warehouses whose tables an earlier version wrote under other names, or that lie in another place. */
public final class TableLayout {

    /**
     * Tables that moved from the namespace {@code conformed} to {@code state}. Each night reads those of the last
     * night.
     */
    private static final List<String> MOVED =
            List.of("visit", "visitor", "identity_evidence", "identity_node", "identity_blocked", "identity_change");

    /** The folder below the root that holds all tables. */
    static final String TABLES = "warehouse";

    /**
     * A table of the catalog.
     *
     * @param metadata its current metadata: {@code <root>/warehouse/<namespace>/<table>/metadata/<file>}
     */
    private record CatalogRow(String table, String metadata) {

        /** The folder of all tables. */
        String folder() {
            return metadata.replaceFirst("(/[^/]+){4}$", "");
        }
    }

    private TableLayout() {}

    /**
     * Refuses a warehouse that has its state under the names of an earlier version. A night would find no state in it,
     * and publish wrong visits and customers. Only tables of the JDBC catalog in this database are checked.
     *
     * @param root the location of the warehouse, for the message
     * @throws Fault USAGE with the command that rebuilds the warehouse
     */
    public static void refuseOlder(Database database, String root) {
        List<String> moved = olderTables(database);
        if (moved.isEmpty()) {
            return;
        }
        String dates = deliveryDates(database);
        throw new Fault(
                Fault.Kind.USAGE,
                "Cannot use the warehouse " + root + ": an earlier version wrote its tables "
                        + String.join(
                                ", ",
                                moved.stream()
                                        .map(table -> "conformed." + table)
                                        .toList())
                        + ", which are named state.* now. Rebuild it from the same drops into an empty folder: cxw backfill "
                        + dates + " --root NEW_FOLDER");
    }

    /**
     * Refuses to write to a warehouse whose tables lie outside its root, such as a copy: the paths in its catalog and
     * in Iceberg's metadata are absolute, so a night would write to the tables of the original.
     *
     * @throws Fault USAGE with both paths, and the command that makes the warehouse whole at its new place
     */
    public static void refuseElsewhere(Database database, FileStore root) {
        tablesElsewhere(database, root).ifPresent(place -> {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot write to the warehouse " + root.location() + ": its tables lie in " + place
                            + ", because it was copied or moved. Make it whole at its new place: cxw relocate --root "
                            + root.location());
        });
    }

    /** Says on standard error whose tables a command reads, where it reads those of another warehouse. */
    public static void warnOfElsewhere(Database database, FileStore root) {
        tablesElsewhere(database, root)
                .ifPresent(place -> System.err.println("The warehouse " + root.location()
                        + " was copied or moved: these are the tables of " + place + "."));
    }

    /**
     * The root of the warehouse to which the catalog in this database points; nothing when that is {@code root}, or
     * when there is no table. Links are followed.
     */
    public static Optional<String> tablesElsewhere(Database database, FileStore root) {
        return movedRows(database, root).stream()
                .map(row -> row.folder().replaceFirst("/" + TABLES + "$", ""))
                .findFirst();
    }

    /** The tables of the catalog that point to another place than {@code root}, sorted by name. */
    static List<MovedTable> movedTables(Database database, FileStore root, FileIO files) {
        return movedRows(database, root).stream()
                .map(row -> new MovedTable(row.table(), row.metadata(), row.folder(), root.uri(TABLES), files))
                .toList();
    }

    /** True when the catalog in this database has a table. */
    public static boolean hasTables(Database database) {
        return !catalogRows(database).isEmpty();
    }

    private static List<CatalogRow> movedRows(Database database, FileStore root) {
        String here = realPath(root.uri(TABLES));
        Map<String, Boolean> isHere = new HashMap<>();
        return catalogRows(database).stream()
                .filter(row -> !isHere.computeIfAbsent(
                        row.folder(), folder -> realPath(folder).equals(here)))
                .toList();
    }

    private static List<CatalogRow> catalogRows(Database database) {
        return hasCatalog(database)
                ? database.query(
                        row -> new CatalogRow(row.getString(1) + "." + row.getString(2), row.getString(3)),
                        "select table_namespace, table_name, metadata_location from iceberg_tables"
                                + " where metadata_location is not null order by 1, 2")
                : List.of();
    }

    private static String realPath(String place) {
        try {
            return place.contains("://") ? place : Path.of(place).toRealPath().toString();
        } catch (IOException e) {
            return place; // it does not exist
        }
    }

    private static boolean hasCatalog(Database database) {
        return database.query(
                        row -> row.getInt(1) > 0,
                        "select count(*) from information_schema.tables where lower(table_name) = 'iceberg_tables'")
                .get(0);
    }

    private static List<String> olderTables(Database database) {
        return hasCatalog(database)
                ? database
                        .query(
                                row -> row.getString(1),
                                "select table_name from iceberg_tables where table_namespace = 'conformed' order by 1")
                        .stream()
                        .filter(MOVED::contains)
                        .toList()
                : List.of();
    }

    private static String deliveryDates(Database database) {
        return database.query(
                        row -> row.getString(1) == null
                                ? "--from FIRST_DATE --to LAST_DATE"
                                : "--from " + row.getString(1) + " --to " + row.getString(2),
                        "select min(business_date), max(business_date) from cxw_load")
                .get(0);
    }
}
