package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.Validator;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ValidationResult;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AggregateRulesTest extends QualityTest {

    private static final Dataset<Row> SPEND =
            frame("cost decimal(9,2), channel string, day date, score double, void int", """
            1.10 | Search  | 2026-03-13 | 1   |
            2.20 | Display | 2026-03-14 | 2   |
            3.30 | Search  | 2026-03-15 | 3   |
                 |         |            |     |
            """);

    @Test
    void metricsLeaveNullsOut() {
        assertThat(observedValue(SPEND, "expect_column_max_to_be_between", "'column': 'cost', 'max_value': 3.3"))
                .isEqualTo("true 3.30");
        assertThat(observedValue(
                        SPEND, "expect_column_min_to_be_between", "'column': 'day', 'min_value': '2026-03-14'"))
                .isEqualTo("false \"2026-03-13\"");
        assertThat(observedValue(
                        SPEND,
                        "expect_column_sum_to_be_between",
                        "'column': 'cost', 'min_value': 6.6, 'max_value': 6.6"))
                .isEqualTo("true 6.60");
        assertThat(observedValue(
                        SPEND,
                        "expect_column_mean_to_be_between",
                        "'column': 'score', 'min_value': 2, 'strict_min': true"))
                .isEqualTo("false 2.0");
        assertThat(observedValue(SPEND, "expect_column_stdev_to_be_between", "'column': 'score', 'max_value': 1"))
                .isEqualTo("true 1.0");
    }

    @Test
    void aColumnWithoutValuesHasNoMetric() {
        assertThat(observedValue(SPEND, "expect_column_max_to_be_between", "'column': 'void'"))
                .isEqualTo("false null");
        assertThat(observedValue(
                        SPEND, "expect_column_stdev_to_be_between", "'column': 'score', 'row_condition': 'cost < 2'"))
                .isEqualTo("false null");
        assertThat(observedValue(
                        SPEND,
                        "expect_column_proportion_of_unique_values_to_be_between",
                        "'column': 'void', 'max_value': 1"))
                .isEqualTo("true 0.0");
    }

    @Test
    void notANumberIsNoMetricEither() {
        Dataset<Row> scores = frame("score double", "1\nNaN\n");
        assertThat(observedValue(scores, "expect_column_mean_to_be_between", "'column': 'score', 'min_value': 0"))
                .isEqualTo("false null");
    }

    @Test
    void textHasNoMean() {
        assertThat(observedValue(SPEND, "expect_column_mean_to_be_between", "'column': 'channel', 'min_value': 0"))
                .isEqualTo("column `channel` must be numeric, and is string");
    }

    @Test
    void distinctValuesAreCountedOnce() {
        assertThat(observedValue(
                        SPEND,
                        "expect_column_unique_value_count_to_be_between",
                        "'column': 'channel', 'min_value': 2, 'max_value': 2"))
                .isEqualTo("true 2");
        assertThat(observedValue(
                        SPEND,
                        "expect_column_proportion_of_unique_values_to_be_between",
                        "'column': 'channel', 'min_value': 0.7"))
                .isEqualTo("false 0.6666666666666666");
        assertThat(observedValue(
                        SPEND,
                        "expect_column_proportion_of_non_null_values_to_be_between",
                        "'column': 'channel', 'min_value': 0.75"))
                .isEqualTo("true 0.75");
    }

    @Test
    void distinctValuesComeSortedWithTheirCounts() {
        ExpectationResult result = result(
                SPEND, "expect_column_distinct_values_to_be_in_set", "'column': 'channel', 'value_set': ['Search']");
        assertThat(result.success()).isFalse();
        assertThat(result.result())
                .hasToString("{\"observed_value\":[\"Display\",\"Search\"],\"details\":{\"value_counts\":"
                        + "[{\"value\":\"Display\",\"count\":1},{\"value\":\"Search\",\"count\":2}]}}");
    }

    @Test
    void aSetMayBeContainedOrEqual() {
        assertThat(observedValue(
                        SPEND,
                        "expect_column_distinct_values_to_contain_set",
                        "'column': 'score', 'value_set': [1, 1.0, 3]"))
                .isEqualTo("true [1.0,2.0,3.0]");
        assertThat(observedValue(
                        SPEND, "expect_column_distinct_values_to_equal_set", "'column': 'score', 'value_set': [1, 3]"))
                .isEqualTo("false [1.0,2.0,3.0]");
        assertThat(observedValue(
                        SPEND, "expect_column_distinct_values_to_be_in_set", "'column': 'score', 'value_set': []"))
                .isEqualTo("true [1.0,2.0,3.0]");
    }

    @Test
    void oneGroupingServesDuplicatesAndDistinctValues() {
        ValidationResult result = Validator.validate(
                SPEND,
                suite(
                        "expect_column_values_to_be_unique", "'column': 'channel'",
                        "expect_column_unique_value_count_to_be_between", "'column': 'channel', 'max_value': 2"),
                OPTIONS);
        assertThat(result.results().get(0).result().get("partial_unexpected_list"))
                .hasToString("[\"Search\",\"Search\"]");
        assertThat(result.results().get(1).success()).isTrue();
    }

    @Test
    void noMetricLiesBetweenBoundsThatCross() {
        String crossed = "'min_value': 3, 'max_value': 1";
        assertThat(observedValue(SPEND, "expect_column_max_to_be_between", "'column': 'cost', " + crossed))
                .isEqualTo("false 3.30");
        assertThat(unexpectedValues(SPEND, "expect_column_values_to_be_between", "'column': 'cost', " + crossed))
                .isEqualTo("min_value 3 is greater than max_value 1");
    }
}
