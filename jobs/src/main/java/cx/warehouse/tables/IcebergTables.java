package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import cx.warehouse.spark.SparkEngine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Iceberg tables the way a night uses them: staged on a branch, checked there, published by fast-forward. */
public final class IcebergTables {

    /** One data file of a table, and its partition as a path, such as {@code event_date=D/source=S}; empty without one. */
    public record TableFile(String location, String partition) {}

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

    /** The branch of one load. */
    public static String branch(String loadId) {
        return "load_" + loadId.replaceAll("[^A-Za-z0-9_]", "_");
    }

    public boolean exists(String table) {
        return catalog.tableExists(id(table));
    }

    /** Makes the table if it is not there, or adds the columns and properties it lacks and widens what holds more now. */
    public void ensure(String table, StructType columns, List<String> partition) {
        definitions.ensure(id(table), columns, partition);
    }

    /** The published rows. */
    public Dataset<Row> read(String table) {
        return engine.coalesce(spark.read().table(name(table)));
    }

    /** The rows that one load staged, with all that was published before. */
    public Dataset<Row> readStaged(String table, String branch) {
        return engine.coalesce(spark.read().table(name(table, branch)));
    }

    /**
     * Of the rows that one load staged those of the days that it wrote anew; all rows of a table that is not parted by
     * days. What a load left alone was checked when it was written.
     */
    public Dataset<Row> readWritten(String table, String branch) {
        Table target = catalog.loadTable(id(table));
        Dataset<Row> staged = readStaged(table, branch);
        if (target.spec().isUnpartitioned()) {
            return staged;
        }
        Snapshot snapshot = target.snapshot(target.refs().get(branch).snapshotId());
        Set<LocalDate> days = new TreeSet<>();
        boolean isDayless = addDays(snapshot.addedDataFiles(target.io()), days);
        Column day = functions.col(target.spec().fields().get(0).name());
        Column isWritten = day.isin(days.toArray());
        return staged.where(isDayless ? isWritten.or(day.isNull()) : isWritten);
    }

    /**
     * The days whose files one load put into a table or took out of it. The first partition of the table is a day; files
     * without one are passed over.
     */
    public Set<LocalDate> daysWritten(String table, String branch) {
        Table target = catalog.loadTable(id(table));
        Snapshot snapshot = target.snapshot(target.refs().get(branch).snapshotId());
        Set<LocalDate> days = new TreeSet<>();
        addDays(snapshot.addedDataFiles(target.io()), days);
        addDays(snapshot.removedDataFiles(target.io()), days);
        return days;
    }

    /** Adds the days of files; true when a file has none. */
    private static boolean addDays(Iterable<org.apache.iceberg.DataFile> files, Set<LocalDate> days) {
        boolean isDayless = false;
        for (org.apache.iceberg.DataFile file : files) {
            Integer day = file.partition().get(0, Integer.class);
            isDayless |= day == null;
            if (day != null) {
                days.add(LocalDate.ofEpochDay(day));
            }
        }
        return isDayless;
    }

    /**
     * Writes {@code rows} on a fresh branch of the table in place of all rows that match {@code replaced}.
     *
     * @return the id of the staged snapshot
     */
    public long stage(String table, String branch, Dataset<Row> rows, Column replaced) {
        fork(table, branch);
        try {
            engine.routeBySize(rows).writeTo(name(table, branch)).overwrite(replaced);
        } catch (NoSuchTableException e) {
            throw new IllegalStateException(e);
        }
        return stagedSnapshot(table, branch);
    }

    /**
     * What writes rows of one business date into data files of a table.
     *
     * @throws Fault USAGE when a column of the table holds something else than the rows do
     */
    DataFileWriter fileWriter(String table, StructType columns, LocalDate date) {
        Table target = catalog.loadTable(id(table));
        TableDefinitions.checkFiles(table, target, columns);
        PartitionKey part = new PartitionKey(target.spec(), target.schema());
        part.set(0, Math.toIntExact(date.toEpochDay()));
        return new DataFileWriter(target, columns, part);
    }

    /** Puts data files on a fresh branch of the table in place of all rows of their business date; of no file, none. */
    void stage(String table, String branch, List<org.apache.iceberg.DataFile> files, LocalDate date) {
        OverwriteFiles change = fork(table, branch)
                .newOverwrite()
                .overwriteByRowFilter(Expressions.equal("business_date", date.toString()))
                .toBranch(branch);
        files.forEach(change::addFile);
        change.commit();
    }

