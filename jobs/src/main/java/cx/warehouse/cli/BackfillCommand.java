package cx.warehouse.cli;

import cx.warehouse.batch.Night;
import cx.warehouse.batch.NightReport;
import cx.warehouse.batch.Settings;
import cx.warehouse.batch.Warehouse;
import cx.warehouse.storage.Fault;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cxw backfill}: the nights of several delivery dates. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the nights of all delivery dates from one to another, both included: every date is ingested, then the facts of all are assembled once.",
            "Dates that were run before cost nothing; dates without a delivery are passed over."
        })
final class BackfillCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            converter = Ask.Day.class,
            description = "The first delivery date.")
    private LocalDate from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DATE",
            converter = Ask.Day.class,
            description = "The last delivery date.")
    private LocalDate to;

    @Option(names = "--json", description = "Print the summary as JSON, and nothing else, on standard output.")
    private boolean isJson;

    @Mixin
    private Places places;

    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to " + to + " is before --from " + from);
        }
        List<LocalDate> dates = from.datesUntil(to.plusDays(1)).toList();
        Settings settings = places.settings();
        Places.warn(settings);
        try (Watch watch = Watch.open(isJson);
                Warehouse warehouse = Places.open(settings)) {
            NightReport report = new Night(warehouse, watch).run(dates);
            watch.close();
            Summary.print(report, isJson, watch.elapsed());
            return report.exitCode();
        } catch (Fault e) {
            if (isJson) {
                Json.line(Summary.json(dates, e));
            }
            throw e;
        }
    }
}
