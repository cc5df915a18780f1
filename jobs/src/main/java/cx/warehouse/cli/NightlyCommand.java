package cx.warehouse.cli;

import cx.warehouse.cli.option.IdentityOptions;
import cx.warehouse.cli.option.OptionConverters;
import cx.warehouse.cli.option.WarehouseOptions;
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
    private IdentityOptions identities;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        return NightRun.run(
                places, List.of(date), isJson, night -> identities.apply(night).run(date));
    }
}
