package cx.warehouse.cli;

import cx.warehouse.cli.option.OptionConverters;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.cli.show.NightSummary;
import cx.warehouse.cli.show.ProgressDisplay;
import cx.warehouse.files.Fault;
import cx.warehouse.night.Night;
import cx.warehouse.night.NightReport;
import cx.warehouse.night.Warehouse;
import cx.warehouse.settings.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw nightly}, the night of one delivery date. */
@Command(
        name = "nightly",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the night of one business date: reads what was delivered on that day, checks it, publishes it, and brings the facts up to date.",
            "The same night again is 'nothing new'. A night that crashed continues where it stopped."
        })
final class NightlyCommand implements Callable<Integer> {

    @Option(
            names = "--date",
            required = true,
            paramLabel = "DATE",
            converter = OptionConverters.DateConverter.class,
            description = "The delivery date, such as 2026-03-14: the folder below the drop zone.")
    private LocalDate date;

    @Option(names = "--json", description = "Print the summary as JSON, and nothing else, on standard output.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        WarehouseOptions.warnOfDemoKey(settings);
        try (ProgressDisplay watch = ProgressDisplay.open(isJson);
                Warehouse warehouse = WarehouseOptions.openWarehouse(settings)) {
            NightReport report = new Night(warehouse, watch).run(date);
            watch.close();
            NightSummary.print(report, isJson, watch.elapsedTime());
            return report.exitCode();
        } catch (Fault e) {
            if (isJson) {
                JsonPrinter.printLine(NightSummary.json(List.of(date), e));
            }
            throw e;
        }
    }
}
