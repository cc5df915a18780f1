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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@code cxw restate}, which writes current customer keys into stored rows. */
@Command(
        name = "restate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the current customer key into the stored rows of some days.",
            "A row of fact_customer_experience or fact_order keeps the key that was known when its day was built; the view customer_experience shows the current one. Restate days for tools that read the stored key without dim_customer. Days whose keys are all current are not written."
        },
        footerHeading = "%nExample:%n",
        footer = "  cxw restate --from 2026-03-01 --to 2026-03-31")
final class RestateCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            converter = OptionConverters.DateConverter.class,
            description = "The first day, in the reporting zone.")
    private LocalDate from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DATE",
            converter = OptionConverters.DateConverter.class,
            description = "The last day, included.")
    private LocalDate to;

    @Option(names = "--json", description = "Print the summary as JSON, and nothing else, on standard output.")
    private boolean isJson;

    @Mixin
    private WarehouseOptions places;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to " + to + " is before --from " + from);
        }
        Settings settings = places.settings();
        WarehouseOptions.warnOfDemoKey(settings);
        try (ProgressDisplay watch = ProgressDisplay.open(isJson);
                Warehouse warehouse = WarehouseOptions.openWarehouse(settings)) {
            NightReport report = new Night(warehouse, watch).restate(from, to);
            watch.close();
            NightSummary.print(report, isJson, watch.elapsedTime());
            return report.exitCode();
        } catch (Fault e) {
            if (isJson) {
                JsonPrinter.printLine(NightSummary.json(List.of(from, to), e));
            }
            throw e;
        }
    }
}
