package cx.warehouse.night;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.Fault;
import cx.warehouse.ledger.Load;
import cx.warehouse.spark.Tuning;
import cx.warehouse.tables.CompactionRule;
import cx.warehouse.tables.JoinedFiles;
import cx.warehouse.tables.RemovedFiles;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the storage of a warehouse small: few files a day, few old snapshots. No published row changes. */
public final class StorageUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger("cx.warehouse.night");

    private StorageUpkeep() {}

    /**
     * Removes, from every table, the tags of older nights, the snapshots that only they held, and the files that only
     * these snapshots used. Files below {@code bi} stay, because they are links or copies.
     *
     * @return the number of removed snapshots; 0 while fewer nights are published than {@code storage.keep-nights}
     */
    public static int removeOldSnapshots(Warehouse warehouse) {
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
    static void removeOldSnapshots(Warehouse warehouse, NightProgress progress) {
        LOG.info("step=expire source=snapshots state=start");
        try {
            LOG.info("step=expire source=snapshots state=end removed={}", removeOldSnapshots(warehouse));
        } catch (RuntimeException e) {
            LOG.warn("step=expire source=snapshots state=end status=FAILED", e);
            progress.note("Old snapshots are still there (" + e.getMessage() + "); `cxw gc` removes them.");
        }
    }

    /** Removes the files of tables that nothing refers to, once they are older than {@code storage.grace}. */
    public static RemovedFiles removeUnreferencedFiles(Warehouse warehouse) {
        warehouse.lease().ensureHeld();
        Instant before =
                Instant.now().minus(warehouse.settings().limits().storage().grace());
        return warehouse.tables().upkeep().removeUnreferenced(warehouse.root(), before);
    }

    /**
     * Joins the files of all days that are old enough, and shows readers the joined files.
     *
     * @throws Fault NOT_READY when a night was stopped while it was published
     */
    public static JoinedFiles joinFiles(Warehouse warehouse) {
        Optional<Load> stopped = warehouse.ledger().publishingLoad();
        if (stopped.isPresent()) {
            throw new Fault(
                    Fault.Kind.NOT_READY,
                    "Cannot join files: " + stopped.get().loadId() + " was stopped while it was published."
                            + " Finish it first: cxw nightly --date "
                            + stopped.get().businessDate());
        }
        Optional<Load> last = warehouse.ledger().lastPublishedLoad(Load.ASSEMBLE, "");
        if (last.isEmpty()) {
            return JoinedFiles.NONE;
        }
        List<Fault> faults = new ArrayList<>();
        JoinedFiles joined =
                joinFiles(warehouse, rule(warehouse, last.get().businessDate(), Long.MAX_VALUE), faults::add);
        if (!joined.isEmpty()) {
            PublishStep.show(warehouse, last.get().loadId());
        }
        faults.forEach(fault -> {
            throw fault;
        });
        return joined;
    }

    /**
     * The rule by which a night joins files.
     *
     * @param date the business date from which the age of days is counted
     */
    static CompactionRule nightlyRule(Warehouse warehouse, LocalDate date) {
        return rule(warehouse, date, Tuning.JOINED_BYTES_A_NIGHT);
    }

    /**
     * Joins the files of tables that a night did not publish with joined files. A fault is logged and left to the next
     * night, because the rows are published already.
     */
    static void joinOtherFiles(Warehouse warehouse, CompactionRule rule) {
        LOG.info("step=compact source=files state=start");
        try {
            JoinedFiles joined = joinFiles(
                    warehouse, rule, fault -> LOG.warn("step=compact source=files state=end status=FAILED", fault));
            LOG.info("step=compact source=files state=end tables={}", joined.tables());
        } catch (RuntimeException e) {
            LOG.warn("step=compact source=files state=end status=FAILED", e);
        }
    }

    private static JoinedFiles joinFiles(Warehouse warehouse, CompactionRule rule, Consumer<Fault> onFault) {
        warehouse.lease().ensureHeld();
        return warehouse.tables().upkeep().join(rule, onFault);
    }

    private static CompactionRule rule(Warehouse warehouse, LocalDate date, long mostBytes) {
        Set<String> web = warehouse.declarations().sources().stream()
                .filter(source -> source.family() == SourceContract.Family.WEB)
                .map(SourceContract::source)
                .collect(Collectors.toSet());
        long days = warehouse.settings().limits().storage().compactAfter().toDays();
        return new CompactionRule(date.minusDays(days), web::contains, mostBytes);
    }
}
