package cx.warehouse.bench;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.cli.show.NightSummary;
import cx.warehouse.cli.show.ProgressDisplay;
import cx.warehouse.cli.show.TextTable;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.night.Night;
import cx.warehouse.night.NightReport;
import cx.warehouse.night.Warehouse;
import cx.warehouse.sample.SampleGenerator;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.IcebergTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    private final WarehouseOptions places = new WarehouseOptions();

    /** An engine to compare with. */
    enum OtherEngine {
        DUCKDB
    }

    /** One step in the table and the JSON. */
    private record StepTiming(String source, String step, double seconds, long rows, long rowsPerSecond) {}

    /**
     * One night in the JSON.
     *
     * @param cpuSeconds processor time of the whole process, compilation and garbage collection included
     * @param rows rows that the sources delivered
     * @param rowsWritten rows that the night wrote into all tables
     * @param filesWritten growth of the number of files below {@code warehouse/}
     */
    private record NightTiming(
            String date,
            double seconds,
            double cpuSeconds,
            long rows,
            long rowsPerSecond,
            long rowsWritten,
            long filesWritten,
            long bytesWritten,
            Storage storage,
            List<StepTiming> steps) {}

    /**
     * The size of all tables after a night.
     *
     * @param liveBytes data files of published rows
     * @param bytes all files below {@code warehouse/}
     * @param metadataBytes those among them that are no data files
     */
    private record Storage(long liveBytes, long bytes, long files, long metadataFiles, long metadataBytes) {

        static Storage of(IcebergTables tables, FileStore root) {
            List<FileStore.Entry> all = root.list("warehouse");
            List<FileStore.Entry> metadata = all.stream()
                    .filter(file -> file.path().contains("/metadata/"))
                    .toList();
            return new Storage(
                    tables.statistics().liveBytes(), bytes(all), all.size(), metadata.size(), bytes(metadata));
        }

        private static long bytes(List<FileStore.Entry> files) {
            return files.stream().mapToLong(FileStore.Entry::bytes).sum();
        }
    }

    @Override
    public Integer call() throws Exception {
        Path folder = work.toAbsolutePath().normalize();
        if (isParse) {
            return new ParseBench(places, folder, events).run(isJson);
        }
        Path sample = folder.resolve("sample-" + events + "x" + nights);
        if (!Files.exists(sample.resolve("truth.json"))) {
            writeSample(sample);
        }
        if (against == OtherEngine.DUCKDB) {
            new NightComparison(folder, sample, runs).run(isJson);
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
        Storage before = new Storage(0, 0, 0, 0, 0);
        try (Warehouse opened = WarehouseOptions.openWarehouse(settings)) {
            for (String date : FileStore.at(settings.dropZone(), settings.s3()).folders("")) {
                StepClock clock;
                NightReport report;
                Instant begun = Instant.now();
                try (ProgressDisplay watch = ProgressDisplay.open(false)) {
                    clock = new StepClock(watch);
                    report = new Night(opened, clock).run(LocalDate.parse(date));
                }
                if (report.exitCode() != 0) {
                    System.err.println(NightSummary.text(report, clock.elapsedTime()));
                    return report.exitCode();
                }
                double cpuSeconds = clock.processorSeconds();
                Storage now = Storage.of(opened.tables(), FileStore.at(warehouse.toString(), null));
                measured.add(nightTiming(
                        date,
                        report,
                        clock,
                        cpuSeconds,
                        opened.tables().statistics().rowsWritten(begun),
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
            System.out.println(table(measured));
            System.out.printf("%n%s%n", growth(measured));
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

    private static NightTiming nightTiming(
            String date,
            NightReport report,
            StepClock clock,
            double cpuSeconds,
            long rowsWritten,
            Storage before,
            Storage now) {
        Map<String, Long> rows = new TreeMap<>();
        for (NightReport.SourceReport source : report.sources()) {
            rows.merge(
                    source.source(),
                    source.files().stream().mapToLong(LedgerFile::read).sum(),
                    Long::sum);
        }
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        List<StepTiming> steps = clock.spans().stream()
                .map(span ->
                        stepTiming(span.source(), span.step(), span.seconds(), rows.getOrDefault(span.source(), all)))
                .toList();
        StepTiming whole = stepTiming("whole night", "", clock.elapsedTime().toMillis() / 1000.0, all);
        return new NightTiming(
                date,
                whole.seconds(),
                cpuSeconds,
                all,
                whole.rowsPerSecond(),
                rowsWritten,
                now.files() - before.files(),
                now.bytes() - before.bytes(),
                now,
                steps);
    }

    private static StepTiming stepTiming(String source, String step, double seconds, long rows) {
        return new StepTiming(source, step, seconds, rows, (long) (rows / Math.max(0.001, seconds)));
    }

    private static String table(List<NightTiming> nights) {
        List<List<String>> rows = new ArrayList<>();
        for (NightTiming night : nights) {
            for (StepTiming step : night.steps()) {
                rows.add(row(night.date(), step));
            }
            String written = String.format("%,d files, %,d MiB", night.filesWritten(), night.bytesWritten() >> 20);
            rows.add(row(night.date(), stepTiming("whole night", written, night.seconds(), night.rows())));
        }
        return TextTable.draw(List.of("night", "source", "step", "seconds", "rows", "rows/s"), rows);
    }

    /** One row a night: what it cost, what it wrote, and how much lies on disk after it. */
    private static String growth(List<NightTiming> nights) {
        List<List<String>> rows = nights.stream()
                .map(night -> List.of(
                        night.date(),
                        String.format("%.1f", night.cpuSeconds()),
                        String.format("%,d", night.rows()),
                        String.format("%,d", night.rowsWritten()),
                        String.format("%.2f", (double) night.rowsWritten() / Math.max(1, night.rows())),
                        String.format("%,d", night.filesWritten()),
                        mebibytes(night.storage().liveBytes()),
                        mebibytes(night.storage().bytes()),
                        mebibytes(night.storage().metadataBytes())))
                .toList();
        return TextTable.draw(
                List.of(
                        "night",
                        "CPU s",
                        "delivered",
                        "written",
                        "written/delivered",
                        "new files",
                        "live MiB",
                        "disk MiB",
                        "metadata MiB"),
                rows);
    }

    private static String mebibytes(long bytes) {
        return String.format("%.1f", bytes / 1024.0 / 1024);
    }

    private static List<String> row(String date, StepTiming step) {
        return List.of(
                date,
                step.source(),
                step.step(),
                String.format("%.2f", step.seconds()),
                String.format("%,d", step.rows()),
                String.format("%,d", step.rowsPerSecond()));
    }
}
