package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.Validator;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.MetricHistory;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.ValidationResult;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class HistoryRulesTest extends QualityTest {

    private static final LocalDate SUNDAY = LocalDate.parse("2026-03-15");
    private static final Instant END = Instant.parse("2026-03-16T00:00:00Z");
    private static final String CHANGE = "cx_expect_metric_change_to_be_between";
    private static final String USUAL = "cx_expect_metric_to_be_usual";
    private static final String WEEKDAY = "cx_expect_row_count_to_be_usual_for_weekday";

    private static final Dataset<Row> ORDERS = frame("amount decimal(9,2), at timestamp", """
            10.00 | 2026-03-15 20:00:00
            20.00 | 2026-03-14 10:00:00
                  |
            """);

    private static ExpectationResult result(List<MetricHistory.NightMetrics> nights, String type, String arguments) {
        return Validator.validate(ORDERS, suite(type, arguments), OPTIONS.with(new MetricHistory(SUNDAY, END, nights)))
                .results()
                .get(0);
    }

    /** Nights up to the evening before the current one; the last value belongs to the newest. */
    private static List<MetricHistory.NightMetrics> nights(String figure, double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(at -> new MetricHistory.NightMetrics(
                        SUNDAY.minusDays(values.length - at), Map.of(figure, values[at])))
                .toList();
    }

    @Test
    void aChangeIsMeasuredAgainstTheMedianOfTheLastNights() {
        List<MetricHistory.NightMetrics> nights = nights("mean(amount)", 10, 12, 100);
        String mean = "'metric': 'mean', 'column': 'amount', ";
        assertThat(result(nights, CHANGE, mean + "'max_change': 0.25").success())
                .isTrue();
        assertThat(result(nights, CHANGE, mean + "'max_change': 0.2").success()).isFalse();
        assertThat(result(nights, CHANGE, mean + "'change': 'absolute', 'min_change': 3")
                        .success())
                .isTrue();
        ExpectationResult told = result(nights, CHANGE, mean + "'min_change': -0.5, 'max_change': 0.2");
        assertThat(told.result())
                .hasToString("{\"observed_value\":15.0,\"details\":{\"usual\":[6.0,14.4],"
                        + "\"why\":\"the median of 3 earlier nights is 12.0\",\"earlier\":["
                        + "{\"date\":\"2026-03-12\",\"value\":10.0},{\"date\":\"2026-03-13\",\"value\":12.0},"
                        + "{\"date\":\"2026-03-14\",\"value\":100.0}]}}");
    }

    @Test
    void aMetricIsUsualWithinRobustDeviationsOfTheMedian() {
        List<MetricHistory.NightMetrics> nights = nights("sum(amount)", 28, 30, 31, 29, 30, 5000, 32);
        String sum = "'metric': 'sum', 'column': 'amount'";
        assertThat(result(nights, USUAL, sum).success()).isTrue();
        List<MetricHistory.NightMetrics> other = nights("sum(amount)", 128, 130, 131, 129, 130, 5000, 132);
        assertThat(result(other, USUAL, sum).success()).isFalse();
        assertThat(result(other, USUAL, sum + ", 'threshold': 100").success()).isTrue();
    }

    @Test
    void metricsThatNeverChangedAreUsualOnlyWhenTheyDoNot() {
        assertThat(result(nights("row_count", 3, 3, 3, 3, 3, 3, 3), USUAL, "").success())
                .isTrue();
        assertThat(result(nights("row_count", 4, 4, 4, 4, 4, 4, 4), USUAL, "").success())
                .isFalse();
    }

    @Test
    void aSundayIsComparedWithSundays() {
        List<MetricHistory.NightMetrics> nights = List.of(
                new MetricHistory.NightMetrics(SUNDAY.minusDays(14), Map.of("row_count", 2.0)),
                new MetricHistory.NightMetrics(SUNDAY.minusDays(7), Map.of("row_count", 4.0)),
                new MetricHistory.NightMetrics(SUNDAY.minusDays(1), Map.of("row_count", 1_000.0)));
        assertThat(result(nights, WEEKDAY, "").success()).isTrue();
        assertThat(result(nights, WEEKDAY, "'min_ratio': 1.1").success()).isFalse();
        assertThat(result(nights, WEEKDAY, "'max_ratio': 0.9").success()).isFalse();
    }

    @Test
    void withTooFewNightsThereIsNothingToJudgeBy() {
        ExpectationResult first = result(List.of(), USUAL, "");
        assertThat(first.success()).isTrue();
        assertThat(first.result().path("details").path("why").asText())
                .isEqualTo("0 earlier nights are too few to judge by; it takes 7");
        List<MetricHistory.NightMetrics> future =
                List.of(new MetricHistory.NightMetrics(SUNDAY, Map.of("row_count", 99.0)));
        assertThat(result(future, CHANGE, "'max_change': 0").success()).isTrue();
    }

    @Test
    void theNewestValueMustBeYoungEnough() {
        String fresh = "cx_expect_column_max_to_be_fresh";
        assertThat(result(List.of(), fresh, "'column': 'at', 'max_age': '4h'").success())
                .isTrue();
        ExpectationResult stale = result(List.of(), fresh, "'column': 'at', 'max_age': '239m'");
        assertThat(stale.success()).isFalse();
        assertThat(stale.result().path("observed_value").asText()).isEqualTo("2026-03-15T20:00:00");
        assertThat(result(List.of(), fresh, "'column': 'at', 'max_age': 'soon'").fault())
                .get()
                .hasToString(
                        "cx.warehouse.quality.suite.ExpectationFault: `max_age` must be like 90m, 26h or 2d, not soon");
    }

    @Test
    void aNightsMetricsAreReadFromItsResults() {
        ValidationResult result = Validator.validate(
                ORDERS,
                suite(
                        "expect_column_values_to_not_be_null",
                        "'column': 'amount', 'mostly': 0.5",
                        "expect_column_mean_to_be_between",
                        "'column': 'amount', 'min_value': 0",
                        USUAL,
                        "'metric': 'max', 'column': 'amount', 'row_condition': 'amount < 15'"),
                OPTIONS);
        assertThat(result.metrics())
                .isEqualTo(Map.of(
                        "row_count", 3.0,
                        "null_share(amount)", 1.0 / 3,
                        "mean(amount)", 15.0,
                        "max(amount) where amount < 15", 10.0));
    }

    @Test
    void aMetricThatDoesNotExistIsAFault() {
        assertThat(result(List.of(), USUAL, "'metric': 'mood'").fault().orElseThrow())
                .hasMessageStartingWith("`column` is missing");
        assertThat(result(List.of(), USUAL, "'metric': 'mood', 'column': 'amount'")
                        .fault()
                        .orElseThrow())
                .hasMessageStartingWith("there is no metric \"mood\"");
    }

    @Test
    void ownExpectationsAreReadFromTheSuitesMeta() {
        Suite suite = read("{'name': 'orders', 'meta': {'cx_expectations': [{'type': '" + WEEKDAY
                + "', 'severity': 'warning'}]}, 'expectations': [{'type': 'expect_column_to_exist',"
                + " 'kwargs': {'column': 'amount'}}]}");
        assertThat(suite.expectations()).hasSize(1);
        assertThat(Validator.validate(ORDERS, suite, OPTIONS).results())
                .extracting(one -> one.expectation().type())
                .containsExactly("expect_column_to_exist", WEEKDAY);
        assertThatThrownBy(() -> read("{'meta': {'cx_expectations': [{}]}, 'expectations': []}"))
                .hasMessage("Cannot read suite orders.json: meta.cx_expectations[0] has no `type`");
    }

    @Test
    void aParameterMayBeAMetricOfAnEarlierNight() {
        String urn = "urn:great_expectations:validations:orders:expect_column_mean_to_be_between.result.observed_value";
        String bound = "'column': 'amount', 'min_value': {'$PARAMETER': '" + urn + ":column=amount'}";
        String mean = "expect_column_mean_to_be_between";
        assertThat(result(nights("mean(amount)", 99, 15), mean, bound).success())
                .isTrue();
        assertThat(result(nights("mean(amount)", 1, 15.5), mean, bound).success())
                .isFalse();
        assertThat(result(List.of(), mean, bound).fault().orElseThrow())
                .hasMessageEndingWith("no earlier night has the metric mean(amount)");
    }

    @Test
    void metricsAreNamedByResolvedParameters() {
        Suite suite = read("{'suite_parameters': {'day': 'amount < 15'}, 'expectations': [{'type': '" + USUAL
                + "', 'kwargs': {'row_condition': {'$PARAMETER': 'day'}, 'min_history': 1}}]}");
        Map<String, Double> figures = Validator.validate(ORDERS, suite, OPTIONS).metrics();
        assertThat(figures).isEqualTo(Map.of("row_count where amount < 15", 1.0));
        MetricHistory.NightMetrics before =
                new MetricHistory.NightMetrics(SUNDAY.minusDays(1), Map.of("row_count where amount < 15", 2.0));
        assertThat(Validator.validate(ORDERS, suite, OPTIONS.with(new MetricHistory(SUNDAY, END, List.of(before))))
                        .results()
                        .get(0)
                        .success())
                .isFalse();
    }

    @Test
    void metricsBelowZeroHaveAUsualRangeToo() {
        List<MetricHistory.NightMetrics> nights = List.of(
                new MetricHistory.NightMetrics(SUNDAY.minusDays(14), Map.of("sum(amount)", -30.0)),
                new MetricHistory.NightMetrics(SUNDAY.minusDays(7), Map.of("sum(amount)", -30.0)));
        String sum = "'metric': 'sum', 'column': 'amount'";
        assertThat(result(nights, WEEKDAY, sum).result().path("details").path("usual"))
                .hasToString("[-60.0,-15.0]");
    }
}
