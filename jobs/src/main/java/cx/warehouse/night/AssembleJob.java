package cx.warehouse.night;

import cx.warehouse.contract.TableContract;
import cx.warehouse.files.Fault;
import cx.warehouse.files.Landing;
import cx.warehouse.ledger.Ledger;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.ledger.Load;
import cx.warehouse.spark.ParallelTasks;
import cx.warehouse.tables.BiFolder;
import cx.warehouse.tables.IcebergTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.StepExecution;

/** Assembles all source loads that no night has taken in yet: resolve, build, validate, publish. */
public final class AssembleJob {

    private static final String MART = "mart.";

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
        /** Tables were never built, or are declared otherwise now; deliveries may be new too. */
        TABLES
    }

    private final Warehouse warehouse;
    private final StepFactory steps;
    private final LocalDate date;
    private final List<Load> pending;
    private final String loadId;
    private final Map<String, Long> written = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();
    private final Work work;

    private AssembleJob(
            Warehouse warehouse, StepFactory steps, LocalDate date, List<Load> pending, String loadId, Work work) {
        this.warehouse = warehouse;
        this.steps = steps;
        this.date = date;
        this.pending = pending;
        this.loadId = loadId;
        this.work = work;
    }

    /** Takes in every source load that no night has taken in, and builds the declared tables that no night has built. */
    static AssembleJob of(Warehouse warehouse, StepFactory steps, LocalDate date) {
        List<Load> pending = warehouse.ledger().pendingLoads();
        List<String> inputs = new ArrayList<>(pending.stream().map(Load::loadId).toList());
        inputs.add(warehouse.referenceFiles().digest());
        Optional<Load> before = warehouse.ledger().lastPublishedLoad(Load.ASSEMBLE, "");
        Map<String, String> unbuilt = MartDeclarations.digests(warehouse.declarations());
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
        return new AssembleJob(warehouse, steps, date, pending, loadId, work);
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
                        Work.DELIVERIES));
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
        long delivered = pending.stream()
                .flatMap(load -> ledger.files().filesOf(load.source(), load.businessDate()).stream())
                .mapToLong(LedgerFile::bytes)
                .sum();
        // rebuilt days also read earlier deliveries of these sources
        long before = pending.stream()
                .map(Load::source)
                .distinct()
                .mapToLong(ledger.files()::largestDeliveryBytes)
                .sum();
        // a table that is built for the first time reads the whole history
        long history = work == Work.TABLES ? ledger.files().bytes() : 0;
        warehouse.tune(Math.max(history, Math.max(delivered, before)));
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
            Load.State state = e.kind() == Fault.Kind.REFUSED ? Load.State.REFUSED : Load.State.FAILED;
            ledger.end(loadId, state, e.getMessage());
            throw e;
        }
        return new AssembleOutcome(loadId, false, written, refused);
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
            new ResolveStep(staging, WarehouseTables.context(warehouse, staging, pending, date)).run();
        }
    }

    private void build(StepExecution step) {
        StagedTables staging = stagedTables(step);
        new BuildStep(warehouse, staging, WarehouseTables.context(warehouse, staging, pending, date)).run();
    }

    private void validate(StepExecution step) {
        StagedTables staging = stagedTables(step);
        Map<String, String> refusals = new ConcurrentSkipListMap<>();
        List<String> asked = warehouse.declarations().tables().stream()
                .map(TableContract::table)
                .filter(table -> table.startsWith(MART))
                .map(table -> table.substring(MART.length()))
                .filter(table -> warehouse.suites().isQueried(table))
                .toList();
        asked.forEach(name -> warehouse.engine().registerView(name, staging.read(MART + name)));
        List<Runnable> checks = new ArrayList<>();
        staging.snapshots().keySet().stream()
                .filter(warehouse.suites()::hasSuite)
                .forEach(table -> checks.add(() -> {
                    Dataset<Row> rows = warehouse.engine().routeToCheck(staging.readWritten(table));
                    Optional<String> refusal = hasDays(table)
                            ? warehouse.suites().checkDays(table, rows, loadId, date)
                            : warehouse.suites().check(table, rows, loadId, date, List.of());
                    refusal.ifPresent(why -> refusals.put(table, why));
                }));
        try {
            ParallelTasks.run(checks);
        } finally {
            asked.forEach(warehouse.engine()::dropView);
        }
        boolean isProjectRefused = refusals.keySet().stream()
                .anyMatch(table -> !warehouse.declarations().isUserTable(table));
        if (isProjectRefused) {
            throw new Fault(
                    Fault.Kind.REFUSED, loadId + " refused by its checks: " + String.join("; ", refusals.values()));
        }
        refuseUserTables(staging, refusals);
    }

    /** Takes tables that users added out of the load when their suites refuse them, and the tables that read them. */
    private void refuseUserTables(StagedTables staging, Map<String, String> refusals) {
        for (TableContract table : MartDeclarations.inOrderOfReads(warehouse.declarations())) {
            String name = table.table();
            String path = warehouse.declarations().paths().get(name);
            if (refusals.containsKey(name)) {
                staging.refuse(name, path + ": " + refusals.get(name));
            } else if (!staging.isRefused(name)) {
                MartDeclarations.inputs(warehouse.declarations(), table).stream()
                        .filter(staging::isRefused)
                        .findFirst()
                        .ifPresent(input ->
                                staging.refuse(name, path + ": build.reads: reads " + input + ", which is refused"));
            }
        }
    }

    private boolean hasDays(String table) {
        return warehouse
                .declarations()
                .table(table)
                .filter(contract -> !contract.partition().isEmpty())
                .isPresent();
    }

    private void publish(StepExecution step) {
        StagedTables staging = stagedTables(step);
        IcebergTables tables = warehouse.tables();
        warehouse.lease().ensureHeld();
        warehouse.ledger().startPublishing(loadId);
        staging.snapshots().forEach((table, snapshot) -> {
            String added = tables.summary(table, snapshot).getOrDefault("added-records", "0");
            if (table.startsWith(MART)) {
                written.put(table.substring(MART.length()), Long.parseLong(added));
            }
            tables.publish(table, staging.branch(), snapshot, loadId);
        });
        staging.refusals().keySet().forEach(table -> tables.discard(table, staging.branch()));
        Map<String, List<IcebergTables.TableFile>> shown = new TreeMap<>();
        for (String table : tables.list("mart")) {
            tables.tag(table, loadId);
            shown.put(table.substring(MART.length()), tables.files(table));
        }
        warehouse.lease().ensureHeld();
        new BiFolder(warehouse.root(), warehouse.settings().limits().bi().keepVersions()).publish(version(), shown);
        refused.putAll(staging.refusals());
        warehouse.ledger().end(loadId, Load.State.PUBLISHED, null);
        // marked last: after a crash before this line the next run publishes the same loads again
        warehouse.ledger().markAssembled(pending.stream().map(Load::loadId).toList(), loadId, staging.builds());
    }

    /** A name for the version; names sort in the order of publishing. */
    private String version() {
        return Instant.now().toString().replaceAll("[-:]", "").replaceFirst("\\..*", "Z") + "-" + loadId;
    }

    private StagedTables stagedTables(StepExecution step) {
        return new StagedTables(warehouse, loadId, step.getJobExecution().getExecutionContext());
    }
}
