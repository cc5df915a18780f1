package cx.warehouse.cli;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.night.StorageUpkeep;
import cx.warehouse.night.Warehouse;
import cx.warehouse.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw gc}, which removes old snapshots of all tables. */
@Command(
        name = "gc",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Removes the snapshots of nights that are older than the newest storage.keep-nights, and files that only they used.",
            "Every night does the same at its end. The published rows stay, and so does time travel to the kept nights."
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
            int kept = settings.limits().storage().keepNights();
            if (isJson) {
                JsonPrinter.print(Map.of("removed_snapshots", removed, "kept_nights", kept));
            } else {
                System.out.printf("Removed %,d snapshots; the newest %,d nights are kept.%n", removed, kept);
            }
        }
        return 0;
    }
}
