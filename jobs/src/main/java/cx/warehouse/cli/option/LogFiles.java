package cx.warehouse.cli.option;

import cx.warehouse.files.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Directs log lines to the warehouse's {@code logs/}, so that they never mix with the output of a command. */
final class LogFiles {

    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC} %level %logger{1} %replace{%msg}{[\\r\\n]+}{ }%n%xEx";

    private LogFiles() {}

    /**
     * Sends all log lines of this process to the warehouse. For a warehouse on S3 they are written to a local file and
     * copied when the process ends.
     */
    static void redirectTo(FileStore root) {
        boolean isLocal = !root.location().contains("://");
        String name = "cxw-" + java.time.LocalDate.now(java.time.ZoneOffset.UTC) + ".log";
        Path file;
        try {
            file = isLocal ? Path.of(root.uri("logs/" + name)) : Files.createTempFile("cxw-", ".log");
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            return;
        }
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.FATAL); // a full disk must not print a trace for each line of the log
        builder.add(builder.newAppender("file", "File")
                .addAttribute("fileName", file.toString())
                .addAttribute("append", true)
                .add(builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN)));
        builder.add(builder.newLogger("cx.warehouse", Level.INFO));
        builder.add(builder.newLogger("org.apache.spark.sql.catalyst.util.SparkStringUtils", Level.ERROR));
        builder.add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("file")));
        Configurator.reconfigure(builder.build());
        if (!isLocal) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> upload(root, file, name), "logs"));
        }
    }

    private static void upload(FileStore root, Path file, String name) {
        LogManager.shutdown();
        String unique = name.replace(".log", "-" + ProcessHandle.current().pid() + ".log");
        root.write("logs/" + unique, out -> Files.copy(file, out));
        file.toFile().delete();
    }
}
