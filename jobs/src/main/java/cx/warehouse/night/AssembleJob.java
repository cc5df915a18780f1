package cx.warehouse.night;

import cx.warehouse.experience.rebuild.NightContext;
import cx.warehouse.experience.rebuild.Restatement;
import cx.warehouse.files.Fault;
import cx.warehouse.files.Landing;
import cx.warehouse.ledger.FileLedger;
import cx.warehouse.ledger.Ledger;
import cx.warehouse.ledger.Load;
import cx.warehouse.spark.InputSize;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.StepExecution;

/** Assembles all source loads that no night has taken in yet: resolve, build, validate, publish. */
public final class AssembleJob {

    /**
     * Outcome of one assemble job.
     *
     * @param isNothingNew true when there was nothing new
     * @param rows by table, the rows that this load wrote
     * @param refusals by table that users added and this load refused, the reason
     */
    public record AssembleOutcome(
            String loadId, boolean isNothingNew, Map<String, Long> rows, Map<String, String> refusals) {

        /** Why some tables are not published; empty when all are. */
        public Optional<Fault> refusal() {
            return refusals.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Fault(
                            Fault.Kind.REFUSED,
                            loadId + " is published without " + String.join(", ", refusals.keySet()) + ":\n  "
                                    + String.join("\n  ", refusals.values())));
        }

        /** A line for a person to read. */
        public String text() {
            if (isNothingNew || rows.isEmpty()) {
                return "Published nothing: no published table changed.";
            }
            StringBuilder text = new StringBuilder("Published ").append(loadId).append(":");
            rows.forEach((table, count) ->
                    text.append(String.format(" %s %,d", table, count)).append(','));
            return text.substring(0, text.length() - 1);
        }

