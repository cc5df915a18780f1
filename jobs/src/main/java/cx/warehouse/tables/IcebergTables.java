package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import cx.warehouse.spark.SparkEngine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Stages rows of Iceberg tables on a branch, where they can be checked, and publishes them by fast-forward. */
public final class IcebergTables {

    /**
     * One data file of a table. The partition is a path such as {@code event_date=D/source=S}, and empty for a table
     * without partitions.
     */
    public record TableFile(String location, String partition) {}

    /** The days and the number of rows of some data files. */
    public record WrittenFiles(ChangedDays days, long rows) {}

    /** The first letters of the names of all branches of loads. */
    static final String BRANCH_PREFIX = "load_";

    private static final List<String> NAMESPACES = List.of("source", "state", "mart");

    private final Catalog catalog;
    private final SparkSession spark;
    private final SparkEngine engine;
    private final TableDefinitions definitions;

    public IcebergTables(SparkEngine engine) {
        this.engine = engine;
        this.catalog = engine.catalog();
        this.definitions = new TableDefinitions(catalog);
        this.spark = engine.session();
    }

    /** The name of the branch of one load. */
    public static String branch(String loadId) {
        return BRANCH_PREFIX + loadId.replaceAll("[^A-Za-z0-9_]", "_");
    }

    public boolean exists(String table) {
        return catalog.tableExists(id(table));
    }

    /**
     * Creates the table if it does not exist. Otherwise adds missing columns and properties, widens columns whose new
     * type holds more values, and brings the meaning of the table and its columns up to date. Columns that are not
     * nullable are required in a new table, and {@link #stage} refuses rows without them.
     *
     * @param meaning the table's comment: its description and the meaning of a row
     * @param columns the columns that the table needs, with their meaning as comment
     * @param partition names of the columns that partition a new table
     */
    public void ensure(String table, String meaning, StructType columns, List<String> partition) {
        ensure(table, meaning, columns, partition, List.of());
    }

    /**
     * Does the same, for a table with a key.
     *
     * @param key names of the columns that identify a row; a key of one column has no value twice
     */
    public void ensure(String table, String meaning, StructType columns, List<String> partition, List<String> key) {
        definitions.ensure(id(table), columns, partition, TableDefinitions.properties(meaning, columns, key));
    }

    /** The published rows of a table, in the table's own columns. */
    public Dataset<Row> read(String table) {
        return engine.coalesce(spark.read().table(name(table)));
    }

    /**
     * All rows of a table as one load staged them: the rows of the load and all published rows that it did not replace.
     */
    public Dataset<Row> readStaged(String table, String branch) {
        return engine.coalesce(spark.read().table(name(table, branch)));
    }

    /**
     * The staged rows of the days that one load rewrote, or all staged rows of a table without partitions. Days that
     * the load did not touch were checked when they were written.
     *
     * @return rows in the table's own columns; rows without a day are included when the load wrote any
     */
    public Dataset<Row> readWritten(String table, String branch) {
        Table target = catalog.loadTable(id(table));
        Dataset<Row> staged = readStaged(table, branch);
        if (target.spec().isUnpartitioned()) {
            return staged;
        }
        ChangedDays written = daysOf(headOf(target, branch).addedDataFiles(target.io()));
        return staged.where(written.isIn(target.spec().fields().get(0).name()));
    }

    /**
     * The files that one load put into a table or took out of it, without a query. The first partition of the table is
     * a day.
     */
    public WrittenFiles filesWritten(String table, String branch) {
        Table target = catalog.loadTable(id(table));
        Snapshot snapshot = headOf(target, branch);
        List<DataFile> files = new ArrayList<>();
        snapshot.addedDataFiles(target.io()).forEach(files::add);
        snapshot.removedDataFiles(target.io()).forEach(files::add);
        return new WrittenFiles(
                daysOf(files), files.stream().mapToLong(DataFile::recordCount).sum());
    }

    private static Snapshot headOf(Table table, String branch) {
        return table.snapshot(table.refs().get(branch).snapshotId());
    }

    private static ChangedDays daysOf(Iterable<DataFile> files) {
        SortedSet<LocalDate> days = new TreeSet<>();
        boolean hasDayless = false;
        for (DataFile file : files) {
            Integer day = file.partition().get(0, Integer.class);
            hasDayless |= day == null;
            if (day != null) {
                days.add(LocalDate.ofEpochDay(day));
            }
        }
        return new ChangedDays(days, hasDayless);
    }

    /**
     * Writes {@code rows} on a new branch of the table, in place of all rows that match {@code replaced}.
     *
     * @param rows rows in the columns of the table
     * @param replaced a condition on the columns of the table, usually a range of its partitions: equalities, lists and
     *     null checks. Iceberg orders a null before every value, so a comparison by size would match rows with null
     * @return the id of the staged snapshot
     * @throws Fault REFUSED when a row lacks a column that the table requires
     */
    public long stage(String table, String branch, Dataset<Row> rows, Column replaced) {
        Table target = catalog.loadTable(id(table));
        new BranchStaging(target, branch).stage(engine, rows, replaced);
        return target.refs().get(branch).snapshotId();
    }

