package cx.warehouse.cli;

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
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Runs nights for the commands that do, with progress and a summary at the end. */
final class NightRun {

    private NightRun() {}

    /**
     * Opens the warehouse, runs nights in it and prints the summary.
     *
     * @param dates the dates that a JSON summary names when a fault ends the run before it could begin
     * @return the exit code
     */
    static int run(
            WarehouseOptions places, List<LocalDate> dates, boolean isJson, Function<Night, NightReport> nights) {
        Settings settings = places.settings();
        WarehouseOptions.warnOfDemoKey(settings);
        try (ProgressDisplay watch = ProgressDisplay.open(isJson);
                Warehouse warehouse = WarehouseOptions.openWarehouse(settings)) {
            NightReport report = nights.apply(new Night(warehouse, watch));
            watch.close();
            NightSummary.print(report, isJson, watch.elapsedTime());
            return report.exitCode();
        } catch (RuntimeException e) {
            Fault fault = Fault.of(e);
            if (isJson && fault != null) {
                JsonPrinter.printLine(NightSummary.json(dates, fault));
            }
            throw e;
        }
    }

    /** Refuses a range of dates that ends before it begins. */
    static void requireOrder(CommandSpec command, LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new ParameterException(command.commandLine(), "--to " + to + " is before --from " + from);
        }
    }
}
