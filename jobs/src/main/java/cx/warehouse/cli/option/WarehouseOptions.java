package cx.warehouse.cli.option;

import cx.warehouse.night.BusinessSettings;
import cx.warehouse.night.Warehouse;
import cx.warehouse.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that every command has: settings, warehouse and drop zone. */
public final class WarehouseOptions {

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

    /** Reads all settings: the defaults, overlaid by a file, the environment and the command line. */
    public Settings settings() {
        return settings(Map.of());
    }

    /** Reads all settings, overlaid by some of the command's own. */
    public Settings settings(Map<String, String> own) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("root", root);
        options.put("drop-zone", dropZone);
        options.putAll(own);
        String file = System.getenv("CXW_CONFIG");
        Path overlay = config != null || file == null || file.isBlank() ? config : Path.of(file);
        return BusinessSettings.read(projectFolder(), overlay, System.getenv(), options);
    }

    /** Opens the warehouse for writing and directs log lines to it, but only after it opened successfully. */
    public static Warehouse openWarehouse(Settings settings) {
        return withLog(Warehouse.open(settings));
    }

    /** Opens a copied or moved warehouse, to make it whole at its new place. */
    public static Warehouse openMovedWarehouse(Settings settings) {
        return withLog(Warehouse.openMoved(settings));
    }

    private static Warehouse withLog(Warehouse warehouse) {
        LogFiles.redirectTo(warehouse.root());
        return warehouse;
    }

    /** Warns when identifiers are hashed with the publicly known key, which is meant for samples. */
    public static void warnOfDemoKey(Settings settings) {
        if (settings.hasDemoHashKey()) {
            System.err.println(
                    "Persons are hashed with the key of the demo, which everybody knows. Before real persons are"
                            + " loaded, set CXW_HASH_KEY to a secret of your own, and begin with an empty warehouse.");
        }
    }

    /** The project's folder, with declarations and default settings. */
    public static Path projectFolder() {
        return Path.of(System.getProperty("cxw.home", ".")).toAbsolutePath().normalize();
    }

    /** True when the command line or the environment names a warehouse, or a settings file that may. */
    public boolean isRootGiven() {
        return root != null
                || config != null
                || System.getenv("CXW_ROOT") != null
                || System.getenv("CXW_CONFIG") != null;
    }
}
