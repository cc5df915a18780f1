package cx.warehouse.night;

import cx.warehouse.contract.Drop;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Ledger;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.ledger.Load;
import cx.warehouse.spark.InputSize;
import cx.warehouse.spark.SharedQueries;
import cx.warehouse.spark.Tuning;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Runs the night of a business date: ingests every source that delivered, in parallel, then assembles the facts. */
public final class Night {

    private final Warehouse warehouse;
    private final NightProgress progress;
    private final StepFactory steps;
    private final NightOutage outage = new NightOutage();
    private IdentityBreaker.Reaction onIdentityChanges = IdentityBreaker.Reaction.REFUSE;

    public Night(Warehouse warehouse, NightProgress progress) {
        this.warehouse = warehouse;
        this.progress = progress;
        this.steps = new StepFactory(warehouse.jobStore(), progress);
    }

    /** Lets the nights of this object merge and split any number of known customers. */
    public Night acceptIdentityChanges() {
        onIdentityChanges = IdentityBreaker.Reaction.ACCEPT;
        return this;
    }

    /**
     * Runs one night. Loads that are already published are not repeated.
     *
     * @throws Fault NOT_READY when the date has no delivery. A missing required source is in the report instead
     */
    public NightReport run(LocalDate date) {
        return run(List.of(date));
    }

    /** Runs the nights of several dates: ingests each date, then assembles the facts of all dates at once. */
    public NightReport run(List<LocalDate> dates) {
        NightReport report = runNights(dates);
        QualityDocs.refresh(warehouse, report, progress);
        if (!report.isNothingNew() && report.exitCode() == 0) {
            StorageUpkeep.removeOldSnapshots(warehouse, progress);
        }
        return report;
    }

    /**
     * Reads quarantined deliveries again from landing, when their contracts or accounts were fixed since. The facts are
     * then assembled as if the fix had been there from the start.
     *
     * @param wanted selects among the deliveries with quarantined rows or rejected files
     * @return the report of the dates that were read again; nothing new when no contract or account changed
     */
    public NightReport replay(Predicate<QuarantinedDelivery> wanted) {
        Optional<AssembleJob.AssembleOutcome> ended =
                AssembleJob.findInterrupted(warehouse, steps).map(AssembleJob::run);
        Map<LocalDate, List<SourceDelivery>> byDate = QuarantinedDelivery.all(warehouse).stream()
                .filter(wanted)
                .collect(Collectors.groupingBy(
                        QuarantinedDelivery::date,
                        TreeMap::new,
                        Collectors.mapping(held -> held.delivery(warehouse), Collectors.toList())));
        List<NightReport.SourceReport> sources = new ArrayList<>();
        byDate.values().forEach(deliveries -> sources.addAll(ingest(deliveries)));
        sources.addAll(ingestOutOfOrder(sources));
        List<LocalDate> dates = List.copyOf(byDate.keySet());
        NightReport report = dates.isEmpty()
                ? new NightReport(dates, sources, List.of(), List.of(), Optional.empty(), Optional.empty())
                : assemble(dates, sources, List.of(), List.of(), ended);
        QualityDocs.refresh(warehouse, report, progress);
        return report;
    }

    /**
     * Writes current customer keys into the stored rows of some days, both included.
     *
     * @throws Fault NOT_READY when nothing is published yet
     */
    public NightReport restate(LocalDate from, LocalDate to) {
        Optional<AssembleJob.AssembleOutcome> ended =
                AssembleJob.findInterrupted(warehouse, steps).map(AssembleJob::run);
        NightReport report = reportOf(
                List.of(from, to),
                List.of(),
                List.of(),
                List.of(),
                ended,
                () -> AssembleJob.restate(warehouse, steps, from, to));
        QualityDocs.refresh(warehouse, report, progress);
        return report;
    }

    /** Ingests the deliveries of a date and assembles nothing. */
    public List<NightReport.SourceReport> ingest(LocalDate date) {
        return ingest(SourceDelivery.of(warehouse, date, warehouse.landing().deliveredFiles(date)));
    }

