package cx.warehouse.cli;

import cx.warehouse.batch.Settings;
import cx.warehouse.batch.SettingsReader;
import cx.warehouse.storage.Store;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that every command takes: where things are. */
final class Places {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings that overlay the defaults of cxw.yaml (also CXW_CONFIG).")
    private Path config;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The warehouse: a folder, or s3a://bucket/prefix (also CXW_ROOT).")
    private String root;

    @Option(
            names = "--drop-zone",
            paramLabel = "DIR",
            description = "Where vendors leave their exports: a folder, or s3a://bucket/prefix (also CXW_DROP_ZONE).")
    private String dropZone;

    /** All settings, in their layers; logs go to the warehouse from here on. */
    Settings settings() {
        return settings(Map.of());
    }

    /** All settings, with some of this command's own on top. */
    Settings settings(Map<String, String> own) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("root", root);
        options.put("drop-zone", dropZone);
        options.putAll(own);
        String file = System.getenv("CXW_CONFIG");
        Path overlay = config != null || file == null || file.isBlank() ? config : Path.of(file);
        Settings settings = SettingsReader.read(home(), overlay, System.getenv(), options);
        Logs.to(Store.at(settings.root(), settings.s3()));
        return settings;
    }

    /** The project's folder, with declarations and default settings. */
    static Path home() {
        return Path.of(System.getProperty("cxw.home", ".")).toAbsolutePath().normalize();
    }

    /** True when the command line or the environment names a warehouse. */
    boolean isRootGiven() {
        return root != null
                || config != null
                || System.getenv("CXW_ROOT") != null
                || System.getenv("CXW_CONFIG") != null;
    }
}
