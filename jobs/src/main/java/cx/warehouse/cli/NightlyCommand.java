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

/** {@code cxw nightly}: the night of one delivery date. */
@Command(
        name = "nightly",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the night of one business date: reads what was delivered on that day, checks it, publishes it, and brings the facts up to date.",
            "The same night again is 'nothing new'. A night that died goes on where it stopped."
        })
final class NightlyCommand implements Callable<Integer> {

    @Option(
            names = "--date",
            required = true,
            paramLabel = "DATE",
            converter = Ask.Day.class,
            description = "The delivery date, as 2026-03-14: the folder below the drop zone.")
    private LocalDate date;

    @Option(names = "--json", description = "Print the summary as JSON, and nothing else, on standard output.")
    private boolean isJson;

    @Mixin
    private Places places;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        Places.warn(settings);
        try (Watch watch = Watch.open(isJson);
                Warehouse warehouse = Places.open(settings)) {
            NightReport report = new Night(warehouse, watch).run(date);
            watch.close();
            Summary.print(report, isJson, watch.elapsed());
            return report.exitCode();
        } catch (Fault e) {
            if (isJson) {
                Json.line(Summary.json(List.of(date), e));
            }
            throw e;
        }
    }
}
