package cx.warehouse.cli;

import cx.warehouse.cli.option.OptionConverters;
import cx.warehouse.files.Fault;
import cx.warehouse.sample.SampleGenerator;
import cx.warehouse.sample.world.SampleSpec;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs {@code cxw sample}, which writes drops of a made-up shop and the truth that is planted in them. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the exports of a made-up shop, with the quirks of real ones, and truth.json, the true values planted in them.",
            "The same options give the same bytes."
        })
final class SampleCommand implements Callable<Integer> {

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to write drops/, reference/ and truth.json.")
    private Path out;

    @Option(
            names = "--start",
            paramLabel = "DATE",
            converter = OptionConverters.DateConverter.class,
            defaultValue = "2026-03-01",
            description = "First day of activity; it is delivered on the day after (default: ${DEFAULT-VALUE}).")
    private LocalDate start;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "3",
            description = "Days of activity (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "400",
            description = "People (default: ${DEFAULT-VALUE}).")
    private int customers;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another seed gives another shop (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "0",
            description = "Approximate number of web events a day; 0: as many as the customers cause.")
    private long events;

    @Option(names = "--plain", description = "Without quirks: no duplicates, no malformed rows, no late files.")
    private boolean isPlain;

    @Override
    public Integer call() throws Exception {
        long begun = System.nanoTime();
        long rows;
        try {
            rows = SampleGenerator.write(
                    new SampleSpec(start, days, customers, seed, events, isPlain), out, progress -> {});
        } catch (FileAlreadyExistsException e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%,d rows in %.1f s (%,.0f rows/s): %s%n",
                rows, seconds, rows / seconds, out.toAbsolutePath().normalize());
        return 0;
    }
}