    private NightReport runNights(List<LocalDate> dates) {
        Optional<AssembleJob.AssembleOutcome> ended =
                AssembleJob.findInterrupted(warehouse, steps).map(AssembleJob::run);
        List<NightReport.SourceReport> sources = new ArrayList<>();
        List<LedgerFile> unclaimed = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        boolean isDelivered = false;
        for (LocalDate date : dates) {
            List<FileStore.Entry> delivered = warehouse.landing().deliveredFiles(date);
            List<NightReport.SourceReport> ingested = ingest(SourceDelivery.of(warehouse, date, delivered));
            List<LedgerFile> unread = UnclaimedFiles.of(warehouse.declarations().sources(), date, delivered);
            warehouse.ledger().writeUnclaimed(date, unread);
            unclaimed.addAll(unread);
            isDelivered |= !ingested.isEmpty();
            for (String required : warehouse.settings().requiredSources()) {
                if (ingested.stream()
                        .noneMatch(source -> source.source().equals(required) && isPublishedWithRows(source))) {
                    missing.add(required + " of " + date);
                }
            }
            sources.addAll(ingested);
        }
        if (!isDelivered) {
            throw new Fault(
                    Fault.Kind.NOT_READY,
                    UnclaimedFiles.noDeliveryMessage(dates, warehouse.settings().dropZone(), unclaimed));
        }
        sources.addAll(ingestOutOfOrder(sources));
        List<StaleSource> stale = staleSources(dates.get(dates.size() - 1), sources);
        if (!missing.isEmpty()) {
            return new NightReport(
                    dates,
                    sources,
                    unclaimed,
                    stale,
                    Optional.empty(),
                    Optional.of(new Fault(
                            Fault.Kind.NOT_READY,
                            "Required and not published: " + String.join(", ", missing)
                                    + ". Nothing was assembled; run the same command again when the drop is there.")));
        }
        return assemble(dates, sources, unclaimed, stale, ended);
    }

    /** True when the load is published and has a loaded file, or a repeat of an earlier file, with rows. */
    private boolean isPublishedWithRows(NightReport.SourceReport source) {
        Drop drop =
                warehouse.declarations().source(source.source()).orElseThrow().drop();
        return source.isVisible()
                && !source.isWaiting()
                && source.files().stream()
                        .anyMatch(file -> drop.hasRows(file.name())
                                && List.of("loaded", "repeated").contains(file.outcome()));
    }

    /**
     * Reads later deliveries again when an earlier date newly brings the same bytes, or no longer brings them. So the
     * result does not depend on the order in which dates are run. This includes deliveries that a killed run left in
     * that state.
     */
    private List<NightReport.SourceReport> ingestOutOfOrder(List<NightReport.SourceReport> ingested) {
        Map<String, LocalDate> firstDates = new TreeMap<>();
        ingested.stream()
                .filter(NightReport.SourceReport::isVisible)
                .forEach(source -> firstDates.merge(
                        source.source(), source.date(), (one, other) -> one.isBefore(other) ? one : other));
        Map<LocalDate, List<SourceContract>> later = new TreeMap<>();
        firstDates.forEach((source, date) -> {
            SourceContract contract = warehouse.declarations().source(source).orElseThrow();
            SourceDelivery.outOfOrderAfter(warehouse, contract, date)
                    .forEach(day ->
                            later.computeIfAbsent(day, key -> new ArrayList<>()).add(contract));
        });
        List<NightReport.SourceReport> settled = new ArrayList<>();
        later.forEach((date, contracts) -> {
            List<SourceDelivery> deliveries = contracts.stream()
                    .map(contract -> SourceDelivery.fromLanding(warehouse, contract, date))
                    .filter(delivery -> !delivery.isKnown())
                    .toList();
            deliveries.forEach(delivery -> progress.note(delivery.contract().source() + " of " + date
                    + " is read again: an earlier date brought the same bytes, or no longer does"));
            settled.addAll(ingest(deliveries));
        });
        return settled;
    }

    /** Assembles the facts from all published loads and reports on the whole night. */
    private NightReport assemble(
            List<LocalDate> dates,
            List<NightReport.SourceReport> sources,
            List<LedgerFile> unclaimed,
            List<StaleSource> stale,
            Optional<AssembleJob.AssembleOutcome> ended) {
        return reportOf(dates, sources, unclaimed, stale, ended, () -> AssembleJob.of(
                        warehouse, steps, dates.get(dates.size() - 1))
                .onIdentityChanges(onIdentityChanges));
    }

