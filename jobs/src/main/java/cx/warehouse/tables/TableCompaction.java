package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Joins the small files of the old days of one table. The rows stay the same. Small partitions of a day, such as those
 * of its small sources, share a file, which belongs to a second partition spec of the table: by day alone.
 */
final class TableCompaction {

    private final Table table;
    private final PartitionSpec spec;

    private TableCompaction(Table table) {
        this.table = table;
        this.spec = table.spec();
    }

    /**
     * Joins files and commits them as one snapshot. A table is left alone while a load is staged upon its published
     * snapshot, because that load could not be published any more.
     *
     * @param last the newest day whose files are joined
     * @param isApart true for values of the second partition column whose rows never share a file with others
     * @param mostBytes bytes of the files to join, at most; the newest days come first, and one day is always joined
     */
    static JoinedFiles join(Table table, LocalDate last, Predicate<String> isApart, long mostBytes) {
        boolean hasDays = !table.spec().isUnpartitioned()
                && table.spec().fields().stream()
                        .allMatch(field -> field.transform().isIdentity())
                && table.schema()
                                .findType(table.spec().fields().get(0).sourceId())
                                .typeId()
                        == Type.TypeID.DATE;
        if (!hasDays || fileCount(table) <= FileGroup.FILES_A_DAY) {
            return JoinedFiles.NONE;
        }
        return new TableCompaction(table).join(last, isApart, mostBytes);
    }

    private static long fileCount(Table table) {
        return table.currentSnapshot() == null
                ? 0
                : Long.parseLong(table.currentSnapshot()
                        .summary()
                        .getOrDefault("total-data-files", Long.toString(Long.MAX_VALUE)));
    }

    private JoinedFiles join(LocalDate last, Predicate<String> isApart, long mostBytes) {
        List<FileGroup> groups = new ArrayList<>();
        long days = 0;
        long bytes = 0;
        for (List<DataFile> day : filesByDay(last).values()) {
            List<FileGroup> found = FileGroup.ofDay(day, spec, isApart);
            if (!found.isEmpty()) {
                bytes += found.stream()
                        .mapToLong(group -> FileGroup.bytes(group.files()))
                        .sum();
                if (days > 0 && bytes > mostBytes) {
                    break;
                }
                groups.addAll(found);
                days++;
            }
        }
        if (groups.isEmpty()) {
            return JoinedFiles.NONE;
        }
        if (isBaseOfLoad()) {
            return JoinedFiles.waiting(table.name());
        }
        int before = groups.stream().mapToInt(group -> group.files().size()).sum();
        rewrite(groups);
        return new JoinedFiles(1, days, before, groups.size(), List.of());
    }

    /** The files of old days, the newest day first. Rows without a day have no age. */
    private Map<LocalDate, List<DataFile>> filesByDay(LocalDate last) {
        Map<LocalDate, List<DataFile>> days = new TreeMap<>(Comparator.reverseOrder());
        String day = table.schema().findColumnName(spec.fields().get(0).sourceId());
        try (CloseableIterable<FileScanTask> tasks = table.newScan()
                .filter(Expressions.lessThanOrEqual(day, last.toString()))
                .planFiles()) {
            for (FileScanTask task : tasks) {
                Integer value = task.file().partition().get(0, Integer.class);
                if (value != null && task.deletes().isEmpty()) {
                    days.computeIfAbsent(LocalDate.ofEpochDay(value), key -> new ArrayList<>())
                            .add(task.file());
                }
            }
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.INFRASTRUCTURE, "Cannot list the files of " + table.name() + ": " + e.getMessage(), e);
        }
        return days;
    }

    private boolean isBaseOfLoad() {
        long published = table.currentSnapshot().snapshotId();
        return table.refs().entrySet().stream()
                .filter(ref -> ref.getKey().startsWith(IcebergTables.BRANCH_PREFIX)
                        && ref.getValue().isBranch())
                .mapToLong(ref -> ref.getValue().snapshotId())
                .anyMatch(staged -> staged != published && SnapshotUtil.isAncestorOf(table, staged, published));
    }

    private void rewrite(List<FileGroup> groups) {
        Transaction change = table.newTransaction();
        PartitionSpec byDay = groups.stream().anyMatch(FileGroup::isShared) ? specByDay(change) : spec;
        DataFileCopy copy = new DataFileCopy(change.table());
        boolean isWritten = false;
        try {
            RewriteFiles rewrite = change.newRewrite();
            for (FileGroup group : groups) {
                DataFile first = group.files().get(0);
                DataFile joined = group.isShared()
                        ? copy.join(group.files(), byDay, dayKey(byDay, first))
                        : copy.join(group.files(), spec, first.partition());
                requireSameRows(group, joined);
                group.files().forEach(rewrite::deleteFile);
                rewrite.addFile(joined);
            }
            rewrite.commit();
            isWritten = true; // from here on the files may be committed, so they must not be deleted
            change.commitTransaction();
        } catch (CommitStateUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!isWritten) {
                copy.deleteWritten();
            }
            throw e;
        }
    }

    private PartitionKey dayKey(PartitionSpec byDay, DataFile file) {
        PartitionKey key = new PartitionKey(byDay, table.schema());
        key.set(0, file.partition().get(0, Integer.class));
        return key;
    }

    /** The spec of shared files; the table's own spec stays the one by which loads write. */
    private PartitionSpec specByDay(Transaction change) {
        return findSpecByDay(change.table()).orElseGet(() -> {
            UpdatePartitionSpec update = change.updateSpec();
            spec.fields().subList(1, spec.fields().size()).forEach(field -> update.removeField(field.name()));
            update.addNonDefaultSpec().commit();
            return findSpecByDay(change.table()).orElseThrow();
        });
    }

    private Optional<PartitionSpec> findSpecByDay(Table current) {
        return current.specs().values().stream()
                .filter(one -> one.fields().equals(spec.fields().subList(0, 1)))
                .findFirst();
    }

    private void requireSameRows(FileGroup group, DataFile joined) {
        long rows = group.files().stream().mapToLong(DataFile::recordCount).sum();
        if (rows != joined.recordCount()) {
            throw new Fault(
                    Fault.Kind.BUG,
                    String.format(
                            "Cannot join files of %s: they have %,d rows, and the new file %s has %,d."
                                    + " The table stays as it was.",
                            table.name(), rows, joined.location(), joined.recordCount()));
        }
    }
}
