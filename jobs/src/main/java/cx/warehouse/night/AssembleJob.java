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
     */
    public record AssembleOutcome(String loadId, boolean isNothingNew, Map<String, Long> rows) {

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
            return json;
        }
    }

    private final Warehouse warehouse;
    private final StepFactory steps;
    private final LocalDate date;
    private final List<Load> pending;
    private final String loadId;
    private final Map<String, Long> written = new TreeMap<>();

    private AssembleJob(Warehouse warehouse, StepFactory steps, LocalDate date, List<Load> pending, String loadId) {
        this.warehouse = warehouse;
        this.steps = steps;
        this.date = date;
        this.pending = pending;
        this.loadId = loadId;
    }

    /** Takes in every source load that no night has taken in. */
    static AssembleJob of(Warehouse warehouse, StepFactory steps, LocalDate date) {
        List<Load> pending = warehouse.ledger().pendingLoads();
        List<String> inputs = new ArrayList<>(pending.stream().map(Load::loadId).toList());
        inputs.add(warehouse.referenceFiles().digest());
        String loadId = date + "-" + Load.ASSEMBLE + "-" + Landing.digest(inputs.toString());
        return new AssembleJob(warehouse, steps, date, pending, loadId);
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
                        load.loadId()));
    }

    /**
     * Runs the job, unless nothing is new.
     *
     * @throws Fault REFUSED when a suite refuses a table, and whatever else stopped it
     */
    AssembleOutcome run() {
        Ledger ledger = warehouse.ledger();
        if (pending.isEmpty()) {
            String last = ledger.lastPublishedLoad(Load.ASSEMBLE, loadId)
                    .map(Load::loadId)
                    .orElse(loadId);
            return new AssembleOutcome(last, true, Map.of());
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
        warehouse.tune(Math.max(delivered, before));
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
        return new AssembleOutcome(loadId, false, written);
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
        StagedTables staging = stagedTables(step);
        new ResolveStep(staging, WarehouseTables.context(warehouse, staging, pending, date)).run();
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
                    String refusal = hasDays(table)
                            ? warehouse.suites().checkDays(table, rows, loadId, date)
                            : warehouse.suites().check(table, rows, loadId, date, List.of());
                    if (refusal != null) {
                        refusals.put(table, refusal);
                    }
                }));
        try {
            ParallelTasks.run(checks);
        } finally {
            asked.forEach(warehouse.engine()::dropView);
        }
        if (!refusals.isEmpty()) {
            throw new Fault(
                    Fault.Kind.REFUSED, loadId + " refused by its checks: " + String.join("; ", refusals.values()));
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
        Map<String, List<IcebergTables.TableFile>> shown = new TreeMap<>();
        for (String table : tables.list("mart")) {
            tables.tag(table, loadId);
            shown.put(table.substring(MART.length()), tables.files(table));
        }
        warehouse.lease().ensureHeld();
        new BiFolder(warehouse.root(), warehouse.settings().limits().bi().keepVersions()).publish(version(), shown);
        warehouse.ledger().end(loadId, Load.State.PUBLISHED, null);
        // marked last: after a crash before this line the next run publishes the same loads again
        warehouse.ledger().markAssembled(pending.stream().map(Load::loadId).toList(), loadId);
    }

    /** A name for the version; names sort in the order of publishing. */
    private String version() {
        return Instant.now().toString().replaceAll("[-:]", "").replaceFirst("\\..*", "Z") + "-" + loadId;
    }

    private StagedTables stagedTables(StepExecution step) {
        return new StagedTables(warehouse, loadId, step.getJobExecution().getExecutionContext());
    }
}
