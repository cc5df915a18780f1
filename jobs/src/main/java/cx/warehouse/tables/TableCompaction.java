package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.SnapshotUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the small files of the old days of one table. The rows stay the same. Small partitions of a day, such as those
 * of its small sources, share a file, which belongs to a second partition spec of the table: by day alone. The joined
 * files are written first, and a short commit makes them visible.
 */
public final class TableCompaction {

    private static final Logger LOG = LoggerFactory.getLogger("cx.warehouse.tables");

    private final Table table;
    private final Snapshot published;
    private final PartitionSpec spec;
    private final DataFileCopy copy;
    private final List<FileGroup> groups = new ArrayList<>();
    private final List<DataFile> joined = new ArrayList<>();
    private JoinedFiles result = JoinedFiles.NONE;

    private TableCompaction(Table table, Snapshot published) {
        this.table = table;
        this.published = published;
        this.spec = table.spec();
        this.copy = new DataFileCopy(table);
    }

    /**
     * Joins files and commits them as one snapshot. A table is left alone while a load is staged upon its published
     * snapshot, because that load could not be published any more.
     */
    static JoinedFiles join(Table table, CompactionRule rule) {
        if (table.currentSnapshot() == null) {
            return JoinedFiles.NONE;
        }
        TableCompaction compaction = prepare(table, table.currentSnapshot(), rule);
        if (!compaction.result.isEmpty()) {
            Transaction change = table.newTransaction();
            compaction.commit(change);
            change.commitTransaction();
        }
        return compaction.result;
    }

    /**
     * Writes the joined files. Readers see them after {@link #commit}.
     *
     * @param published a snapshot of the table that is the published one when the files are committed
     */
    static TableCompaction prepare(Table table, Snapshot published, CompactionRule rule) {
        TableCompaction compaction = new TableCompaction(table, published);
        if (hasManyFiles(table, published)) {
            compaction.prepare(rule);
        }
        return compaction;
    }

    /** Prepares files in the same way; nothing where there is none to join, or where that fails. */
    static Optional<TableCompaction> attempt(Table table, long snapshotId, CompactionRule rule) {
        try {
            TableCompaction compaction = prepare(table, table.snapshot(snapshotId), rule);
            JoinedFiles joined = compaction.result;
            if (joined.isEmpty()) {
                return Optional.empty();
            }
            LOG.info(
                    "step=compact source={} days={} before={} after={}",
                    IcebergTables.nameOf(table),
                    joined.days(),
                    joined.filesBefore(),
                    joined.filesAfter());
            return Optional.of(compaction);
        } catch (RuntimeException e) {
            LOG.warn("Cannot join files of {}; a later night will try again", IcebergTables.nameOf(table), e);
            return Optional.empty();
        }
    }

    /** Replaces the files by the joined ones, as a snapshot of a change that is not committed yet. */
    void commit(Transaction change) {
        if (!result.isEmpty()) {
            // earlier snapshots may have expired, and then Iceberg could not go through all of the history
            RewriteFiles rewrite = change.newRewrite().validateFromSnapshot(published.snapshotId());
            groups.forEach(group -> group.files().forEach(rewrite::deleteFile));
            joined.forEach(rewrite::addFile);
            rewrite.commit();
        }
    }

    private static boolean hasManyFiles(Table table, Snapshot published) {
        PartitionSpec spec = table.spec();
        return !spec.isUnpartitioned()
                && spec.fields().stream().allMatch(field -> field.transform().isIdentity())
                && table.schema().findType(spec.fields().get(0).sourceId()).typeId() == Type.TypeID.DATE
                && fileCount(published) > FileGroup.FILES_A_DAY;
    }

    private static long fileCount(Snapshot published) {
        return Long.parseLong(published.summary().getOrDefault("total-data-files", Long.toString(Long.MAX_VALUE)));
    }