    /** Runs a job and reports on the whole night. */
    private static NightReport reportOf(
            List<LocalDate> dates,
            List<NightReport.SourceReport> sources,
            List<LedgerFile> unclaimed,
            List<StaleSource> stale,
            Optional<AssembleJob.AssembleOutcome> ended,
            Supplier<AssembleJob> job) {
        try {
            AssembleJob.AssembleOutcome outcome = job.get().run();
            AssembleJob.AssembleOutcome latest = outcome.isNothingNew() ? ended.orElse(outcome) : outcome;
            return new NightReport(dates, sources, unclaimed, stale, Optional.of(latest), latest.refusal());
        } catch (Fault e) {
            return new NightReport(dates, sources, unclaimed, stale, Optional.empty(), Optional.of(e));
        }
    }

    private List<StaleSource> staleSources(LocalDate date, List<NightReport.SourceReport> ingested) {
        Set<String> delivered = ingested.stream()
                .filter(source -> source.date().equals(date))
                .map(NightReport.SourceReport::source)
                .collect(Collectors.toSet());
        Map<String, LocalDate> before = warehouse.ledger().lastDeliveryDates(date);
        before.keySet()
                .removeIf(source -> warehouse.declarations().source(source).isEmpty());
        return StaleSource.of(date, delivered, before, warehouse.settings().requiredSources());
    }

    /** @param deliveries of one date */
    private List<NightReport.SourceReport> ingest(List<SourceDelivery> deliveries) {
        List<SourceDelivery> fresh =
                deliveries.stream().filter(delivery -> !delivery.isKnown()).toList();
        if (!fresh.isEmpty()) {
            warehouse
                    .referenceFiles()
                    .requireRates(fresh.stream()
                            .map(SourceDelivery::contract)
                            .filter(contract -> contract.money() != null)
                            .map(SourceContract::source)
                            .toList());
            warehouse.tune(InputSize.ofFiles(
                    fresh.stream().mapToLong(SourceDelivery::bytes).sum()));
            warehouse.checkExpressions();
        }
        try {
            return SharedQueries.run(
                    warehouse.settings().night().sourcesAtOnce(),
                    deliveries.stream()
                            .map(delivery -> new SharedQueries.Participant<>(
                                    delivery.bytes() <= Tuning.SHARED_QUERY_INPUT_BYTES,
                                    queries -> ingest(delivery, queries)))
                            .toList());
        } catch (RuntimeException e) {
            Fault known = Fault.of(e);
            throw known != null ? known : new Fault(Fault.Kind.BUG, "Cannot ingest a source: " + e.getMessage(), e);
        }
    }

    private NightReport.SourceReport ingest(SourceDelivery delivery, SharedQueries.Member queries) {
        String source = delivery.contract().source();
        String loadId = delivery.loadId();
        Optional<Fault> fault = Optional.empty();
        if (!delivery.isKnown()) {
            outage.throwIfAny();
            try {
                warehouse.ledger().start(loadId, delivery.date(), source, null);
                IngestJob job = new IngestJob(
                        warehouse, steps, delivery.contract(), delivery.date(), loadId, delivery.files(), queries);
                warehouse.jobStore().run(job.job(), loadId, warehouse.ledger().lastPublishedLoad(source, loadId));
            } catch (Fault e) {
                Fault noted = warehouse.ledger().end(loadId, e);
                outage.throwIfFound(e, noted);
                fault = Optional.of(noted);
                progress.note(noted.getMessage());
            }
        }
        return new NightReport.SourceReport(
                source, delivery.date(), loadId, delivery.isKnown(), files(delivery), fault);
    }

    /** The files of a delivery with the outcome that readers see once the load has ended. */
    private List<LedgerFile> files(SourceDelivery delivery) {
        Ledger ledger = warehouse.ledger();
        Load.State state = ledger.load(delivery.loadId()).orElseThrow().state();
        return ledger.files().filesOf(delivery.contract().source(), delivery.date()).stream()
                .map(file -> file.withLoadState(state))
                .toList();
    }
}
