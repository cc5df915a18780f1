package cx.warehouse.night;

import cx.warehouse.conform.shape.SourceRowFilters;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.mart.KeyedRows;
import cx.warehouse.files.Fault;
import cx.warehouse.tables.ChangedDays;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.tables.TableColumns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.SnapshotRef;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** The tables that one load has staged so far, stored with its job so that a restart finds them. */
final class StagedTables {

    private static final String PREFIX = "staged.";
    private static final String BUILT = "built.";
    private static final String REFUSED = "refused.";

    private final Warehouse warehouse;
    private final IcebergTables tables;
    private final String branch;
    private final ExecutionContext memory;

    StagedTables(Warehouse warehouse, String loadId, ExecutionContext memory) {
        this.warehouse = warehouse;
        this.tables = warehouse.tables();
        this.branch = IcebergTables.branch(loadId);
        this.memory = memory;
    }

    /** Stages rows that replace all rows of a table. */
    void stage(String table, Dataset<Row> rows) {
        stage(table, rows, SourceRowFilters.any());
    }

    /** Stages a table without rows; nothing where it has none already. */
    void stageEmpty(String table) {
        if (rowCount(table) > 0) {
            stage(table, readPublished(table).limit(0));
        }
    }

    /**
     * Stages rows of a table in place of those that match {@code replaced}.
     *
     * @throws IllegalArgumentException when the rows have other columns than the table's contract
     */
    void stage(String table, Dataset<Row> rows, Column replaced) {
        Optional<TableContract> contract = warehouse.declarations().table(table);
        Dataset<Row> shaped =
                contract.map(known -> TableColumns.fit(rows, known)).orElse(rows);
        StructType schema = contract.map(TableColumns::schema).orElse(rows.schema());
        tables.ensure(
                table,
                contract.map(TableContract::meaning).orElse(""),
                schema,
                contract.map(TableContract::partition).orElse(List.of()),
                contract.map(TableContract::key).orElse(List.of()));
        Dataset<Row> gathered =
                contract.map(known -> gatherMonths(shaped, known)).orElse(shaped);
        long snapshot = tables.stage(table, branch, gathered, replaced);
        synchronized (memory) {
            memory.putLong(PREFIX + table, snapshot);
        }
    }

    /**
     * Brings the rows of a table of first months to few tasks a month, in a large query: each task writes a file for
     * each month that it has rows of, and contacts of a CRM were first seen in many months.
     */
    private static Dataset<Row> gatherMonths(Dataset<Row> rows, TableContract contract) {
        return contract.hasDayFolders() || contract.partition().isEmpty()
                ? rows
                : rows.hint("rebalance", contract.partition().get(0));
    }

    /** Stages the days on which the rows of a table are not those that readers see; its first partition is a day. */
    void stageChangedDays(String table, Dataset<Row> rows) {
        stageChangedDays(table, rows, SourceRowFilters.any());
    }

    /**
     * Stages those of some days on which the rows of a table are not those that readers see; nothing when all are the
     * same. The first partition of the table is a day.
     *
     * @param rows all rows of the days; computed once
     * @param replaced a condition that holds for the rows of these days
     */
    void stageChangedDays(String table, Dataset<Row> rows, Column replaced) {
        TableContract contract = warehouse.declarations().table(table).orElseThrow();
        if (!tables.exists(table)) {
            stage(table, rows);
            return;
        }
        Dataset<Row> published = tables.read(table).where(replaced);
        if (!List.of(published.columns()).equals(contract.columnNames())) {
            stage(table, rows, replaced);
            return;
        }
        String day = contract.partitionDay().orElseThrow();
        Dataset<Row> now = warehouse.engine().materializeOnUse(TableColumns.fit(rows, contract));
        ChangedDays changed = ChangedDays.between(published, now, day);
        if (!changed.isEmpty()) {
            stage(table, now.where(changed.isIn(day)), changed.isIn(day));
        }
    }

    /** True for a table so small that to compute all its rows costs less than to find the keys that changed. */
    boolean isComputedWhole(String table) {
        return rowCount(table) < warehouse.settings().limits().storage().wholeTableRows();
    }

    /**
     * Stages the days of a table on which the rows of some keys are not those that readers see; nothing when all are
     * the same. Only these days are written. The first partition of the table is a day.
     *
     * @param changed the keys, which are read several times, and their rows, computed once
     */
    void stageChangedKeys(String table, KeyedRows changed) {
        TableContract contract = warehouse.declarations().table(table).orElseThrow();
        String day = contract.partitionDay().orElseThrow();
        String[] key = changed.keys().columns();
        // in the contract's columns and order, because a table keeps columns that its contract lost
        String[] columns = contract.columnNames().toArray(String[]::new);
        Dataset<Row> published = readPublished(table).selectExpr(columns);
        Dataset<Row> former = published.join(changed.keys(), key, "left_semi").selectExpr(columns);
        Dataset<Row> now = warehouse.engine().materializeOnUse(TableColumns.fit(changed.rows(), contract));
        ChangedDays days = ChangedDays.between(former, now, day);
        if (!days.isEmpty()) {
            Dataset<Row> kept = published.where(days.isIn(day)).join(changed.keys(), key, "left_anti");
            stage(table, now.where(days.isIn(day)).unionByName(kept), days.isIn(day));
        }
    }

