package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import cx.warehouse.ledger.Database;
import java.util.List;

/** Recognizes warehouses whose tables an earlier version wrote under other names. */
public final class TableLayout {

    /**
     * Tables that moved from the namespace {@code conformed} to {@code state}. Each night reads those of the last
     * night.
     */
    private static final List<String> MOVED =
            List.of("visit", "visitor", "identity_evidence", "identity_node", "identity_blocked", "identity_change");

    private TableLayout() {}

    /**
     * Refuses a warehouse that has its state under the names of an earlier version. A night would find no state in it,
     * and publish wrong visits and customers. Only tables of the JDBC catalog in this database are checked.
     *
     * @param root the location of the warehouse, for the message
     * @throws Fault USAGE with the command that rebuilds the warehouse
     */
    public static void refuseOlder(Database database, String root) {
        List<String> moved = movedTables(database);
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

    private static List<String> movedTables(Database database) {
        boolean hasCatalog = database.query(
                        row -> row.getInt(1) > 0,
                        "select count(*) from information_schema.tables where lower(table_name) = 'iceberg_tables'")
                .get(0);
        return hasCatalog
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