    /**
     * A writer of rows of one business date into data files of a table.
     *
     * @throws Fault USAGE when a column of the table has a type that the values of the rows do not fit
     */
    DataFileWriter fileWriter(String table, StructType columns, LocalDate date) {
        Table target = catalog.loadTable(id(table));
        TableDefinitions.checkFiles(table, target, columns);
        PartitionKey part = new PartitionKey(target.spec(), target.schema());
        part.set(0, Math.toIntExact(date.toEpochDay()));
        return new DataFileWriter(target, columns, part);
    }

    /**
     * Puts data files on a new branch of the table, in place of all rows of their business date. Without files, the
     * date has no rows on the branch.
     */
    void stage(String table, String branch, List<DataFile> files, LocalDate date) {
        new BranchStaging(catalog.loadTable(id(table)), branch)
                .commit(files, Expressions.equal("business_date", date.toString()));
    }

    /** The id of the snapshot that a branch points to. */
    public long stagedSnapshot(String table, String branch) {
        return catalog.loadTable(id(table)).refs().get(branch).snapshotId();
    }

    /** Removes a branch if it exists. Files that only this branch held become garbage. */
    public void discard(String table, String branch) {
        if (exists(table)) {
            Table target = catalog.loadTable(id(table));
            if (target.refs().containsKey(branch)) {
                target.manageSnapshots().removeBranch(branch).commit();
            }
        }
    }

    /**
     * Publishes exactly the checked snapshot, and tags it with the load. A second call does nothing.
     *
     * @throws Fault BUSY when the table changed after the load was staged
     */
    public void publish(String table, String branch, long snapshotId, String tag) {
        new StagedSnapshot(catalog.loadTable(id(table)), branch, snapshotId).publish(tag);
    }

    /**
     * Writes the joined files of old days, for a publish of a staged snapshot. It may take long; the publish does not.
     *
     * @return nothing where the table needs none, or where its files cannot be joined: a later night tries again
     */
    public Optional<TableCompaction> prepareJoin(String table, long snapshotId, CompactionRule rule) {
        return TableCompaction.attempt(catalog.loadTable(id(table)), snapshotId, rule);
    }

    /**
     * Publishes a snapshot in the same way. Prepared files follow in a further snapshot, and both become visible in one
     * commit. When the files cannot follow, the load is published without them.
     */
    public void publish(String table, String branch, long snapshotId, String tag, TableCompaction compaction) {
        new StagedSnapshot(catalog.loadTable(id(table)), branch, snapshotId).publish(tag, compaction);
    }

    /** Tags the published snapshot of a table that a load did not change. */
    public void tag(String table, String tag) {
        Table target = catalog.loadTable(id(table));
        if (target.currentSnapshot() != null && !target.refs().containsKey(tag)) {
            target.manageSnapshots()
                    .createTag(tag, target.currentSnapshot().snapshotId())
                    .commit();
        }
    }

    /** The data files of the published rows, sorted by location. */
    public List<TableFile> files(String table) {
        Table target = catalog.loadTable(id(table));
        return PlannedFiles.of(target, target.newScan()).stream()
                .map(task -> new TableFile(
                        task.file().location(),
                        task.spec().partitionToPath(task.file().partition())))
                .sorted(Comparator.comparing(TableFile::location))
                .toList();
    }

    /**
     * The summary of a snapshot as Iceberg counted it, such as the rows and files that it added; empty when there is no
     * such snapshot.
     */
    public Map<String, String> summary(String table, long snapshotId) {
        Snapshot snapshot = catalog.loadTable(id(table)).snapshot(snapshotId);
        return snapshot == null ? Map.of() : snapshot.summary();
    }

    /** The number of rows on a branch, as Iceberg counted them. */
    public long rowCount(String table, String branch) {
        Table target = catalog.loadTable(id(table));
        Snapshot snapshot = headOf(target, branch);
        return Long.parseLong(snapshot.summary().getOrDefault("total-records", "0"));
    }

    /** Figures of all tables. */
    public TableStatistics statistics() {
        return new TableStatistics(this);
    }

    /** The work that keeps the storage of all tables small. */
    public TableUpkeep upkeep() {
        return new TableUpkeep(this);
    }

    /** All tables, loaded one by one. */
    Stream<Table> allTables() {
        return NAMESPACES.stream()
                .flatMap(namespace -> list(namespace).stream())
                .map(table -> catalog.loadTable(id(table)));
    }

    /** The full names of all tables of a namespace, sorted; empty when the namespace does not exist. */
    public List<String> list(String namespace) {
        if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(Namespace.of(namespace))) {
            return List.of();
        }
        return catalog.listTables(Namespace.of(namespace)).stream()
                .map(table -> namespace + "." + table.name())
                .sorted()
                .toList();
    }

    /** The name of a loaded table in this catalog, such as {@code mart.fact_spend}. */
    static String nameOf(Table table) {
        return table.name().substring(table.name().indexOf('.') + 1);
    }

    private static TableIdentifier id(String table) {
        return TableIdentifier.parse(table);
    }

    /** The name of a branch in Iceberg's catalog for Spark. */
    private static String name(String table, String branch) {
        return name(table) + ".`branch_" + branch + "`";
    }

    private static String name(String table) {
        return SparkEngine.CATALOG + "." + table;
    }
}