    private void prepare(CompactionRule rule) {
        long days = 0;
        long bytes = 0;
        for (List<DataFile> day : filesByDay(rule.last()).values()) {
            List<FileGroup> found = FileGroup.ofDay(day, spec, rule.isApart());
            if (!found.isEmpty()) {
                bytes += found.stream()
                        .mapToLong(group -> FileGroup.bytes(group.files()))
                        .sum();
                if (days > 0 && bytes > rule.mostBytes()) {
                    break;
                }
                groups.addAll(found);
                days++;
            }
        }
        if (groups.isEmpty()) {
            return;
        }
        if (isBaseOfLoad()) {
            result = JoinedFiles.waiting(IcebergTables.nameOf(table));
            return;
        }
        write();
        int before = groups.stream().mapToInt(group -> group.files().size()).sum();
        result = new JoinedFiles(1, days, before, groups.size(), List.of());
    }

    /** The files of old days, the newest day first. Rows without a day have no age. */
    private Map<LocalDate, List<DataFile>> filesByDay(LocalDate last) {
        Map<LocalDate, List<DataFile>> days = new TreeMap<>(Comparator.reverseOrder());
        String day = table.schema().findColumnName(spec.fields().get(0).sourceId());
        TableScan scan = table.newScan()
                .useSnapshot(published.snapshotId())
                .filter(Expressions.lessThanOrEqual(day, last.toString()));
        for (FileScanTask task : PlannedFiles.of(table, scan)) {
            Integer value = task.file().partition().get(0, Integer.class);
            if (value != null && task.deletes().isEmpty()) {
                days.computeIfAbsent(LocalDate.ofEpochDay(value), key -> new ArrayList<>())
                        .add(task.file());
            }
        }
        return days;
    }

    private boolean isBaseOfLoad() {
        return table.refs().entrySet().stream()
                .filter(ref -> ref.getKey().startsWith(IcebergTables.BRANCH_PREFIX)
                        && ref.getValue().isBranch())
                .mapToLong(ref -> ref.getValue().snapshotId())
                .anyMatch(staged -> staged != published.snapshotId()
                        && SnapshotUtil.isAncestorOf(table, staged, published.snapshotId()));
    }

    private void write() {
        Optional<PartitionSpec> byDay =
                groups.stream().anyMatch(FileGroup::isShared) ? Optional.of(specByDay()) : Optional.empty();
        try {
            groups.forEach(group -> joined.add(join(group, group.isShared() ? byDay.orElseThrow() : spec)));
        } catch (RuntimeException e) {
            copy.deleteWritten();
            throw e;
        }
    }

    private DataFile join(FileGroup group, PartitionSpec target) {
        DataFile first = group.files().get(0);
        DataFile one = copy.join(group.files(), target, group.isShared() ? dayKey(target, first) : first.partition());
        requireSameRows(group, one);
        return one;
    }

    private PartitionKey dayKey(PartitionSpec byDay, DataFile file) {
        PartitionKey key = new PartitionKey(byDay, table.schema());
        key.set(0, file.partition().get(0, Integer.class));
        return key;
    }

    /**
     * The spec of shared files, which a table gets once; the table's own spec stays the one by which loads write.
     */
    private PartitionSpec specByDay() {
        return findSpecByDay().orElseGet(() -> {
            UpdatePartitionSpec update = table.updateSpec();
            spec.fields().subList(1, spec.fields().size()).forEach(field -> update.removeField(field.name()));
            update.addNonDefaultSpec().commit();
            return findSpecByDay().orElseThrow();
        });
    }

    private Optional<PartitionSpec> findSpecByDay() {
        return table.specs().values().stream()
                .filter(one -> one.fields().equals(spec.fields().subList(0, 1)))
                .findFirst();
    }

    private void requireSameRows(FileGroup group, DataFile one) {
        long rows = group.files().stream().mapToLong(DataFile::recordCount).sum();
        if (rows != one.recordCount()) {
            throw new Fault(
                    Fault.Kind.BUG,
                    String.format(
                            "Cannot join files of %s: they have %,d rows, and the new file %s has %,d."
                                    + " The table stays as it was.",
                            IcebergTables.nameOf(table), rows, one.location(), one.recordCount()));
        }
    }
}
