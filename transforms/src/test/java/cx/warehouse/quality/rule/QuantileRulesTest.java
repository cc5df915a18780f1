package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.suite.ExpectationResult;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class QuantileRulesTest extends QualityTest {

    private static final Dataset<Row> ORDERS =
            frame("amount decimal(9,2), minutes double, items int, note string", """
            10.00 | 1   | 2 | a
            2.50  | NaN | 2 | b
            7.00  | 4   |   | c
            4.50  | 2   | 1 | d
            """);

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(observedValue(ORDERS, "expect_column_median_to_be_between", "'column': 'amount', 'min_value': 5.75"))
                .isEqualTo("true 5.750");
        assertThat(observedValue(ORDERS, "expect_column_median_to_be_between", "'column': 'items', 'max_value': 1"))
                .isEqualTo("false 2.0");
    }

    @Test
    void aMedianPassesOverNaN() {
        assertThat(observedValue(ORDERS, "expect_column_median_to_be_between", "'column': 'minutes', 'max_value': 2"))
                .isEqualTo("true 2.0");
    }

    @Test
    void aColumnWithoutValuesHasNoMedian() {
        assertThat(observedValue(
                        ORDERS,
                        "expect_column_median_to_be_between",
                        "'column': 'items', 'row_condition': 'amount > 99', 'condition_parser': 'spark'"))
                .isEqualTo("false null");
    }

    @Test
    void aQuantileIsAValueOfTheColumn() {
        ExpectationResult result = result(
                ORDERS,
                "expect_column_quantile_values_to_be_between",
                "'column': 'amount', 'quantile_ranges': {'quantiles': [0, 0.25, 0.51, 1],"
                        + " 'value_ranges': [[null, 2], [2, 3], [7.0006, 8], [10, null]]}");
        assertThat(result.success()).isFalse();
        assertThat(result.result())
                .hasToString(
                        "{\"observed_value\":{\"quantiles\":[0,0.25,0.51,1],"
                                + "\"values\":[2.50,2.50,7.00,10.00]},\"details\":{\"success_details\":[false,true,true,true]}}");
    }

    @Test
    void rangesThatDoNotFitTheQuantilesAreFaults() {
        assertThat(observedValue(
                        ORDERS,
                        "expect_column_quantile_values_to_be_between",
                        "'column': 'amount', 'quantile_ranges': {'quantiles': [0.5], 'value_ranges': []}"))
                .isEqualTo("`quantile_ranges` needs as many `value_ranges` as `quantiles`, at least one of each");
        assertThat(observedValue(
                        ORDERS,
                        "expect_column_quantile_values_to_be_between",
                        "'column': 'amount', 'quantile_ranges': {'quantiles': [1.5], 'value_ranges': [[1, 2]]}"))
                .isEqualTo("`quantiles` holds 1.5, which is not between 0 and 1");
        assertThat(observedValue(ORDERS, "expect_column_median_to_be_between", "'column': 'note'"))
                .isEqualTo("column `note` must be numeric, and is string");
    }

    @Test
    void ranksOfManyValuesAreExactThoughFewAreFetched() {
        Dataset<Row> many = spark().range(0, 200_001, 1, 3)
                .select(functions.col("id").multiply(7919).mod(200_001).as("n"));
        assertThat(observedValue(many, "expect_column_median_to_be_between", "'column': 'n', 'min_value': 100000"))
                .isEqualTo("true 100000.0");
        assertThat(observedValue(
                        many,
                        "expect_column_quantile_values_to_be_between",
                        "'column': 'n', 'quantile_ranges': {'quantiles': [0, 0.1, 0.9999, 1],"
                                + " 'value_ranges': [[0, 0], [20000, 20000], [199980, 199980], [200000, 200000]]}"))
                .isEqualTo("true {\"quantiles\":[0,0.1,0.9999,1],\"values\":[0,20000,199980,200000]}");
    }

    @Test
    void ranksAmongManyEqualValuesAreThatValue() {
        Dataset<Row> many = spark().range(0, 120_000, 1, 2)
                .select(functions
                        .when(functions.col("id").lt(100_000), 5)
                        .otherwise(functions.col("id"))
                        .as("n"));
        assertThat(observedValue(many, "expect_column_median_to_be_between", "'column': 'n', 'max_value': 5"))
                .isEqualTo("true 5.0");
    }

    @Test
    void ranksOfNumbersThatNoDoubleTellsApartAreExactToo() {
        Dataset<Row> nanos = spark().range(0, 60_000, 1, 2)
                .select(functions.col("id").plus(1_773_500_000_000_000_001L).as("n"));
        assertThat(
                        observedValue(
                                nanos,
                                "expect_column_quantile_values_to_be_between",
                                "'column': 'n', 'quantile_ranges': {'quantiles': [0, 0.5], 'value_ranges': [[0, null], [0, null]]}"))
                .isEqualTo("true {\"quantiles\":[0,0.5],\"values\":[1773500000000000001,1773500000000030000]}");
    }
}
