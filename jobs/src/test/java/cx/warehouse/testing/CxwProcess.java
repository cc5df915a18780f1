package cx.warehouse.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The {@code cxw} command as a process of its own, started the way a person or a scheduler starts it. */
public final class CxwProcess implements AutoCloseable {

    /**
     * The result of a command.
     *
     * @param output everything that it printed, on standard output and standard error
     * @param leftBehind temporary files that still exist
     */
    public record ProcessResult(int exitCode, String output, List<String> leftBehind) {}

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;
    private final Path temporary;
    private final Path logs;
    private final Map<Path, Integer> logged;

    private CxwProcess(Process process, Path output, Path temporary, Path logs, Map<Path, Integer> logged) {
        this.process = process;
        this.output = output;
        this.temporary = temporary;
        this.logs = logs;
        this.logged = logged;
    }

    /**
     * Starts the night of one date, with the same settings that {@link Nights#settings} gives to nights in this
     * process.
     */
    public static CxwProcess nightly(Path root, String date) {
        return start(root, Map.of(), "nightly", "--date", date);
    }

    /**
     * Starts a command.
     *
     * @param root the warehouse, a local folder; {@link #awaitLog} reads its log
     * @param settings further settings of the test, by key
     */
    public static CxwProcess start(Path root, Map<String, String> settings, String... arguments) {
        Nights.sample();
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // the JVM options of Spark are listed once, in pom.xml; surefire passed them to this JVM
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.matches("(--add-|--enable-|-XX:|-Djdk|-Dio|-Dcxw|-Duser.timezone).*"))
                .forEach(line::add);
        try {
            Path home = Files.createTempDirectory("cxw-home");
            Path output = home.resolve("output.txt");
            Path temporary = Files.createDirectory(home.resolve("temporary"));
            line.add("-Duser.home=" + home);
            line.add("-Djava.io.tmpdir=" + temporary);
            line.addAll(List.of("-Xmx2g", "-cp", System.getProperty("java.class.path"), "cx.warehouse.cli.Cxw"));
            line.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("CXW_"));
            Nights.options(root, settings)
                    .forEach((key, value) -> environment.put(
                            "CXW_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
            environment.putAll(S3Server.keys());
            Path logs = root.resolve("logs");
            return new CxwProcess(builder.start(), output, temporary, logs, sizes(logs));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until this command has logged a text. */
    public CxwProcess awaitLog(String text) {
        return await("logs '" + text + "'", () -> log().contains(text));
    }

    /** Waits until a condition holds. It fails when the command ends first, or does not get there in time. */
    public CxwProcess await(String what, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            boolean isOver = !process.isAlive();
            if (isOver && !isSo.getAsBoolean() || System.nanoTime() > deadline) {
                throw new AssertionError(
                        (isOver ? "it ended" : "it went on") + " before it " + what + ":\n" + output());
            }
            pause();
        }
        return this;
    }

    /** Kills the process, as a loss of power would: no code in it runs any more. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Asks the process to end (SIGTERM), as a scheduler does when it stops a task. */
    public CxwProcess terminate() {
        process.destroy();
        return this;
    }

    /** Waits for the end of the process. */
    public ProcessResult await() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it goes on and on:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            return new ProcessResult(
                    process.exitValue(),
                    output(),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text that was added to the log since this command was started. */
    private String log() {
        StringBuilder text = new StringBuilder();
        sizes(logs).forEach((file, size) -> {
            int from = logged.getOrDefault(file, 0);
            try {
                byte[] all = Files.readAllBytes(file);
                text.append(new String(all, from, all.length - from, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return text.toString();
    }

    private static Map<Path, Integer> sizes(Path logs) {
        Map<Path, Integer> sizes = new TreeMap<>();
        if (Files.isDirectory(logs)) {
            try (Stream<Path> files = Files.list(logs)) {
                for (Path file : files.toList()) {
                    sizes.put(file, (int) Files.size(file));
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return sizes;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
