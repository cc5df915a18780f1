package cx.warehouse.bench;

import cx.warehouse.bench.NightProcess.Engine;
import cx.warehouse.bench.NightProcess.NightCost;
import cx.warehouse.bench.duckdb.PlantedFigures;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.cli.show.ProgressDisplay;
import cx.warehouse.files.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs nights of the warehouse and of DuckDB in turn over one sample, and prints how their costs compare. */
final class NightComparison {

    private final Path work;
    private final Path sample;
    private final long events;
    private final int runs;

    /**
     * Compares over one sample.
     *
     * @param work the folder of both results
     * @param events web events a night of the sample
     * @param runs how often all nights are run, each time from nothing
     */
    NightComparison(Path work, Path sample, long events, int runs) {
        this.work = work;
        this.sample = sample;
        this.events = events;
        this.runs = runs;
    }

    /** Runs all nights and prints the comparison. */
    void run(boolean isJson) throws IOException, InterruptedException {
        List<String> dates =
                FileStore.at(sample.resolve("drops").toString(), null).folders("");
        NightProcess process = new NightProcess(sample, work.resolve("logs"));
        List<NightCost> costs = new ArrayList<>();
        try (ProgressDisplay watch = ProgressDisplay.open(false)) {
            for (int run = 1; run <= runs; run++) {
                for (Engine engine : Engine.values()) {
                    FileStore.at(root(engine).toString(), null).delete("");
                }
                for (String date : dates) {
                    for (Engine engine : order(run)) {
                        String step = runs == 1 ? date : date + " #" + run;
                        watch.onStepStart(engine.title(), step);
                        costs.add(process.run(engine, date, run, root(engine)));
                        watch.onStepEnd(engine.title(), step, true);
                    }
                }
            }
        }
        ComparisonReport report = ComparisonReport.of(events, costs, figures(Engine.WAREHOUSE), figures(Engine.DUCKDB));
        if (isJson) {
            JsonPrinter.print(report.json());
        } else {
            System.out.println(report.text());
        }
    }

    /** Which engine begins changes from run to run, so that neither always finds the files in memory. */
    private static List<Engine> order(int run) {
        return run % 2 == 1 ? List.of(Engine.WAREHOUSE, Engine.DUCKDB) : List.of(Engine.DUCKDB, Engine.WAREHOUSE);
    }

    private PlantedFigures figures(Engine engine) {
        return PlantedFigures.compare(
                WarehouseOptions.projectFolder().resolve("benchmark/night/truth.sql"),
                sample.resolve("truth.json"),
                root(engine),
                engine == Engine.WAREHOUSE ? PlantedFigures.Layout.WAREHOUSE : PlantedFigures.Layout.DUCKDB);
    }

    private Path root(Engine engine) {
        return work.resolve(engine == Engine.WAREHOUSE ? "warehouse" : "duckdb");
    }
}
