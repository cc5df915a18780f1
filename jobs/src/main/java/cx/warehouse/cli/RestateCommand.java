package cx.warehouse.cli;

import cx.warehouse.cli.option.OptionConverters;
import cx.warehouse.cli.option.WarehouseOptions;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        NightRun.requireOrder(spec, from, to);
        return NightRun.run(places, List.of(from, to), isJson, night -> night.restate(from, to));
    }
}
