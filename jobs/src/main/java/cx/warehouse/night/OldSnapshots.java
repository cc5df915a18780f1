package cx.warehouse.night;

import cx.warehouse.ledger.Load;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes snapshots that are older than the nights which the settings keep. */
public final class OldSnapshots {

    private static final Logger LOG = LoggerFactory.getLogger("cx.warehouse.night");

    private OldSnapshots() {}

    /**
     * Removes, from every table, the tags of older nights, the snapshots that only they held, and the files that only
     * these snapshots used. Files below {@code bi} stay, because they are links or copies.
     *
     * @return the number of removed snapshots; 0 while fewer nights are published than {@code storage.keep-nights}
     */
    public static int remove(Warehouse warehouse) {
        int keep = warehouse.settings().limits().storage().keepNights();
        List<Load> kept = warehouse.ledger().lastPublishes(keep);
        if (kept.size() < keep) {
            return 0;
        }
        Instant since = kept.get(keep - 1).startedAt();
        Set<String> keptLoads = warehouse.ledger().loadsSince(since);
        return warehouse.tables().upkeep().expire(keptLoads::contains, since);
    }

    /** Does so at the end of a night. A fault is noted and left to the next night, because all is published already. */
    static void remove(Warehouse warehouse, NightProgress progress) {
        LOG.info("step=expire source=snapshots state=start");
        try {
            LOG.info("step=expire source=snapshots state=end removed={}", remove(warehouse));
        } catch (RuntimeException e) {
            LOG.warn("step=expire source=snapshots state=end status=FAILED", e);
            progress.note("Old snapshots are still there (" + e.getMessage() + "); `cxw gc` removes them.");
        }
    }
}
