package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The work that keeps the storage of all tables small; no row changes. */
public final class TableUpkeep {

    private final IcebergTables tables;

    TableUpkeep(IcebergTables tables) {
        this.tables = tables;
    }

    /**
     * Removes old snapshots of all tables, and the files that no other snapshot uses. The published snapshot of a table
     * stays.
     *
     * @param isKeptLoad true for loads whose tags stay
     * @param since snapshots before this instant go, unless a tag or branch that stays holds them
     * @return the number of removed snapshots
     */
    public int expire(Predicate<String> isKeptLoad, Instant since) {
        return tables.allTables()
                .mapToInt(table -> TableExpiry.expire(table, isKeptLoad, since))
                .sum();
    }

    /**
     * Removes the files of all tables that nothing refers to, such as those of a run that was killed.
     *
     * @param root the store that holds the tables below {@code warehouse}
     * @param before files that changed at this instant or later stay
     */
    public RemovedFiles removeUnreferenced(FileStore root, Instant before) {
        TableFaults faults = new TableFaults("remove files");
        RemovedFiles removed = tables.allTables()
                .map(table ->
                        faults.attempt(table, () -> UnreferencedFiles.remove(table, root, before), RemovedFiles.NONE))
                .reduce(RemovedFiles.NONE, RemovedFiles::plus);
        faults.throwIfAny();
        return removed;
    }

    /**
     * Joins the files of old days, so that a day of a table has few. The joined files are published at once. The
     * snapshots of earlier nights keep their own files until they are removed. A table that fails is left as it is.
     *
     * @param onFault takes one fault for all tables that failed, after the others were joined
     */
    public JoinedFiles join(CompactionRule rule, Consumer<Fault> onFault) {
        TableFaults faults = new TableFaults("join files");
        JoinedFiles joined = tables.allTables()
                .map(table -> faults.attempt(table, () -> TableCompaction.join(table, rule), JoinedFiles.NONE))
                .reduce(JoinedFiles.NONE, JoinedFiles::plus);
        faults.ifAny(onFault);
        return joined;
    }
}
