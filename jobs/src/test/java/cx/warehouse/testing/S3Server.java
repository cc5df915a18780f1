package cx.warehouse.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An S3 server on this machine: a process of its own over a temporary folder, with one bucket. */
public final class S3Server implements AutoCloseable {

    /** The bucket that exists from the start. */
    public static final String BUCKET = "cx-warehouse";

    private static final String KEY_ID = "a-test";
    private static final String SECRET = "known-to-all";
    private static final Path JARS = Path.of(System.getProperty("cxw.home"), "jobs/src/test/servers/target/s3");

    /** A request in the server's log. */
    private static final Pattern REQUEST = Pattern.compile("\\{[A-Z]+@\\w+ http://[^/]+(/\\S*) HTTP/");

    private final Process process;
    private final Path log;
    private final int port;

    private S3Server(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts a server, and sets its keys as the system properties that AWS's chain reads in this process. */
    public static S3Server start() {
        if (!Files.isDirectory(JARS)) {
            throw new IllegalStateException("no S3 server in " + JARS + ": run mvn from the project's folder");
        }
        try {
            Path home = Files.createTempDirectory("cxw-s3");
            Files.createDirectories(home.resolve("buckets").resolve(BUCKET));
            int port = freePort();
            Files.writeString(
                    home.resolve("s3proxy.properties"), """
                    s3proxy.endpoint=http://127.0.0.1:%d
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.identity=none
                    jclouds.credential=none
                    jclouds.filesystem.basedir=%s
                    """.formatted(port, KEY_ID, SECRET, home.resolve("buckets")));
            Files.writeString(home.resolve("logback.xml"), """
                    <configuration>
                      <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                        <encoder><pattern>%d %level %logger{0} %msg%n</pattern></encoder>
                      </appender>
                      <logger name="org.gaul.s3proxy.S3ProxyHandler" level="debug"/>
                      <root level="warn"><appender-ref ref="out"/></root>
                    </configuration>
                    """);
            File log = home.resolve("log.txt").toFile();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-Dlogback.configurationFile=" + home.resolve("logback.xml"),
                            "-cp",
                            JARS + "/*",
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            home.resolve("s3proxy.properties").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            System.setProperty("aws.accessKeyId", KEY_ID);
            System.setProperty("aws.secretAccessKey", SECRET);
            return new S3Server(process, log.toPath(), port).awaitPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    /** The settings by which a warehouse reaches the server. */
    public Map<String, String> settings() {
        return Map.of(
                "s3.endpoint", "http://127.0.0.1:" + port,
                "s3.region", "us-east-1",
                "s3.path-style", "true");
    }

    /**
     * The path and the query of every request so far, as they were sent. The server itself takes two slashes in a row
     * for one, unlike S3.
     */
    public List<String> requests() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(REQUEST::matcher)
                    .filter(Matcher::find)
                    .map(request -> URLDecoder.decode(request.group(1), StandardCharsets.UTF_8))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys as environment variables for another process; empty while no server runs. */
    static Map<String, String> keys() {
        return System.getProperty("aws.accessKeyId") == null
                ? Map.of()
                : Map.of("AWS_ACCESS_KEY_ID", KEY_ID, "AWS_SECRET_ACCESS_KEY", SECRET);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private S3Server awaitPort() throws IOException {
        while (process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return this;
            } catch (IOException notYet) {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
        }
        throw new IllegalStateException("the S3 server did not start:\n" + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
