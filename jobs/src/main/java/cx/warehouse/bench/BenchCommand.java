package cx.warehouse.bench;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.cli.show.NightSummary;
import cx.warehouse.cli.show.ProgressDisplay;
import cx.warehouse.files.FileStore;
import cx.warehouse.night.Night;
import cx.warehouse.night.NightReport;
import cx.warehouse.night.Warehouse;
import cx.warehouse.sample.SampleGenerator;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@code cxw bench}, which measures nights of a given size on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures nights of a given size here: seconds and rows/s a step, memory, files and bytes.",
            "It makes a sample once, runs its nights in a fresh warehouse, and prints a table and JSON.",
            "With --parse it measures reading alone: files to typed Parquet, sources one after the other.",
            "With --against duckdb it runs each night here and in DuckDB's SQL (benchmark/night), in turn and each in a"
                    + " process of its own, and prints the ratios of CPU seconds, wall seconds and memory, and how many"
                    + " figures of each agree with what the sample planted."
        })
public final class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Web events a night (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--nights",
            paramLabel = "N",
            defaultValue = "2",
            description = "Nights (default: ${DEFAULT-VALUE}).")
    private int nights;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "bench",
            description = "Where samples and the warehouse lie (default: ${DEFAULT-VALUE}, here).")
    private Path work;

    @Option(
            names = "--parse",
            description = "Measure how fast files become typed Parquet, with nothing assembled: web events as JSON,"
                    + " and delimited text with quotes and without.")
    private boolean isParse;

    @Option(
            names = "--against",
            paramLabel = "ENGINE",
            description = "Compare with an engine that does the same work directly: duckdb.")
    private OtherEngine against;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description = "Runs of a comparison; medians are printed, and a run begins with the engine that came second"
                    + " before (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    private final WarehouseOptions places = new WarehouseOptions();

    /** An engine to compare with. */
    enum OtherEngine {
        DUCKDB
    }

    @Override
    public Integer call() throws Exception {
        if (isParse && against != null) {
            throw new ParameterException(
                    spec.commandLine(), "--parse and --against measure different things: leave one of them out");
        }
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs " + runs + " is less than one run");
        }
        Path folder = work.toAbsolutePath().normalize();
        if (isParse) {
            return new ParseBench(places, folder, events).run(isJson);
        }
        Path sample = folder.resolve("sample-" + events + "x" + nights);
        if (!Files.exists(sample.resolve("truth.json"))) {
            writeSample(sample);
        }
        if (against == OtherEngine.DUCKDB) {
            new NightComparison(folder, sample, events, runs).run(isJson);
            return 0;
        }
        return runNights(folder.resolve("warehouse"), sample);
    }

    private int runNights(Path warehouse, Path sample) throws Exception {
        FileStore.at(warehouse.toString(), null).delete("");
        Settings settings = places.settings(Map.of(
                "root",
                warehouse.toString(),
                "drop-zone",
                sample.resolve("drops").toString(),
                "reference",
                sample.resolve("reference").toString()));
        List<NightTiming> measured = new ArrayList<>();
        TableStorage before = TableStorage.NOTHING;
        try (Warehouse opened = WarehouseOptions.openWarehouse(settings)) {
            for (String date : FileStore.at(settings.dropZone(), settings.s3()).folders("")) {
                StepClock clock;
                NightReport report;
                Instant start = Instant.now();
                try (ProgressDisplay watch = ProgressDisplay.open(false)) {
                    clock = new StepClock(watch);
                    report = new Night(opened, clock).run(LocalDate.parse(date));
                }
                if (report.exitCode() != 0) {
                    System.err.println(NightSummary.text(report, clock.elapsedTime()));
                    return report.exitCode();
                }
                double cpuSeconds = clock.processorSeconds();
                TableStorage now = TableStorage.of(opened.tables(), FileStore.at(warehouse.toString(), null));
                measured.add(NightTiming.of(
                        date,
                        report,
                        clock,
                        cpuSeconds,
                        opened.tables().statistics().rowsWritten(start),
                        before,
                        now));
                before = now;
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("events_a_night", events);
        json.putAll(MachineFacts.facts());
        json.put("nights", measured);
        if (!isJson) {
            System.out.println(NightTiming.stepTable(measured));
            System.out.printf("%n%s%n", NightTiming.growthTable(measured));
            System.out.printf("%n%s%n%n", MachineFacts.sentence());
        }
        JsonPrinter.print(json);
        return 0;
    }

    private void writeSample(Path sample) throws IOException, InterruptedException {
        int people = (int) Math.max(400, events / 8);
        AtomicLong rows = new AtomicLong();
        AtomicLong files = new AtomicLong();
        try (ProgressDisplay watch = ProgressDisplay.open(false)) {
            watch.onStepStart("sample", "write");
            SampleGenerator.write(
                    new SampleSpec(LocalDate.of(2026, 3, 1), nights, people, 1, events, false),
                    sample,
                    file -> watch.onRead(rows.addAndGet(file.rows()), files.incrementAndGet(), 0));
            watch.onStepEnd("sample", "write", true);
        }
    }
}
