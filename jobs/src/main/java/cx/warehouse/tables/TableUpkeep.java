package cx.warehouse.tables;

import java.time.Instant;
import java.time.LocalDate;
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
     * Joins the files of old days, so that a day of a table has few. The joined files are published at once. The
     * snapshots of earlier nights keep their own files until they are removed.
     *
     * @param last the newest day whose files are joined
     * @param isApart true for values of a table's second partition column whose rows never share a file with others
     * @param mostBytes bytes of the files to join in each table, at most; the newest days come first
     */
    public JoinedFiles join(LocalDate last, Predicate<String> isApart, long mostBytes) {
        return tables.allTables()
                .map(table -> TableCompaction.join(table, last, isApart, mostBytes))
                .reduce(JoinedFiles.NONE, JoinedFiles::plus);
    }
}
