package cx.warehouse.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Python virtual environment with pinned packages, made once and kept. A digest of the pins is part of the name of
 * its folder, and a marker file tells that it is complete. A lock makes a second build wait for the first.
 */
public final class PythonEnvironment {

    /** This machine cannot have the environment; the message tells why. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String why) {
            super(why);
        }
    }

    /** The output of a process and its exit code. */
    public record ProgramResult(int exitCode, String output) {}

    private static final Duration INSTALLING = Duration.ofMinutes(10);

    private final Path folder;

    private PythonEnvironment(Path folder) {
        this.folder = folder;
    }

    /**
     * The environment for {@code requirements.txt} and {@code constraints.txt} of a folder. It is made when it does not
     * exist.
     *
     * @param what name of the installed package, for messages and for the name of the environment's folder
     */
    public static PythonEnvironment of(String what, Path pins) throws IOException, InterruptedException, Unavailable {
        String python = version();
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "cx-warehouse");
        Files.createDirectories(cache);
        String name = what + "-" + digest(pins, python);
        Path folder = cache.resolve(name);
        try (FileChannel lock = FileChannel.open(
                        cache.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (held.isValid() && !Files.exists(folder.resolve("complete"))) {
                make(what, folder, pins);
            }
        }
        return new PythonEnvironment(folder);
    }

    /**
     * Skips a test whose environment is missing, with a message. When the environment variable {@code CI} is
     * {@code true}, the test fails instead.
     */
    public static <T> T skipOrFail(String untested, Unavailable why) {
        String message = untested + ": " + why.getMessage();
        if ("true".equals(System.getenv("CI"))) {
            return fail(message);
        }
        System.err.println("SKIPPED " + message);
        return abort(message);
    }

    private static String version() throws IOException, InterruptedException, Unavailable {
        try {
            ProgramResult ended = run(List.of("python3", "--version"), Map.of(), Duration.ofSeconds(30));
            if (ended.exitCode() == 0) {
                return ended.output().trim();
            }
        } catch (IOException missing) {
            throw new Unavailable("there is no python3 on the PATH");
        }
        throw new Unavailable("python3 --version fails");
    }

    private static void make(String what, Path folder, Path pins)
            throws IOException, InterruptedException, Unavailable {
        delete(folder);
        must("make a virtual environment", List.of("python3", "-m", "venv", folder.toString()));
        must(
                "install the pinned " + what,
                List.of(
                        folder.resolve("bin/python").toString(),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "-r",
                        pins.resolve("requirements.txt").toString(),
                        "-c",
                        pins.resolve("constraints.txt").toString()));
        Files.createFile(folder.resolve("complete"));
    }

    private static void must(String what, List<String> command) throws IOException, InterruptedException, Unavailable {
        ProgramResult ended = run(command, Map.of(), INSTALLING);
        if (ended.exitCode() != 0) {
            throw new Unavailable("cannot " + what + ":\n" + ended.output());
        }
    }

    /** Runs a program of the environment. Its standard error goes to the standard error of the build. */
    public ProgramResult run(String program, List<String> arguments, Map<String, String> variables, Duration most)
            throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(folder.resolve("bin").resolve(program).toString()), arguments.stream())
                .toList();
        return run(command, variables, most);
    }

    private static ProgramResult run(List<String> command, Map<String, String> variables, Duration most)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("python", ".out");
        Path errors = Files.createTempFile("python", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.matches("(AIRFLOW_|GX_|GE_|PYTHON|PYSPARK_|SPARK_).*"));
            builder.environment().putAll(variables);
            Process process = builder.redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean ended = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String printed = Files.readString(output);
            if (ended && process.exitValue() == 0) {
                return new ProgramResult(0, printed);
            }
            return new ProgramResult(
                    ended ? process.exitValue() : -1,
                    printed + tail(Files.readString(errors)) + (ended ? "" : "\nnot done after " + most));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 4_000));
    }

    private static String digest(Path pins, String python) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(pins.resolve("requirements.txt")));
            digest.update(Files.readAllBytes(pins.resolve("constraints.txt")));
            digest.update(python.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
