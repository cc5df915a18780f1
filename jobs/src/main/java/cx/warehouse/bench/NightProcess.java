package cx.warehouse.bench;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.files.Fault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs nights as processes of their own, started by the launcher as a scheduler does, and measures each. */
final class NightProcess {

    private final Path logs;
    private final Path sample;

    /** The engine that runs a night. */
    enum Engine {
        WAREHOUSE("warehouse", List.of("nightly"), null, ""),
        // DuckDB works outside the JVM, so a small heap and quick compiling are enough
        DUCKDB("DuckDB", List.of("duckdb-night", "--memory", heap()), "512m", "-XX:TieredStopAtLevel=1");

        private final String title;
        private final List<String> command;
        private final String heap;
        private final String options;

        /** An engine with its command; a null {@code heap} is the launcher's own. */
        Engine(String title, List<String> command, String heap, String options) {
            this.title = title;
            this.command = command;
            this.heap = heap;
            this.options = options;
        }

        /** The name for people. */
        String title() {
            return title;
        }

        /** The heap of this process, which DuckDB gets as its limit. */
        private static String heap() {
            return (Runtime.getRuntime().maxMemory() >> 20) + "MiB";
        }
    }

    /**
     * A measured night.
     *
     * @param run the number of the run, from 1
     * @param load the machine's load before the night, as the system averages it over a minute
     */
    record NightCost(
            String date, Engine engine, int run, double seconds, double cpuSeconds, long peakBytes, double load) {}

    /**
     * Nights of one sample.
     *
     * @param logs the folder of what they print
     */
    NightProcess(Path sample, Path logs) {
        this.sample = sample;
        this.logs = logs;
    }

    /**
     * Runs one night into the folder {@code root}, and returns its cost.
     *
     * @throws Fault INFRASTRUCTURE when the night does not end well
     */
    NightCost run(Engine engine, String date, int run, Path root) throws IOException, InterruptedException {
        Path output = Files.createDirectories(logs)
                .resolve(engine.title().toLowerCase(Locale.ROOT) + "-" + run + "-" + date + ".log");
        Path cost = logs.resolve("cost.json");
        Files.deleteIfExists(cost);
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(engine.command);
        command.addAll(List.of("--date", date, "--root", root.toString()));
        command.addAll(List.of("--drop-zone", sample.resolve("drops").toString()));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> environment = process.environment();
        if (engine.heap != null) {
            environment.put("CXW_HEAP", engine.heap);
        }
        environment.put("CXW_REFERENCE", sample.resolve("reference").toString());
        environment.merge(
                "CXW_JAVA_OPTIONS", "-D" + ProcessCost.PROPERTY + "=" + cost, (own, more) -> own + " " + more);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        long start = System.nanoTime();
        int exitCode = waitFor(process.start());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exitCode != 0) {
            throw new Fault(
                    Fault.Kind.INFRASTRUCTURE,
                    "Cannot compare nights: the night of " + date + " in " + engine.title() + " ended with exit code "
                            + exitCode + "; its output is in " + output);
        }
        ProcessCost measured = ProcessCost.read(cost);
        return new NightCost(date, engine, run, seconds, measured.cpuSeconds(), measured.peakBytes(), load);
    }

    /** Waits for a night. When this process is stopped meanwhile, so is the night. */
    private static int waitFor(Process night) throws InterruptedException {
        try {
            return night.waitFor();
        } finally {
            night.destroy();
        }
    }

    private static Path launcher() {
        Path launcher = WarehouseOptions.projectFolder().resolve("cxw");
        if (!Files.isExecutable(launcher)) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot compare nights: there is no launcher " + launcher + ", which starts each of them");
        }
        return launcher;
    }
}