    /** Both versions of the days that this load wrote into a table, whose first partition is a day. */
    RewrittenRows rewrittenRows(String table) {
        Dataset<Row> published = readPublished(table);
        if (!isStaged(table)) {
            return new RewrittenRows(published.limit(0), published.limit(0), 0);
        }
        IcebergTables.WrittenFiles written = tables.filesWritten(table, branch);
        Column isWritten = written.days()
                .isIn(warehouse
                        .declarations()
                        .table(table)
                        .flatMap(TableContract::partitionDay)
                        .orElseThrow());
        return new RewrittenRows(published.where(isWritten), read(table).where(isWritten), written.rows());
    }

    /** The rows of a table as this load sees them: staged, else published, else an empty frame. */
    Dataset<Row> read(String table) {
        if (isStaged(table)) {
            return tables.readStaged(table, branch);
        }
        return readPublished(table);
    }

    /** The number of rows of {@link #read}, without a query; 0 where the table does not exist. */
    long rowCount(String table) {
        return isStaged(table)
                ? tables.rowCount(table, branch)
                : tables.exists(table) ? tables.rowCount(table, SnapshotRef.MAIN_BRANCH) : 0;
    }

    /** The rows of a staged table that this load wrote: whole days, or the whole table where it has no days. */
    Dataset<Row> readWritten(String table) {
        return tables.readWritten(table, branch);
    }

    /** The rows that readers see now; an empty frame where the table does not exist. */
    Dataset<Row> readPublished(String table) {
        Optional<TableContract> known = warehouse.declarations().table(table);
        if (tables.exists(table)) {
            Dataset<Row> rows = tables.read(table);
            known.filter(contract -> table.startsWith("state."))
                    .ifPresent(contract -> requireColumns(table, List.of(rows.columns()), contract));
            return rows;
        }
        TableContract contract = known.orElseThrow();
        return warehouse.engine().session().createDataFrame(List.of(), TableColumns.schema(contract));
    }

    /** Refuses the state of a warehouse that an earlier version wrote: a night could not go on from it. */
    private static void requireColumns(String table, List<String> columns, TableContract contract) {
        List<String> missing = contract.columnNames().stream()
                .filter(name -> !columns.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot use this warehouse: an earlier version wrote " + table + ", without "
                            + String.join(", ", missing)
                            + ". Build it again from the same drops, in an empty folder: cxw backfill --root NEW_FOLDER");
        }
    }

    /** The days whose rows this load put into a staged table or took out of it; its first partition is a day. */
    ChangedDays daysWritten(String table) {
        return tables.filesWritten(table, branch).days();
    }

    /** Notes that a declared table is complete in this load, whether it was staged or not. */
    void noteBuilt(TableContract table) {
        synchronized (memory) {
            memory.putString(BUILT + table.table(), MartDeclarations.digest(table, warehouse));
            memory.remove(REFUSED + table.table());
        }
    }

    /** Notes declared tables whose published rows stay complete, with the digests of their declarations. */
    void noteBuilt(Map<String, String> digests) {
        synchronized (memory) {
            digests.forEach((table, digest) -> memory.putString(BUILT + table, digest));
        }
    }

    /** By declared table, the digest of the declaration that this load built it by. */
    Map<String, String> builds() {
        return entries(BUILT, String.class);
    }

    /** Takes a table out of the load: readers go on seeing its prior rows. */
    void refuse(String table, String why) {
        synchronized (memory) {
            memory.putString(REFUSED + table, why);
            memory.remove(PREFIX + table);
            memory.remove(BUILT + table);
        }
    }

    boolean isRefused(String table) {
        return memory.containsKey(REFUSED + table);
    }

    /** By refused table, the reason. */
    Map<String, String> refusals() {
        return entries(REFUSED, String.class);
    }

    /**
     * The folders of the partitions of a published table. A joined file stands for each source that may share it, with
     * rows or without.
     */
    Set<String> partitions(String table) {
        if (!tables.exists(table)) {
            return Set.of();
        }
        Set<String> folders = tables.files(table).stream()
                .map(IcebergTables.TableFile::partition)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> shared = warehouse
                .declarations()
                .table(table)
                .filter(contract -> contract.partition().size() > 1)
                .map(contract ->
                        folders.stream().filter(folder -> !folder.contains("/")).collect(Collectors.toSet()))
                .orElse(Set.of());
        folders.removeAll(shared);
        warehouse.declarations().sources().stream()
                .filter(source -> source.family() != SourceContract.Family.WEB)
                .forEach(source -> shared.forEach(day -> folders.add(day + "/source=" + source.source())));
        return folders;
    }

    boolean isStaged(String table) {
        return memory.containsKey(PREFIX + table);
    }

    /** The snapshot of each staged table, by table name. */
    Map<String, Long> snapshots() {
        return entries(PREFIX, Long.class);
    }

    private <T> Map<String, T> entries(String prefix, Class<T> type) {
        Map<String, T> entries = new TreeMap<>();
        synchronized (memory) {
            memory.entrySet().forEach(entry -> {
                if (entry.getKey().startsWith(prefix)) {
                    entries.put(entry.getKey().substring(prefix.length()), type.cast(entry.getValue()));
                }
            });
        }
        return entries;
    }

    String branch() {
        return branch;
    }
}
