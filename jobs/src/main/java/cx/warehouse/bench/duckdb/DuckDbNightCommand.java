package cx.warehouse.bench.duckdb;

import cx.warehouse.bench.duckdb.DuckDbNight.NightOutcome;
import cx.warehouse.bench.duckdb.DuckDbNight.NightPlaces;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.files.Fault;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code cxw duckdb-night}: one night of {@code benchmark/night} in a process of its own. */
@Command(
        name = "duckdb-night",
        hidden = true,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs one night in DuckDB alone, into the folder --root; `cxw bench --against duckdb` calls it.")
public final class DuckDbNightCommand implements Callable<Integer> {

    @Option(names = "--date", required = true, paramLabel = "DATE", description = "The delivery date.")
    private LocalDate date;

    @Option(
            names = "--memory",
            required = true,
            paramLabel = "SIZE",
            description = "The most memory of DuckDB, as in 4096MiB.")
    private String memory;

    @Mixin
    private WarehouseOptions places;

    @Override
    public Integer call() {
        Settings settings = places.settings();
        NightPlaces nightPlaces = new NightPlaces(
                WarehouseOptions.projectFolder().resolve("benchmark/night"),
                Path.of(settings.dropZone()),
                Path.of(settings.reference()),
                Path.of(settings.root()));
        NightOutcome outcome = new DuckDbNight(
                        nightPlaces, DeclarationFiles.read(settings.schemas()).sources())
                .run(date, Runtime.getRuntime().availableProcessors(), memory);
        JsonPrinter.printLine(outcome);
        return outcome.broken().isEmpty() ? 0 : Fault.Kind.REFUSED.exitCode();
    }
}
