package cx.warehouse.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium for tests: the one of this machine, or else Debian's package, unpacked into a folder of the user and kept
 * there. It needs neither root nor an installation, and changes nothing outside that folder.
 *
 * @param program the program to start
 * @param variables environment variables that it needs
 */
public record Chromium(Path program, Map<String, String> variables) {

    /** This machine has no browser and cannot fetch one; the message tells why. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String why) {
            super(why);
        }
    }

    private static final List<String> NAMES =
            List.of("chromium", "chromium-headless-shell", "google-chrome", "google-chrome-stable", "chromium-browser");
    private static final String PACKAGE = "chromium-headless-shell";
    private static final String INSIDE = "usr/lib/chromium/chromium-headless-shell";
    private static final Path FONTS = Path.of("/etc/fonts/fonts.conf");

    public Chromium {
        variables = Map.copyOf(variables);
    }

    /** Finds a Chromium, or fetches one. */
    public static Chromium find() throws IOException, InterruptedException, Unavailable {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            for (String name : NAMES) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)
                        && run(List.of(program.toString(), "--version")).isEmpty()) {
                    return new Chromium(program, Map.of());
                }
            }
        }
        return fetchOnce();
    }

    private static Chromium fetchOnce() throws IOException, InterruptedException, Unavailable {
        Path release = Path.of("/etc/os-release");
        if (!Files.exists(release) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            throw new Unavailable("none of " + NAMES + " is on the PATH, and this is no Debian to fetch one from");
        }
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "cx-warehouse");
        Files.createDirectories(cache);
        String name =
                "chromium-" + Integer.toHexString(Files.readString(release).hashCode());
        Path folder = cache.resolve(name);
        try (FileChannel lock = FileChannel.open(
                        cache.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (held.isValid() && !Files.exists(folder.resolve("complete"))) {
                fetch(folder);
            }
        }
        Path root = folder.resolve("root");
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("LD_LIBRARY_PATH", String.join(":", libraries(root)));
        if (!Files.exists(FONTS)) {
            variables.put("FONTCONFIG_SYSROOT", root.toString());
        }
        return new Chromium(root.resolve(INSIDE), variables);
    }

    /**
     * Fetches the package, and the packages that it needs and this machine lacks. It uses apt with lists and archives
     * of its own.
     */
    private static void fetch(Path folder) throws IOException, InterruptedException, Unavailable {
        Path archives = folder.resolve("archives");
        Files.createDirectories(archives.resolve("partial"));
        Files.createDirectories(folder.resolve("lists/partial"));
        List<String> apt = List.of(
                "apt-get",
                "-qq",
                "-o",
                "Dir::State=" + folder,
                "-o",
                "Dir::State::lists=" + folder.resolve("lists"),
                "-o",
                "Dir::State::status=/var/lib/dpkg/status",
                "-o",
                "Dir::Cache=" + folder,
                "-o",
                "Dir::Cache::archives=" + archives,
                "-o",
                "Debug::NoLocking=true");
        must("read Debian's lists", apt, "update");
        must("fetch " + PACKAGE, apt, "-y", "--no-install-recommends", "--download-only", "install", PACKAGE);
        Path root = Files.createDirectories(folder.resolve("root"));
        for (Path archive :
                below(archives).filter(file -> file.toString().endsWith(".deb")).toList()) {
            must("unpack " + archive.getFileName(), List.of("dpkg-deb", "-x"), archive.toString(), root.toString());
            Files.delete(archive);
        }
        Files.createFile(folder.resolve("complete"));
    }

    private static List<String> libraries(Path root) throws IOException {
        return below(root)
                .filter(file -> file.getFileName().toString().matches("lib.+\\.so(\\..+)?"))
                .map(file -> file.getParent().toString())
                .filter(folder -> !folder.contains("/usr/lib/chromium"))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        }
    }

    private static void must(String what, List<String> command, String... arguments)
            throws IOException, InterruptedException, Unavailable {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        String failure = run(whole);
        if (!failure.isEmpty()) {
            throw new Unavailable("cannot " + what + ": " + failure);
        }
    }

    /** Runs a program, and returns its output when it fails, else an empty text. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("chromium", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return "not done after ten minutes";
            }
            return process.exitValue() == 0
                    ? ""
                    : "it ended with " + process.exitValue() + ": " + Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }
}
