package cx.warehouse.cli;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.night.StorageUpkeep;
import cx.warehouse.night.Warehouse;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.JoinedFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw compact}, which joins the small files of old days. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Joins the small files of days that are at least storage.compact-after old. A day of a table then has about six.",
            "The five largest sources of a day keep a file each, and the small ones share a file; web sources share none.",
            "No row changes: `cxw fingerprint` prints the same before and after. Queries of past nights work as before.",
            "Every night does the same for days that became old. Run it after an upgrade, or to join a long history at once."
        })
final class CompactCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON, and nothing else, on standard output.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        try (Warehouse warehouse = WarehouseOptions.openWarehouse(settings)) {
            JoinedFiles joined = StorageUpkeep.joinFiles(warehouse);
            if (isJson) {
                JsonPrinter.print(json(joined));
            } else {
                System.out.println(
                        text(joined, settings.limits().storage().compactAfter().toDays()));
            }
        }
        return 0;
    }

    private static Map<String, Object> json(JoinedFiles joined) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tables", joined.tables());
        json.put("days", joined.days());
        json.put("files_before", joined.filesBefore());
        json.put("files_after", joined.filesAfter());
        json.put("waiting", joined.waiting());
        return json;
    }

    private static String text(JoinedFiles joined, long days) {
        String text = joined.isEmpty()
                ? String.format("Nothing to join in days that are %,d days old.", days)
                : String.format(
                        "Joined %,d files into %,d, in %,d tables.",
                        joined.filesBefore(), joined.filesAfter(), joined.tables());
        return joined.waiting().isEmpty()
                ? text
                : text + "\nLeft for later, because a load is staged and not yet published: "
                        + String.join(", ", joined.waiting());
    }
}