        /** The outcome as JSON, for scripts. */
        public Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("load_id", loadId);
            json.put("outcome", isNothingNew ? "nothing new" : "published");
            json.put("rows_written", rows);
            json.put("refused", refusals);
            return json;
        }
    }

    /** Why there is something to do. */
    private enum Work {
        /** Every delivery is taken in, and every declared table is built. */
        NONE,
        /** Deliveries are new. */
        DELIVERIES,
        /**
         * Rows of any day are read: tables were never built, or are declared otherwise now, and deliveries may be new
         * too; or an operator restates days.
         */
        TABLES
    }

    /** The days whose stored rows get current customer keys, both included. */
    private record RestatedDays(LocalDate from, LocalDate to) {}

    private final Warehouse warehouse;
    private final StepFactory steps;
    private final LocalDate date;
    private final List<Load> pending;
    private final String loadId;
    private final Map<String, Long> written = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();
    private final Work work;
    private final Optional<RestatedDays> restated;
    private IdentityBreaker.Reaction reaction = IdentityBreaker.Reaction.REFUSE;

    private AssembleJob(
            Warehouse warehouse,
            StepFactory steps,
            LocalDate date,
            List<Load> pending,
            String loadId,
            Work work,
            Optional<RestatedDays> restated) {
        this.warehouse = warehouse;
        this.steps = steps;
        this.date = date;
        this.pending = pending;
        this.loadId = loadId;
        this.work = work;
        this.restated = restated;
    }

    /** Takes in every source load that no night has taken in, and builds the declared tables that no night has built. */
    static AssembleJob of(Warehouse warehouse, StepFactory steps, LocalDate date) {
        List<Load> pending = warehouse.ledger().pendingLoads();
        List<String> inputs = new ArrayList<>(pending.stream().map(Load::loadId).toList());
        inputs.add(warehouse.referenceFiles().digest());
        Optional<Load> before = warehouse.ledger().lastPublishedLoad(Load.ASSEMBLE, "");
        Map<String, String> unbuilt = MartDeclarations.digests(warehouse);
        unbuilt.entrySet().removeAll(warehouse.ledger().builds().entrySet());
        unbuilt.forEach((table, digest) -> inputs.add(table + " " + digest));
        if (pending.isEmpty()) {
            // a table that was refused is tried again when the same command is run again
            before.ifPresent(load -> inputs.add(load.loadId()));
        }
        Work work = pending.isEmpty() && before.isEmpty()
                ? Work.NONE
                : !unbuilt.isEmpty() ? Work.TABLES : pending.isEmpty() ? Work.NONE : Work.DELIVERIES;
        String loadId = date + "-" + Load.ASSEMBLE + "-" + Landing.digest(inputs.toString());
        return new AssembleJob(warehouse, steps, date, pending, loadId, work, Optional.empty());
    }

    /**
     * Writes current customer keys into the stored rows of some days. Readers of the view {@code customer_experience}
     * see the same rows before and after.
     *
     * @param from first day in the reporting zone
     * @param to last day, included
     */
    static AssembleJob restate(Warehouse warehouse, StepFactory steps, LocalDate from, LocalDate to) {
        Load before = warehouse
                .ledger()
                .lastPublishedLoad(Load.ASSEMBLE, "")
                .orElseThrow(() -> new Fault(
                        Fault.Kind.NOT_READY, "Cannot restate: nothing is published yet. Run a night first."));
        LocalDate date = before.businessDate();
        String loadId = date + "-" + Load.ASSEMBLE + "-"
                + Landing.digest(List.of("restate", from, to, before.loadId()).toString());
        return new AssembleJob(
                warehouse, steps, date, List.of(), loadId, Work.TABLES, Optional.of(new RestatedDays(from, to)));
    }

    /** Resumes a load that was stopped while it was published; nothing may be built upon half of it. */
    static Optional<AssembleJob> findInterrupted(Warehouse warehouse, StepFactory steps) {
        return warehouse
                .ledger()
                .publishingLoad()
                .map(load -> new AssembleJob(
                        warehouse,
                        steps,
                        load.businessDate(),
                        warehouse.ledger().inputs(load.loadId()),
                        load.loadId(),
                        Work.DELIVERIES,
                        Optional.empty()));
    }

    /** Sets the reaction to a night that changes too many customer keys; without it, the night is refused. */
    AssembleJob onIdentityChanges(IdentityBreaker.Reaction chosen) {
        reaction = chosen;
        return this;
    }

    /**
     * Runs the job, unless nothing is new.
     *
     * @throws Fault REFUSED when a suite refuses a table, and whatever else stopped it
     */
    AssembleOutcome run() {
        Ledger ledger = warehouse.ledger();
        if (work == Work.NONE) {
            String last = ledger.lastPublishedLoad(Load.ASSEMBLE, loadId)
                    .map(Load::loadId)
                    .orElse(loadId);
            return new AssembleOutcome(last, true, Map.of(), Map.of());
        }
        warehouse.tune(inputSize(ledger.files()));
        boolean isBegun = ledger.load(loadId)
                .filter(load -> load.state() == Load.State.PUBLISHING)
                .isPresent();
        if (!isBegun) {
            warehouse.checkExpressions();
            ledger.start(
                    loadId,
                    date,
                    Load.ASSEMBLE,
                    String.join("\n", pending.stream().map(Load::loadId).toList()));
        }
        try {
            warehouse.jobStore().run(job(), loadId, ledger.lastPublishedLoad(Load.ASSEMBLE, loadId));
        } catch (Fault e) {
            throw ledger.end(loadId, e);
        }
        boolean isNothingRestated = restated.isPresent() && written.isEmpty();
        return new AssembleOutcome(loadId, isNothingRestated, written, refused);
    }

    private InputSize inputSize(FileLedger files) {
        InputSize delivered = pending.stream()
                .flatMap(load -> files.filesOf(load.source(), load.businessDate()).stream())
                .map(file -> new InputSize(file.read(), file.bytes()))
                .reduce(InputSize.NONE, InputSize::plus);
        // rebuilt days also read earlier deliveries of these sources
        InputSize before = pending.stream()
                .map(Load::source)
                .distinct()
                .map(source -> new InputSize(files.largestDeliveryRows(source), files.largestDeliveryBytes(source)))
                .reduce(InputSize.NONE, InputSize::plus);
        // a table that is built for the first time reads the whole history, and so may a restatement
        InputSize history = work == Work.TABLES ? new InputSize(files.rows(), files.bytes()) : InputSize.NONE;
        return history.max(delivered.max(before));
    }

    private Job job() {
        return new JobBuilder(Load.ASSEMBLE, steps.repository())
                .start(steps.step(Load.ASSEMBLE, "resolve", this::resolve))
                .next(steps.step(Load.ASSEMBLE, "build", this::build))
                .next(steps.step(Load.ASSEMBLE, "validate", this::validate))
                .next(steps.step(Load.ASSEMBLE, "publish", this::publish))
                .build();
    }

    private void resolve(StepExecution step) {
        if (!pending.isEmpty()) {
            StagedTables staging = stagedTables(step);
            IdentityBreaker breaker =
                    new IdentityBreaker(warehouse.settings().part(IdentityBreaker.BreakerSettings.class), reaction);
            new ResolveStep(staging, WarehouseTables.context(warehouse, staging, pending, date), breaker).run();
        }
    }

    private void build(StepExecution step) {
        StagedTables staging = stagedTables(step);
        NightContext night = WarehouseTables.context(warehouse, staging, pending, date);
        if (restated.isEmpty()) {
            new BuildStep(warehouse, staging, night).run();
            return;
        }
        staging.noteBuilt(warehouse.ledger().builds());
        Restatement.find(night.tables(), restated.get().from(), restated.get().to(), night.settings())
                .forEach(table -> staging.stage(table.table(), table.rows(), table.replaced()));
    }

    private void validate(StepExecution step) {
        new CheckStep(warehouse, stagedTables(step), loadId, date).run();
    }

    private void publish(StepExecution step) {
        StagedTables staging = stagedTables(step);
        written.putAll(new PublishStep(warehouse, staging, loadId).run(pending));
        refused.putAll(staging.refusals());
    }

    private StagedTables stagedTables(StepExecution step) {
        return new StagedTables(warehouse, loadId, step.getJobExecution().getExecutionContext());
    }
}
