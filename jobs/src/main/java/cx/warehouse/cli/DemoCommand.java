package cx.warehouse.cli;

import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.NightSummary;
import cx.warehouse.cli.show.ProgressDisplay;
import cx.warehouse.cli.show.RowPrinter;
import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.night.Night;
import cx.warehouse.night.NightReport;
import cx.warehouse.night.Warehouse;
import cx.warehouse.sample.SampleGenerator;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw demo}, which makes a sample, runs its nights and shows commands to try next. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes three nights of exports of a made-up shop, runs them, and shows what to try next.",
            "Everything is in one folder that may be deleted; a second demo finds nothing new.",
            "At the end it compares the tables with the true values planted in the sample: exit code 3 when one differs."
        })
final class DemoCommand implements Callable<Integer> {

    private static final String QUERY =
            "select channel, sum(visits) visits, sum(orders) orders, round(sum(revenue), 2) revenue, round(sum(cost_reporting), 2) cost"
                    + " from mart_channel_day group by all order by visits desc";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "demo",
            description = "The folder of the demo (default: ${DEFAULT-VALUE}, here).")
    private Path out;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() throws Exception {
        Path folder = out.toAbsolutePath().normalize();
        Path truth = folder.resolve("truth.json");
        if (!Files.exists(truth)) {
            SampleGenerator.write(SampleSpec.demo(), folder, progress -> {});
        }
        String root = places.isRootGiven() ? null : folder.resolve("warehouse").toString();
        Settings settings = places.settings(
                root == null
                        ? Map.of("drop-zone", folder.resolve("drops").toString())
                        : Map.of("drop-zone", folder.resolve("drops").toString(), "root", root));
        List<LocalDate> nights = FileStore.at(settings.dropZone(), settings.s3()).folders("").stream()
                .map(LocalDate::parse)
                .toList();
        int code = 0;
        try (ProgressDisplay watch = ProgressDisplay.open(false);
                Warehouse warehouse = WarehouseOptions.openWarehouse(settings)) {
            for (LocalDate night : nights) {
                long begun = System.nanoTime();
                NightReport report = new Night(warehouse, watch).run(night);
                watch.printAnswer(NightSummary.text(report, Duration.ofNanos(System.nanoTime() - begun)) + "\n");
                code = Math.max(code, report.exitCode());
            }
        }
        if (code != 0) {
            return code;
        }
        printNextSteps(settings, truth);
        return compareWithTruth(settings, truth);
    }

    /**
     * Prints each published value with the value planted in the sample. A difference counts as a failed check: exit
     * code 3.
     */
    private static int compareWithTruth(Settings settings, Path truth) throws IOException {
        SampleTruthCheck.Comparison verdict = SampleTruthCheck.compare(settings, truth);
        verdict.lines().forEach(System.out::println);
        if (verdict.isSame()) {
            return 0;
        }
        System.err.println(
                "cxw: the published tables differ from the planted values, see DIFFERS above. The planted values hold for the"
                        + " default settings of cxw.yaml: another currency, zone or visit gap gives"
                        + " other values. Otherwise delete the demo's folder and start again; if they still differ, please"
                        + " report it with these lines.");
        return Fault.Kind.REFUSED.exitCode();
    }

    private static void printNextSteps(Settings settings, Path truth) {
        String command = Path.of("").toAbsolutePath().equals(WarehouseOptions.projectFolder())
                ? "./cxw"
                : WarehouseOptions.projectFolder().resolve("cxw").toString();
        System.out.println("Published: " + settings.root());
        System.out.println("  bi/<table>/day=.../*.parquet          for BI tools");
        System.out.println(
                "  warehouse/                            the same as Iceberg tables, with every night's snapshot");
        System.out.println("  quarantine/, ledger/, validations/    rejected rows, files read, results of the checks");
        System.out.println(
                "  reports/quality/index.html            the expectations and results of every table; open it in a browser");
        System.out.println("  " + truth + "   the true values planted in the sample\n");
        System.out.println("Try:\n  " + command + " sql --root " + settings.root() + " \"" + QUERY + "\"\n");
        try (DuckDbQueries analyst = DuckDbQueries.open(settings, null)) {
            SqlCommand.answer(analyst, QUERY, RowPrinter.OutputFormat.TABLE, System.out);
        }
        System.out.println();
    }
}
