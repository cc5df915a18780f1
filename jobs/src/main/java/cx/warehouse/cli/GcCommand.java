package cx.warehouse.cli;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.night.StorageUpkeep;
import cx.warehouse.night.Warehouse;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.RemovedFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw gc}, which removes old snapshots of all tables, and files that nothing refers to. */
@Command(
        name = "gc",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Removes the snapshots of nights that are older than the newest storage.keep-nights, and files that only they used.",
            "Every night does the same at its end. The published rows stay, and so does time travel to the kept nights.",
            "Also removes files that no table refers to, such as those of a killed run, once they are storage.grace old.",
            "No night does that, because it lists every file of the warehouse. Run it weekly, or after a crash."
        })
final class GcCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON, and nothing else, on standard output.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        try (Warehouse warehouse = WarehouseOptions.openWarehouse(settings)) {
            int removed = StorageUpkeep.removeOldSnapshots(warehouse);
            RemovedFiles files = StorageUpkeep.removeUnreferencedFiles(warehouse);
            int kept = settings.limits().storage().keepNights();
            if (isJson) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("removed_snapshots", removed);
                json.put("kept_nights", kept);
                json.put("removed_files", files.files());
                json.put("removed_bytes", files.bytes());
                JsonPrinter.print(json);
            } else {
                System.out.printf("Removed %,d snapshots; the newest %,d nights are kept.%n", removed, kept);
                System.out.printf(
                        "Removed %,d files that nothing referred to, %,.1f MiB.%n",
                        files.files(), files.bytes() / 1024.0 / 1024);
            }
        }
        return 0;
    }
}
