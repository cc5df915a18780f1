package cx.warehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.bench.NightProcess.Engine;
import cx.warehouse.bench.NightProcess.NightCost;
import cx.warehouse.bench.duckdb.PlantedFigures;
import cx.warehouse.bench.duckdb.PlantedFigures.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Takes medians and ratios of measured nights, and prints them. */
class ComparisonReportTest {

    private static final PlantedFigures SAME = new PlantedFigures(99, 99, List.of());
    private static final long MEBIBYTE = 1L << 20;

    @Test
    void ratiosAreOfMedians() {
        ComparisonReport report = ComparisonReport.of(
                20_000,
                List.of(
                        cost(Engine.WAREHOUSE, 1, 60, 2_000),
                        cost(Engine.DUCKDB, 1, 5, 500),
                        cost(Engine.DUCKDB, 2, 9, 400),
                        cost(Engine.WAREHOUSE, 2, 70, 1_000),
                        cost(Engine.WAREHOUSE, 3, 90, 1_500),
                        cost(Engine.DUCKDB, 3, 7, 300)),
                SAME,
                SAME);
        assertThat(report.runs()).isEqualTo(3);
        assertThat(report.nights()).singleElement().satisfies(night -> {
            assertThat(night.cpuSeconds()).isEqualTo(new ComparisonReport.Measure(70, 7, 10));
            assertThat(night.peakBytes().warehouse()).isEqualTo(1_500 * MEBIBYTE);
            assertThat(night.peakBytes().ratio()).isEqualTo(3.75);
        });
        assertThat(report.text()).contains("medians of 3 runs");
    }

    @Test
    void medianOfTwoRunsIsTheirMean() {
        ComparisonReport report = ComparisonReport.of(
                20_000,
                List.of(
                        cost(Engine.WAREHOUSE, 1, 60, 2_000),
                        cost(Engine.DUCKDB, 1, 5, 500),
                        cost(Engine.DUCKDB, 2, 7, 500),
                        cost(Engine.WAREHOUSE, 2, 72, 2_000)),
                SAME,
                SAME);
        assertThat(report.nights().get(0).cpuSeconds()).isEqualTo(new ComparisonReport.Measure(66, 6, 11));
    }

    @Test
    void figuresThatDifferAreNamed() {
        PlantedFigures differing = new PlantedFigures(99, 98, List.of(new Difference("web orders", "165", "166")));
        String text = ComparisonReport.of(
                        20_000,
                        List.of(cost(Engine.WAREHOUSE, 1, 60, 2_000), cost(Engine.DUCKDB, 1, 5, 500)),
                        differing,
                        SAME)
                .text();
        assertThat(text).startsWith("""
                         night       CPU s  DuckDB  ratio  wall s  DuckDB  ratio  peak MiB  DuckDB  ratio  load
                         2026-03-02   60.0     5.0   12.0    30.0     2.5   12.0     2,000     500    4.0   1.5
                        """).endsWith("""
                        Figures that agree with the sample:
                        warehouse  98 of 99
                          web orders: found 165, planted 166
                        DuckDB     99 of 99""");
    }

    @Test
    void figuresThatDifferAlikeAreNamedOnce() {
        PlantedFigures differing = new PlantedFigures(99, 98, List.of(new Difference("web orders", "165", "166")));
        assertThat(ComparisonReport.of(
                                20_000,
                                List.of(cost(Engine.WAREHOUSE, 1, 60, 2_000), cost(Engine.DUCKDB, 1, 5, 500)),
                                differing,
                                differing)
                        .text())
                .endsWith("""
                        Figures that agree with the sample:
                        warehouse  98 of 99
                        DuckDB     98 of 99, and finds the same where they differ
                          web orders: found 165, planted 166""");
    }

    private static NightCost cost(Engine engine, int run, double cpuSeconds, long mebibytes) {
        return new NightCost("2026-03-02", engine, run, cpuSeconds / 2, cpuSeconds, mebibytes * MEBIBYTE, 1.5);
    }
}
