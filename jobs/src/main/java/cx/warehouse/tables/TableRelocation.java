package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Database;
import cx.warehouse.ledger.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.io.FileIO;

/**
 * Makes the tables of a copied or moved warehouse whole at their new place. It stages rewritten metadata for all
 * tables, writes a plan, puts the staged files in place, and changes the catalog in one transaction. A run that was
 * killed before the plan leaves the tables as they were; a later one is finished by the next run.
 */
public final class TableRelocation {

    private static final String STAGING = "relocation";
    private static final String STAGED_TABLES = STAGING + "/" + TableLayout.TABLES;
    private static final String PLAN = STAGING + "/plan.tsv";

    /** One line of the plan: a table of the catalog, and the files of its metadata before and after. */
    private record PlannedTable(String table, String oldMetadata, String newMetadata) {

        static PlannedTable of(MovedTable table) {
            return new PlannedTable(table.name(), table.oldMetadataFile(), table.newMetadataFile());
        }

        static PlannedTable parse(String line) {
            String[] cells = line.split("\t", -1);
            return new PlannedTable(cells[0], cells[1], cells[2]);
        }

        String line() {
            return table + "\t" + oldMetadata + "\t" + newMetadata;
        }

        String namespace() {
            return table.substring(0, table.lastIndexOf('.'));
        }

        String name() {
            return table.substring(table.lastIndexOf('.') + 1);
        }
    }

    private final Database database;
    private final Lease lease;
    private final FileStore root;
    private final FileIO files;

    /** @param files reads and writes the files of tables at the new place */
    public TableRelocation(Database database, Lease lease, FileStore root, FileIO files) {
        this.database = database;
        this.lease = lease;
        this.root = root;
        this.files = files;
    }

    /**
     * Points all tables to their new place, where their files must lie already.
     *
     * @return the number of tables that pointed elsewhere; 0 when all are in place
     * @throws Fault USAGE when files of the tables are not at the new place; then nothing is changed
     */
    public int run() {
        int finished = finish();
        List<MovedTable> moved = TableLayout.movedTables(database, root, files);
        if (moved.isEmpty()) {
            return finished;
        }
        root.delete(STAGING);
        requireFiles(stage(moved));
        root.writeText(
                PLAN,
                moved.stream().map(PlannedTable::of).map(PlannedTable::line).collect(Collectors.joining("\n")));
        return finish();
    }

    /** Stages all tables, and returns the paths of their data files at the new place. */
    private Set<String> stage(List<MovedTable> moved) {
        return moved.parallelStream()
                .flatMap(table -> table.stage(root.uri(STAGED_TABLES)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void requireFiles(Set<String> needed) {
        Set<String> missing = new TreeSet<>(needed);
        root.list(TableLayout.TABLES).forEach(file -> missing.remove(root.uri(file.path())));
        if (!missing.isEmpty()) {
            root.delete(STAGING);
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot relocate " + root.location() + ": " + missing.size()
                            + " files of its tables are not there, such as "
                            + missing.iterator().next()
                            + ". Nothing was changed. Copy the whole warehouse, then run the same command again.");
        }
    }

    /** Carries out the plan, if there is one. A second call changes nothing. */
    private int finish() {
        if (!root.exists(PLAN)) {
            return 0;
        }
        List<PlannedTable> plan =
                root.readText(PLAN).lines().map(PlannedTable::parse).toList();
        root.list(STAGED_TABLES).parallelStream().forEach(this::putInPlace);
        List<PlannedTable> changed = lease.write(connection -> {
            List<PlannedTable> done = new ArrayList<>();
            for (PlannedTable table : plan) {
                // not a table that a night changed since a killed run did this
                int rows = Database.update(
                        connection,
                        "update iceberg_tables set metadata_location = ?, previous_metadata_location = null"
                                + " where table_namespace = ? and table_name = ? and metadata_location = ?",
                        table.newMetadata(),
                        table.namespace(),
                        table.name(),
                        table.oldMetadata());
                if (rows > 0) {
                    done.add(table);
                }
            }
            return done;
        });
        root.delete(STAGING);
        return changed.size();
    }

    private void putInPlace(FileStore.Entry staged) {
        try (InputStream in = root.open(staged)) {
            root.write(staged.path().substring(STAGING.length() + 1), in::transferTo);
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.INFRASTRUCTURE, "Cannot read " + root.uri(staged.path()) + ": " + e.getMessage(), e);
        }
    }
}
