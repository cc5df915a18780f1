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
    private IdentityOptions identities;

    @Mixin
    private WarehouseOptions places;

    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        NightRun.requireOrder(spec, from, to);
        List<LocalDate> dates = from.datesUntil(to.plusDays(1)).toList();
        return NightRun.run(
                places, dates, isJson, night -> identities.apply(night).run(dates));
    }
}
