package cx.warehouse.night;

import cx.warehouse.conform.SourceReader;
import cx.warehouse.conform.delivery.Delivery;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.shape.SourceRowFilters;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.DeliveryDrift;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.ledger.Load;
import cx.warehouse.spark.SharedQueries;
import cx.warehouse.tables.IcebergTables;
import cx.warehouse.tables.SourceLoader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.support.ListItemReader;

/** Ingests one source for one business date: extract, conform, validate, publish. */
final class IngestJob {

    private static final int FILES_A_CHUNK = 20;

    private static final String SNAPSHOT = "snapshot";

    private final Warehouse warehouse;
    private final StepFactory steps;
    private final SourceContract contract;
    private final LocalDate date;
    private final String loadId;
    private final List<FileStore.Entry> delivered;
    private final SharedQueries.Member queries;

    IngestJob(
            Warehouse warehouse,
            StepFactory steps,
            SourceContract contract,
            LocalDate date,
            String loadId,
            List<FileStore.Entry> delivered,
            SharedQueries.Member queries) {
        this.warehouse = warehouse;
        this.steps = steps;
        this.contract = contract;
        this.date = date;
        this.loadId = loadId;
        this.delivered = List.copyOf(delivered);
        this.queries = queries;
    }

    Job job() {
        return new JobBuilder("ingest", steps.repository())
                .start(extract())
                .next(steps.step(source(), "conform", this::conform))
                .next(steps.step(source(), "validate", this::validate))
                .next(steps.step(source(), "publish", this::publish))
                .build();
    }

    private Step extract() {
        ItemProcessor<FileStore.Entry, LedgerFile> land = entry -> {
            String sha256 = warehouse.landing().land(entry, source(), date);
            return LedgerFile.forLanded(source(), date, entry, sha256, loadId);
        };
        return new StepBuilder("extract", steps.repository())
                .<FileStore.Entry, LedgerFile>chunk(FILES_A_CHUNK)
                .transactionManager(steps.transactions())
                .reader(new ListItemReader<>(delivered))
                .processor(land)
                .writer(chunk -> warehouse.ledger().files().note(new ArrayList<>(chunk.getItems())))
                .listener(steps.stepListener(source(), "extract"))
                .build();
    }

    private void conform(StepExecution step) {
        Map<String, LedgerFile> files = new TreeMap<>();
        warehouse.ledger().files().filesOf(source(), date).forEach(file -> files.put(file.path(), file));
        Delivery together = Delivery.of(
                contract,
                files.values().stream()
                        .map(file -> new LandedFile(file.path(), file.sha256(), date, file.bytes(), loadId))
                        .toList(),
                file -> warehouse.landing().open(file, source()));
        Consumer<FileReport> tell =
                report -> files.compute(report.path(), (same, file) -> file.withReport(report, loadId));
        together.unreadyReports().forEach(tell);
        Map<String, LandedFile> ready = new TreeMap<>();
        together.readyFiles().forEach(file -> ready.put(file.path(), file));
        Map<String, LedgerFile> firsts =
                firstByContent(ready.keySet().stream().map(files::get).toList());
        List<LandedFile> fresh = firsts.values().stream()
                .filter(first -> first.equals(files.get(first.path())))
                .map(first -> ready.get(first.path()))
                .toList();
        SourceReader reader = new SourceReader(contract, warehouse.references());
        warehouse
                .sourceLoader()
                .stage(
                        new SourceLoader.LoadPlan(
                                reader, table(), source(), fresh, steps.readListener(source(), date, files.size())),
                        branch(),
                        date)
                .values()
                .forEach(tell);
        files.replaceAll((path, file) -> {
            if (!ready.containsKey(path)) {
                return file;
            }
            LedgerFile first = firsts.get(file.sha256());
            LedgerFile now = first.businessDate().equals(date) ? files.get(first.path()) : first;
            return now.path().equals(path) ? file : file.asRepeatOf(now, loadId);
        });
        Set<String> unreadable = ready.keySet().stream()
                .filter(path -> files.get(path).outcome().equals("rejected"))
                .collect(Collectors.toSet());
        together.companionReports(unreadable).forEach(tell);
        warehouse.ledger().files().note(List.copyOf(files.values()));
        steps.noteRead(source(), date, files.values());
        context(step).putLong(SNAPSHOT, warehouse.tables().stagedSnapshot(table(), branch()));
    }

    /**
     * For each content, the file that counts: the same content on an earlier visible date, else the first file of this
     * date by name.
     */
    private Map<String, LedgerFile> firstByContent(Collection<LedgerFile> files) {
        Map<String, LedgerFile> firsts = new LinkedHashMap<>();
        for (LedgerFile file : files) {
            firsts.computeIfAbsent(file.sha256(), content -> warehouse
                    .ledger()
                    .files()
                    .firstBefore(source(), content, date)
                    .orElse(file));
        }
        return firsts;
    }

    private void validate(StepExecution step) {
        Optional<String> refusal = warehouse
                .suites()
                .check(
                        table(),
                        warehouse
                                .engine()
                                .routeToCheck(warehouse
                                        .tables()
                                        .readStaged(table(), branch())
                                        .where(SourceRowFilters.isDeliveredOn(List.of(date)))),
                        loadId,
                        date,
                        DeliveryDrift.of(warehouse.ledger().files().filesOf(source(), date)),
                        queries);
        queries.leave();
        List<String> refusals = Stream.of(quarantineRefusal(), refusal)
                .flatMap(Optional::stream)
                .toList();
        if (!refusals.isEmpty()) {
            String why = String.join("; ", refusals);
            warehouse.ledger().end(loadId, Load.State.REFUSED, why);
            throw new Fault(Fault.Kind.REFUSED, loadId + " refused by its checks: " + why);
        }
    }

    /** The reason to refuse the load when the share of quarantined rows is above the contract's limit. */
    private Optional<String> quarantineRefusal() {
        List<LedgerFile> files = warehouse.ledger().files().filesOf(source(), date);
        long quarantined = files.stream().mapToLong(LedgerFile::quarantined).sum();
        long read = files.stream()
                .filter(file -> file.outcome().equals("loaded"))
                .mapToLong(LedgerFile::read)
                .sum();
        return contract.allowsQuarantined(quarantined, read)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d of %,d rows are quarantined, and its contract allows %.1f %%"
                                + " (`cxw quarantine list --source %s --date %s` says why)",
                        quarantined,
                        read,
                        100 * contract.quarantineLimit(),
                        source(),
                        date));
    }

    private void publish(StepExecution step) {
        warehouse.lease().ensureHeld();
        warehouse.tables().publish(table(), branch(), context(step).getLong(SNAPSHOT), loadId);
        warehouse.ledger().end(loadId, Load.State.PUBLISHED, null);
    }

    private static org.springframework.batch.infrastructure.item.ExecutionContext context(StepExecution step) {
        return step.getJobExecution().getExecutionContext();
    }

    private String source() {
        return contract.source();
    }

    private String table() {
        return "source." + contract.source();
    }

    private String branch() {
        return IcebergTables.branch(loadId);
    }
}
