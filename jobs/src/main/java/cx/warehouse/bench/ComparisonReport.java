package cx.warehouse.bench;

import cx.warehouse.bench.NightProcess.Engine;
import cx.warehouse.bench.NightProcess.NightCost;
import cx.warehouse.bench.duckdb.PlantedFigures;
import cx.warehouse.cli.show.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The comparison of nights of both engines, as a table for people and as JSON.
 *
 * @param eventsANight web events that the sample was asked for
 * @param cores processor cores of the machine
 * @param heapBytes the warehouse's heap, and the limit of DuckDB's memory
 * @param runs how often each night was run
 * @param nights medians over the runs, in order of their dates
 * @param costs each night as it was measured, in order
 */
record ComparisonReport(
        long eventsANight,
        int cores,
        long heapBytes,
        int runs,
        List<NightRatio> nights,
        PlantedFigures warehouse,
        PlantedFigures duckdb,
        List<NightCost> costs) {

    private static final int MOST_DIFFERENCES = 10;

    /**
     * A measure of both engines.
     *
     * @param ratio the warehouse's over DuckDB's
     */
    record Measure(double warehouse, double duckdb, double ratio) {

        static Measure of(double warehouse, double duckdb) {
            return new Measure(warehouse, duckdb, warehouse / duckdb);
        }
    }

    /**
     * One night: medians over the runs.
     *
     * @param load the machine's load before its runs, the highest
     */
    record NightRatio(String date, Measure cpuSeconds, Measure seconds, Measure peakBytes, double load) {}

    ComparisonReport {
        nights = List.copyOf(nights);
        costs = List.copyOf(costs);
    }

    /** Takes the medians of measured nights. */
    static ComparisonReport of(
            long eventsANight, List<NightCost> costs, PlantedFigures warehouse, PlantedFigures duckdb) {
        List<NightRatio> nights = costs.stream()
                .map(NightCost::date)
                .distinct()
                .sorted()
                .map(date -> nightRatio(
                        date,
                        costs.stream().filter(cost -> cost.date().equals(date)).toList()))
                .toList();
        return new ComparisonReport(
                eventsANight,
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory(),
                costs.stream().mapToInt(NightCost::run).max().orElse(0),
                nights,
                warehouse,
                duckdb,
                costs);
    }

    /** The table, then how many figures agree with the sample, with the first that differ. */
    String text() {
        List<List<String>> rows = nights.stream().map(ComparisonReport::row).toList();
        String table = TextTable.draw(
                List.of(
                        "night",
                        "CPU s",
                        "DuckDB",
                        "ratio",
                        "wall s",
                        "DuckDB",
                        "ratio",
                        "peak MiB",
                        "DuckDB",
                        "ratio",
                        "load"),
                rows);
        List<String> lines = new ArrayList<>();
        lines.add(table);
        lines.add("");
        lines.add(String.format(
                "%,d web events a night; %s of the warehouse, of DuckDB, and the first over the second.",
                eventsANight, runs > 1 ? "medians of " + runs + " runs" : "the cost"));
        lines.add(String.format(
                "%d cores; %,d MiB are the warehouse's heap and DuckDB's limit. CPU seconds count most: wall seconds"
                        + " follow the load.",
                cores, heapBytes >> 20));
        lines.add("");
        lines.add("Figures that agree with the sample:");
        boolean isSame = !duckdb.differences().isEmpty() && duckdb.differences().equals(warehouse.differences());
        lines.add(agreement(Engine.WAREHOUSE, warehouse));
        if (!isSame) {
            addDifferences(warehouse, lines);
        }
        lines.add(agreement(Engine.DUCKDB, duckdb) + (isSame ? ", and finds the same where they differ" : ""));
        addDifferences(duckdb, lines);
        return String.join("\n", lines);
    }

    /** The same as JSON, with each night as it was measured. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("events_a_night", eventsANight);
        json.put("cores", cores);
        json.put("heap_bytes", heapBytes);
        json.put("runs", runs);
        json.put("nights", nights);
        json.put("warehouse", warehouse);
        json.put("duckdb", duckdb);
        json.put("measured", costs);
        return json;
    }

    private static String agreement(Engine engine, PlantedFigures figures) {
        return String.format("%-10s %d of %d", engine.title(), figures.agreeing(), figures.figures());
    }

    private static void addDifferences(PlantedFigures figures, List<String> lines) {
        List<PlantedFigures.Difference> differences = figures.differences();
        differences.stream()
                .limit(MOST_DIFFERENCES)
                .map(one -> "  " + one.figure() + ": found " + one.found() + ", planted " + one.planted())
                .forEach(lines::add);
        if (differences.size() > MOST_DIFFERENCES) {
            lines.add("  and " + (differences.size() - MOST_DIFFERENCES) + " more, which --json lists");
        }
    }

    private static NightRatio nightRatio(String date, List<NightCost> costs) {
        return new NightRatio(
                date,
                measure(costs, NightCost::cpuSeconds),
                measure(costs, NightCost::seconds),
                measure(costs, NightCost::peakBytes),
                costs.stream().mapToDouble(NightCost::load).max().orElse(0));
    }

    private static Measure measure(List<NightCost> costs, ToDoubleFunction<NightCost> measure) {
        return Measure.of(median(costs, Engine.WAREHOUSE, measure), median(costs, Engine.DUCKDB, measure));
    }

    /** The middle value; of an even number of values the mean of the two in the middle. */
    private static double median(List<NightCost> costs, Engine engine, ToDoubleFunction<NightCost> measure) {
        List<Double> values = costs.stream()
                .filter(cost -> cost.engine() == engine)
                .map(measure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    private static List<String> row(NightRatio night) {
        return List.of(
                night.date(),
                String.format("%.1f", night.cpuSeconds().warehouse()),
                String.format("%.1f", night.cpuSeconds().duckdb()),
                String.format("%.1f", night.cpuSeconds().ratio()),
                String.format("%.1f", night.seconds().warehouse()),
                String.format("%.1f", night.seconds().duckdb()),
                String.format("%.1f", night.seconds().ratio()),
                mebibytes(night.peakBytes().warehouse()),
                mebibytes(night.peakBytes().duckdb()),
                String.format("%.1f", night.peakBytes().ratio()),
                String.format("%.1f", night.load()));
    }

    private static String mebibytes(double bytes) {
        return String.format("%,.0f", bytes / 1024 / 1024);
    }
}
