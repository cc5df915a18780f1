package cx.warehouse.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Spark cluster on this machine: a master and one worker of Spark's own, each a process. */
public final class SparkCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process master;
    private final Process worker;
    private final int port;

    private SparkCluster(Process master, Process worker, int port) {
        this.master = master;
        this.worker = worker;
        this.port = port;
    }

    /** Starts a cluster with two cores. */
    public static SparkCluster start() {
        try {
            Path home = Files.createTempDirectory("cxw-cluster");
            // the worker starts executors only from the home of an installed Spark
            Files.createFile(home.resolve("RELEASE"));
            Files.createDirectory(home.resolve("jars"));
            int port = freePort();
            int page = freePort();
            Process master = launch(home, "master", "--host", HOST, "--port", "" + port, "--webui-port", "" + page);
            Process worker = launch(
                    home,
                    "worker",
                    "--host",
                    HOST,
                    "--webui-port",
                    "" + freePort(),
                    "--cores",
                    "2",
                    "--memory",
                    "2g",
                    "--work-dir",
                    home.resolve("work").toString(),
                    "spark://" + HOST + ":" + port);
            return new SparkCluster(master, worker, port).awaitWorker(page, home);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The cluster as the setting {@code spark.master}. */
    public String url() {
        return "spark://" + HOST + ":" + port;
    }

    /** Writes a settings file by which a command reaches the cluster; executors use the classes of this process. */
    public Path writeSettings(Path file) {
        try {
            return Files.writeString(file, """
                    spark:
                      driver.host: %s
                      driver.bindAddress: %s
                      executor.memory: 1g
                      executor.extraClassPath: "%s"
                    """.formatted(HOST, HOST, System.getProperty("java.class.path")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills the process that runs the tasks now, as the machine does when its memory is used up. */
    public void killExecutors() {
        worker.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills all of it. */
    public void kill() {
        close();
    }

    /** Kills the master, the worker and its executors, as a loss of power would. */
    @Override
    public void close() {
        Stream.concat(worker.descendants(), Stream.of(worker.toHandle(), master.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static Process launch(Path home, String role, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-"))
                .forEach(line::add);
        String name = Character.toUpperCase(role.charAt(0)) + role.substring(1);
        line.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "org.apache.spark.deploy." + role + "." + name));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(role + ".log").toFile());
        builder.environment().putAll(Map.of("SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13"));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private SparkCluster awaitWorker(int page, Path home) throws IOException {
        HttpRequest state = HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + page + "/json/"))
                .build();
        for (Instant end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); ) {
            try {
                Thread.sleep(100);
                if (HttpClient.newHttpClient()
                        .send(state, HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains("\"aliveworkers\" : 1")) {
                    return this;
                }
            } catch (ConnectException e) {
                // it does not listen yet
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        close();
        throw new IllegalStateException("the cluster did not start:\n" + Files.readString(home.resolve("master.log"))
                + Files.readString(home.resolve("worker.log")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