    /** A fresh branch of the published snapshot; without one first, a change to it would count from an empty table. */
    private Table fork(String table, String branch) {
        discard(table, branch);
        Table target = catalog.loadTable(id(table));
        target.manageSnapshots()
                .createBranch(branch, target.currentSnapshot().snapshotId())
                .commit();
        return target;
    }

    /** The snapshot that a branch points to. */
    public long stagedSnapshot(String table, String branch) {
        return catalog.loadTable(id(table)).refs().get(branch).snapshotId();
    }

    /** Removes a branch if it is there; what it alone held becomes garbage. */
    public void discard(String table, String branch) {
        if (exists(table)) {
            Table target = catalog.loadTable(id(table));
            if (target.refs().containsKey(branch)) {
                target.manageSnapshots().removeBranch(branch).commit();
            }
        }
    }

    /**
     * Makes exactly the checked snapshot the published one, and tags it with the load. Done before: nothing happens.
     *
     * @throws Fault BUSY when the table moved since the load was staged
     */
    public void publish(String table, String branch, long snapshotId, String tag) {
        Table target = catalog.loadTable(id(table));
        Map<String, SnapshotRef> refs = target.refs();
        ManageSnapshots change = target.manageSnapshots();
        boolean isPublished = refs.get(SnapshotRef.MAIN_BRANCH).snapshotId() == snapshotId;
        if (!isPublished) {
            SnapshotRef staged = refs.get(branch);
            if (staged == null || staged.snapshotId() != snapshotId) {
                throw new Fault(
                        Fault.Kind.BUSY,
                        "Cannot publish " + table + ": the snapshot that was checked is not on its branch any more;"
                                + " run the same command again.");
            }
            if (!SnapshotUtil.isAncestorOf(
                    target, snapshotId, refs.get(SnapshotRef.MAIN_BRANCH).snapshotId())) {
                throw new Fault(
                        Fault.Kind.BUSY,
                        "Cannot publish " + table + ": it moved since what is on " + branch
                                + " was staged and checked; run the same command again.");
            }
            change.fastForwardBranch(SnapshotRef.MAIN_BRANCH, branch);
        }
        if (!refs.containsKey(tag)) {
            change.createTag(tag, snapshotId);
        }
        if (refs.containsKey(branch)) {
            change.removeBranch(branch);
        }
        change.commit();
    }

    /** Tags the published snapshot of a table that a load did not touch. */
    public void tag(String table, String tag) {
        Table target = catalog.loadTable(id(table));
        if (target.currentSnapshot() != null && !target.refs().containsKey(tag)) {
            target.manageSnapshots()
                    .createTag(tag, target.currentSnapshot().snapshotId())
                    .commit();
        }
    }

    /** The data files of the published rows, in order of their place. */
    public List<TableFile> files(String table) {
        Table target = catalog.loadTable(id(table));
        List<TableFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = target.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                files.add(new TableFile(
                        task.file().location(),
                        task.spec().partitionToPath(task.file().partition())));
            }
        } catch (java.io.IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot list the files of " + table + ": " + e.getMessage(), e);
        }
        files.sort(Comparator.comparing(TableFile::location));
        return files;
    }

    /** Rows and files that the last commit of a branch or of the published table added, as Iceberg counted them. */
    public Map<String, String> summary(String table, long snapshotId) {
        Snapshot snapshot = catalog.loadTable(id(table)).snapshot(snapshotId);
        return snapshot == null ? Map.of() : snapshot.summary();
    }

    /** Every table of a namespace, in order of name. */
    public List<String> list(String namespace) {
        if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(Namespace.of(namespace))) {
            return List.of();
        }
        return catalog.listTables(Namespace.of(namespace)).stream()
                .map(table -> namespace + "." + table.name())
                .sorted()
                .toList();
    }

    private static TableIdentifier id(String table) {
        return TableIdentifier.parse(table);
    }

    /** A branch by the name that Iceberg's catalog for Spark gives it. */
    private static String name(String table, String branch) {
        return name(table) + ".`branch_" + branch + "`";
    }

    private static String name(String table) {
        return SparkEngine.CATALOG + "." + table;
    }
}
