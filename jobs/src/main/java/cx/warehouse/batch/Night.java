package cx.warehouse.batch;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.storage.Fault;
import cx.warehouse.storage.LedgerFile;
import cx.warehouse.storage.Load;
import cx.warehouse.storage.Store;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The night of one business date: every source that delivered is ingested, side by side; then the facts are assembled. */
public final class Night {

    private final Warehouse warehouse;
    private final Progress progress;
    private final Steps steps;

    public Night(Warehouse warehouse, Progress progress) {
        this.warehouse = warehouse;
        this.progress = progress;
        this.steps = new Steps(warehouse.memory(), progress);
    }

    /**
     * Runs one night; what has been done before is not done again.
     *
     * @throws Fault NOT_READY when nothing, or not what is required, was delivered for the date
     */
    public NightReport run(LocalDate date) {
        return run(List.of(date));
    }

    /** Runs the nights of several dates: each is ingested for itself, then the facts of all are assembled at once. */
    public NightReport run(List<LocalDate> dates) {
        List<NightReport.Source> sources = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        boolean isDelivered = false;
        for (LocalDate date : dates) {
            List<NightReport.Source> ingested = ingest(date);
            isDelivered |= !ingested.isEmpty();
            for (String required : warehouse.settings().requiredSources()) {
                if (ingested.stream().noneMatch(source -> source.source().equals(required) && source.isVisible())) {
                    missing.add(required + " of " + date);
                }
            }
            sources.addAll(ingested);
        }
        if (!isDelivered) {
            throw new Fault(
                    Fault.Kind.NOT_READY,
                    "Nothing was delivered for " + (dates.size() == 1 ? dates.get(0) : dates.get(0) + " to " + dates.get(dates.size() - 1))
                            + " below " + warehouse.settings().dropZone() + ". Is the date a delivery date, and the drop zone right?");
        }
        if (!missing.isEmpty()) {
            return new NightReport(dates, sources, null, new Fault(
                    Fault.Kind.NOT_READY,
                    "Required and not published: " + String.join(", ", missing)
                            + ". Nothing was assembled; run the same command again when the drop is there."));
        }
        Fault fault = null;
        AssembleJob.Outcome assembled = null;
        try {
            assembled = assemble(dates.get(dates.size() - 1));
        } catch (Fault e) {
            fault = e;
        }
        return new NightReport(dates, sources, assembled, fault);
    }

    private List<NightReport.Source> ingest(LocalDate date) {
        List<Future<NightReport.Source>> running = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(warehouse.settings().sourcesAtOnce());
        try {
            for (SourceContract contract : warehouse.declarations().sources()) {
                List<Store.Entry> delivered = delivered(contract, date);
                List<LedgerFile> known = warehouse.ledger().files(contract.source(), date);
                if (!delivered.isEmpty() || !known.isEmpty()) {
                    running.add(pool.submit(() -> ingest(contract, date, known, delivered)));
                }
            }
            List<NightReport.Source> done = new ArrayList<>();
            for (Future<NightReport.Source> one : running) {
                done.add(one.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw new Fault(Fault.Kind.BUG, "A source failed in a way that it should not: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Fault.Kind.BUG, "Interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Store.Entry> delivered(SourceContract contract, LocalDate date) {
        return warehouse.landing().delivered(date, contract.vendor()).stream()
                .filter(entry -> contract.drop().matches(entry.name()))
                .toList();
    }

    private NightReport.Source ingest(
            SourceContract contract, LocalDate date, List<LedgerFile> known, List<Store.Entry> delivered) {
        String source = contract.source();
        String loadId = IngestJob.loadId(contract, date, known, delivered);
        boolean isKnown = warehouse.ledger().load(loadId).filter(Load::isPublished).isPresent();
        Fault fault = null;
        if (!isKnown) {
            warehouse.warmUp();
            warehouse.ledger().start(loadId, date, source, null);
            try {
                warehouse.memory().run(new IngestJob(warehouse, steps, contract, date, loadId, delivered).job(), loadId);
            } catch (Fault e) {
                fault = e;
                Load.State state = e.kind() == Fault.Kind.REFUSED ? Load.State.REFUSED : Load.State.FAILED;
                warehouse.ledger().end(loadId, state, e.getMessage());
                progress.note(e.getMessage());
            }
        }
        return new NightReport.Source(source, date, loadId, isKnown, warehouse.ledger().files(source, date), fault);
    }

    private AssembleJob.Outcome assemble(LocalDate date) {
        AssembleJob job = new AssembleJob(warehouse, steps, date);
        return job.run();
    }
}
