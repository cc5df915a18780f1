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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@code cxw backfill}, the nights of several delivery dates. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the nights of all delivery dates from one to another, both included: every date is ingested, then the facts of all are assembled once.",
            "Dates that were run before cost nothing; dates without a delivery are skipped."
        })
final class BackfillCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            converter = OptionConverters.DateConverter.class,
            description = "The first delivery date.")
    private LocalDate from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DATE",
            converter = OptionConverters.DateConverter.class,
            description = "The last delivery date.")
    private LocalDate to;

    @Option(names = "--json", description = "Print the summary as JSON, and nothing else, on standard output.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to " + to + " is before --from " + from);
        }
        List<LocalDate> dates = from.datesUntil(to.plusDays(1)).toList();
        Settings settings = places.settings();
        WarehouseOptions.warnOfDemoKey(settings);
        try (ProgressDisplay watch = ProgressDisplay.open(isJson);
                Warehouse warehouse = WarehouseOptions.openWarehouse(settings)) {
            NightReport report = new Night(warehouse, watch).run(dates);
            watch.close();
            NightSummary.print(report, isJson, watch.elapsedTime());
            return report.exitCode();
        } catch (Fault e) {
            if (isJson) {
                JsonPrinter.printLine(NightSummary.json(dates, e));
            }
            throw e;
        }
    }
}
