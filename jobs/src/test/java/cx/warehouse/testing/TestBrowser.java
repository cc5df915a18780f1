package cx.warehouse.testing;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A browser that a test drives. Its engine, Node.js, is unpacked from the jar that {@code test-servers} has fetched.
 */
public final class TestBrowser implements AutoCloseable {

    private static final Path JARS = Path.of(System.getProperty("cxw.home"), "jobs/src/test/servers/target/playwright");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private TestBrowser(Playwright playwright, com.microsoft.playwright.Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts a browser without a window. */
    public static TestBrowser start() throws IOException, InterruptedException, Chromium.Unavailable {
        Chromium chromium = Chromium.find();
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        environment.put("PLAYWRIGHT_NODEJS_PATH", node().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Map<String, String> variables = new LinkedHashMap<>(System.getenv());
        variables.putAll(chromium.variables());
        try {
            return new TestBrowser(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(chromium.program())
                                    .setEnv(variables)));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    public com.microsoft.playwright.Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** Node.js for this machine, unpacked from the jar once. */
    private static Path node() throws Chromium.Unavailable {
        String member = "driver/" + platform() + "/node";
        try (Stream<Path> jars = Files.list(JARS)) {
            Path jar = jars.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("it is empty"));
            Path node = JARS.resolve("node");
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                ZipEntry entry = zip.getEntry(member);
                if (entry == null) {
                    throw new Chromium.Unavailable("Playwright has no engine for this machine: " + member);
                }
                if (!Files.exists(node) || Files.size(node) != entry.getSize()) {
                    Files.deleteIfExists(node);
                    Files.copy(zip.getInputStream(entry), node);
                }
            }
            if (!node.toFile().setExecutable(true)) {
                throw new IOException(node + " cannot be made executable");
            }
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No engine of Playwright in " + JARS + ": run mvn from the project's folder", e);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "mac" : "linux";
        return System.getProperty("os.arch").equals("aarch64") ? system + "-arm64" : system;
    }
}
