package cx.warehouse.cli;

import cx.warehouse.batch.Night;
import cx.warehouse.batch.NightReport;
import cx.warehouse.batch.Progress;
import cx.warehouse.batch.Settings;
import cx.warehouse.batch.Warehouse;
import cx.warehouse.sample.Sample;
import cx.warehouse.sample.SampleSpec;
import cx.warehouse.storage.LedgerFile;
import cx.warehouse.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cxw bench}: how long nights of a given size take here. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a sample of a given size once, runs its nights in a fresh warehouse, and prints seconds and rows/s a step,",
            "peak memory, and the files and bytes written, as a table and as JSON."
        })
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--events", paramLabel = "N", defaultValue = "1000000", description = "Web events a night (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--nights", paramLabel = "N", defaultValue = "2", description = "Nights (default: ${DEFAULT-VALUE}).")
    private int nights;

    @Option(names = "--work", paramLabel = "DIR", defaultValue = "bench", description = "Where samples and the warehouse lie (default: ${DEFAULT-VALUE}, here).")
    private Path work;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean isJson;

    private final Places places = new Places();

    /** How long one step took, by night, source and step. */
    private record Span(String source, String step, double seconds) {}

    @Override
    public Integer call() throws Exception {
        Path sample = work.toAbsolutePath().normalize().resolve("sample-" + events + "x" + nights);
        Path warehouse = work.toAbsolutePath().normalize().resolve("warehouse");
        if (!Files.exists(sample.resolve("truth.json"))) {
            int people = (int) Math.max(400, events / 8);
            Sample.write(new SampleSpec(LocalDate.of(2026, 3, 1), nights, people, 1, events, false), sample, progress -> {});
        }
        Store.at(warehouse.toString(), null).delete("");
        Settings settings = places.settings(Map.of(
                "root", warehouse.toString(), "drop-zone", sample.resolve("drops").toString(), "reference",
                sample.resolve("reference").toString()));
        List<Map<String, Object>> measured = new ArrayList<>();
        long files = 0;
        long bytes = 0;
        try (Warehouse opened = Warehouse.open(settings)) {
            for (String date : Store.at(settings.dropZone(), settings.s3()).folders("")) {
                Clock clock = new Clock();
                NightReport report = new Night(opened, clock).run(LocalDate.parse(date));
                if (report.exitCode() != 0) {
                    System.err.println(Summary.text(report, clock.elapsed()));
                    return report.exitCode();
                }
                long filesBefore = files;
                long bytesBefore = bytes;
                List<Store.Entry> written = Store.at(warehouse.toString(), null).list("warehouse");
                files = written.size();
                bytes = written.stream().mapToLong(Store.Entry::bytes).sum();
                measured.add(night(date, report, clock, files - filesBefore, bytes - bytesBefore));
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("events_a_night", events);
        json.put("cores", Runtime.getRuntime().availableProcessors());
        json.put("heap_bytes", Runtime.getRuntime().maxMemory());
        json.put("peak_resident_bytes", peakResident());
        json.put("nights", measured);
        if (!isJson) {
            System.out.println(table(measured));
            System.out.printf(
                    "%npeak resident memory %,d MiB, heap at most %,d MiB, %d cores%n%n",
                    peakResident() >> 20, Runtime.getRuntime().maxMemory() >> 20, Runtime.getRuntime().availableProcessors());
        }
        Json.print(json);
        return 0;
    }

    private static Map<String, Object> night(String date, NightReport report, Clock clock, long files, long bytes) {
        Map<String, Long> rows = new TreeMap<>();
        for (NightReport.Source source : report.sources()) {
            rows.merge(source.source(), source.files().stream().mapToLong(LedgerFile::read).sum(), Long::sum);
        }
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Span span : clock.spans()) {
            Map<String, Object> step = new LinkedHashMap<>();
            long count = rows.getOrDefault(span.source(), all);
            step.put("source", span.source());
            step.put("step", span.step());
            step.put("seconds", span.seconds());
            step.put("rows", count);
            step.put("rows_per_second", (long) (count / Math.max(0.001, span.seconds())));
            steps.add(step);
        }
        Map<String, Object> night = new LinkedHashMap<>();
        night.put("date", date);
        night.put("seconds", clock.elapsed().toMillis() / 1000.0);
        night.put("rows", all);
        night.put("files_written", files);
        night.put("bytes_written", bytes);
        night.put("steps", steps);
        return night;
    }

    private static String table(List<Map<String, Object>> nights) {
        List<List<String>> rows = new ArrayList<>();
        for (Map<String, Object> night : nights) {
            for (Object one : (List<?>) night.get("steps")) {
                Map<?, ?> step = (Map<?, ?>) one;
                rows.add(List.of(
                        night.get("date").toString(),
                        step.get("source").toString(),
                        step.get("step").toString(),
                        String.format("%.2f", step.get("seconds")),
                        String.format("%,d", step.get("rows")),
                        String.format("%,d", step.get("rows_per_second"))));
            }
            rows.add(List.of(
                    night.get("date").toString(),
                    "whole night",
                    String.format("%,d files, %,d MiB", night.get("files_written"), (Long) night.get("bytes_written") >> 20),
                    String.format("%.2f", night.get("seconds")),
                    String.format("%,d", night.get("rows")),
                    String.format("%,d", (long) ((Long) night.get("rows") / (Double) night.get("seconds")))));
        }
        return Grid.of(List.of("night", "source", "step", "seconds", "rows", "rows/s"), rows);
    }

    /** The most memory this process ever held, as the system counts it; 0 where the system does not say. */
    private static long peakResident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Measures steps. */
    private static final class Clock implements Progress {
        private final long start = System.nanoTime();
        private final Map<String, Long> open = new ConcurrentHashMap<>();
        private final List<Span> spans = new ArrayList<>();

        @Override
        public void started(String source, String step) {
            open.put(source + " " + step, System.nanoTime());
        }

        @Override
        public synchronized void ended(String source, String step, boolean isGood) {
            spans.add(new Span(source, step, (System.nanoTime() - open.get(source + " " + step)) / 1e9));
        }

        @Override
        public void note(String text) {
            System.err.println(text);
        }

        @Override
        public void rows(long read) {}

        synchronized List<Span> spans() {
            return List.copyOf(spans);
        }

        java.time.Duration elapsed() {
            return java.time.Duration.ofNanos(System.nanoTime() - start);
        }
    }
}
