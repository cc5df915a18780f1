package cx.warehouse.tables;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;

/** Removes old snapshots of a table, with the files that no kept snapshot uses. */
final class TableExpiry {

    private static final Pattern LOAD = Pattern.compile("\\d{4}-\\d{2}-\\d{2}-.+-[0-9a-f]{16}");

    private TableExpiry() {}

    /**
     * Removes the tags of loads that are not kept, the branches of loads that ended before {@code since}, and every
     * snapshot before {@code since} that no tag or branch holds. The published snapshot, and tags that people made, stay.
     *
     * @return the number of removed snapshots
     */
    static int expire(Table table, Predicate<String> isKeptLoad, Instant since) {
        List<String> ended = table.refs().entrySet().stream()
                .filter(ref -> isEnded(table, ref, isKeptLoad, since))
                .map(Map.Entry::getKey)
                .toList();
        long before =
                StreamSupport.stream(table.snapshots().spliterator(), false).count();
        boolean hasOldSnapshots = StreamSupport.stream(table.snapshots().spliterator(), false)
                .anyMatch(snapshot -> snapshot.timestampMillis() < since.toEpochMilli()
                        && snapshot.snapshotId() != table.currentSnapshot().snapshotId());
        if (ended.isEmpty() && !hasOldSnapshots) {
            return 0;
        }
        // one commit for both, so that the night adds one generation of metadata
        Transaction both = table.newTransaction();
        if (!ended.isEmpty()) {
            ManageSnapshots references = both.manageSnapshots();
            ended.forEach(name -> {
                if (table.refs().get(name).isTag()) {
                    references.removeTag(name);
                } else {
                    references.removeBranch(name);
                }
            });
            references.commit();
        }
        both.expireSnapshots().expireOlderThan(since.toEpochMilli()).commit();
        both.commitTransaction();
        return (int) (before
                - StreamSupport.stream(both.table().snapshots().spliterator(), false)
                        .count());
    }

    private static boolean isEnded(
            Table table, Map.Entry<String, SnapshotRef> ref, Predicate<String> isKeptLoad, Instant since) {
        if (ref.getValue().isTag()) {
            return LOAD.matcher(ref.getKey()).matches() && !isKeptLoad.test(ref.getKey());
        }
        return ref.getKey().startsWith(IcebergTables.BRANCH_PREFIX)
                && table.snapshot(ref.getValue().snapshotId()).timestampMillis() < since.toEpochMilli();
    }
}
