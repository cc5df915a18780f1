package cx.warehouse.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code cxw} command as a process of its own, so that it can be killed like one. */
public final class Commands {

    /** A running command and what it has said so far. */
    public record Running(Process process, Path output) {

        /** The exit code, after the command has ended. */
        public int exitCode() throws InterruptedException, IOException {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("the command did not end within five minutes: " + said());
            }
            return process.exitValue();
        }

        /** All that it printed. */
        public String said() throws IOException {
            return Files.readString(output);
        }

        /** Waits until it has printed {@code text}, or has ended. */
        public void awaits(String text) throws IOException, InterruptedException {
            while (process.isAlive() && !said().contains(text)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        /** Kills it as {@code kill -9} does. */
        public void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    private Commands() {}

    /** Starts {@code cxw} with these words, over the sample's drops. */
    public static Running start(Path root, Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-Xmx"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), "cx.warehouse.cli.Cxw"));
        command.addAll(List.of(words));
        Path output = Files.createTempFile("cxw-said", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CXW_"));
        builder.environment().put("CXW_ROOT", root.toString());
        builder.environment()
                .put("CXW_DROP_ZONE", Nights.sample().resolve("drops").toString());
        builder.environment().put("CXW_SPARK_MASTER", "local[2]");
        builder.environment().putAll(environment);
        return new Running(builder.start(), output);
    }
}
