package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import java.util.Map;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.util.SnapshotUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A checked snapshot on the branch of a load, which becomes the published one by fast-forward. */
final class StagedSnapshot {

    private static final Logger LOG = LoggerFactory.getLogger("cx.warehouse.tables");

    private final Table table;
    private final String branch;
    private final long id;

    StagedSnapshot(Table table, String branch, long id) {
        this.table = table;
        this.branch = branch;
        this.id = id;
    }

    /** Does the work of {@link IcebergTables#publish(String, String, long, String)}. */
    void publish(String tag) {
        Transaction change = table.newTransaction();
        publish(change, tag);
        change.commitTransaction();
    }

    /** Does the work of {@link IcebergTables#publish(String, String, long, String, TableCompaction)}. */
    void publish(String tag, TableCompaction compaction) {
        Transaction change = table.newTransaction();
        publish(change, tag);
        try {
            compaction.commit(change);
        } catch (RuntimeException e) {
            LOG.warn("Cannot join files of {}; a later night will try again", IcebergTables.nameOf(table), e);
            publish(tag); // without the part of the change that failed
            return;
        }
        change.commitTransaction();
    }

    private void publish(Transaction change, String tag) {
        Map<String, SnapshotRef> refs = table.refs();
        ManageSnapshots references = change.manageSnapshots();
        long published = refs.get(SnapshotRef.MAIN_BRANCH).snapshotId();
        // its files may be joined since, when a run was killed between publishing and its end
        boolean isPublished = SnapshotUtil.isAncestorOf(table, published, id);
        if (!isPublished) {
            requirePublishable(refs.get(branch), published);
            references.fastForwardBranch(SnapshotRef.MAIN_BRANCH, branch);
        }
        if (!refs.containsKey(tag)) {
            references.createTag(tag, id);
        }
        if (refs.containsKey(branch)) {
            references.removeBranch(branch);
        }
        references.commit();
    }

    private void requirePublishable(SnapshotRef staged, long published) {
        if (staged == null || staged.snapshotId() != id) {
            throw new Fault(
                    Fault.Kind.BUSY,
                    "Cannot publish " + IcebergTables.nameOf(table)
                            + ": the checked snapshot is no longer on its branch. Run the same command again.");
        }
        if (!SnapshotUtil.isAncestorOf(table, id, published)) {
            throw new Fault(
                    Fault.Kind.BUSY,
                    "Cannot publish " + IcebergTables.nameOf(table) + ": it changed after branch " + branch
                            + " was staged and checked. Run the same command again.");
        }
    }
}
