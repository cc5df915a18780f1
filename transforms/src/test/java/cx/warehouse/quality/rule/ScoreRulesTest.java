package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.Validator;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ResultFormat;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class ScoreRulesTest extends QualityTest {

    private static final String INCREASING = "expect_column_values_to_be_increasing";
    private static final String DECREASING = "expect_column_values_to_be_decreasing";
    private static final String Z = "expect_column_value_z_scores_to_be_less_than";

    private static final Dataset<Row> STEPS =
            frame("id string, n int, level int, day timestamp, name string, ratio double, sure boolean", """
            a | 1 | 5 | 2026-03-01 10:00:00 | ada | 1   | true
            b | 3 | 5 | 2026-03-01 09:00:00 | bob | NaN | true
            c |   | 5 |                     |     | 2   |
            d | 2 | 5 | 2026-02-28 23:00:00 | abe | 1.5 | true
            e | 2 | 5 | 2026-03-02 00:00:00 | cyd |     | true
            """);

    @Test
    void aValueThatTurnsBackIsUnexpected() {
        assertThat(unexpectedValues(STEPS, INCREASING, "'column': 'n'")).isEqualTo("[2]");
        assertThat(unexpectedValues(STEPS, INCREASING, "'column': 'n', 'strictly': true"))
                .isEqualTo("[2,2]");
        assertThat(unexpectedValues(STEPS, DECREASING, "'column': 'n'")).isEqualTo("[3]");
        assertThat(unexpectedValues(STEPS, DECREASING, "'column': 'level', 'strictly': true"))
                .isEqualTo("[5,5,5,5]");
        assertThat(unexpectedValues(STEPS, DECREASING, "'column': 'level'")).isEqualTo("[]");
    }

    @Test
    void momentsAreComparedByTheirDaysAndTextAsText() {
        assertThat(unexpectedValues(STEPS, INCREASING, "'column': 'day'")).isEqualTo("[\"2026-02-28T23:00:00\"]");
        assertThat(unexpectedValues(STEPS, INCREASING, "'column': 'name'")).isEqualTo("[\"abe\"]");
    }

    @Test
    void noNumberHasNoPlaceInAnOrder() {
        assertThat(unexpectedValues(STEPS, INCREASING, "'column': 'ratio'")).isEqualTo("[1.5]");
        assertThat(unexpectedValues(STEPS, INCREASING, "'column': 'sure'"))
                .isEqualTo("column `sure` is boolean, which has no order");
    }

    @Test
    void anOrderContinuesAcrossPartitions() {
        Dataset<Row> many = spark().range(0, 1_000, 1, 4)
                .select(
                        functions.col("id"),
                        functions
                                .when(functions.col("id").equalTo(500), -1)
                                .otherwise(functions.col("id"))
                                .as("n"));
        ExpectationResult result = Validator.validate(
                        many,
                        suite(INCREASING, "'column': 'n'"),
                        OPTIONS.with(ResultFormat.of(ResultFormat.Level.COMPLETE, "id")))
                .results()
                .get(0);
        assertThat(result.result().path("unexpected_index_list")).hasToString("[{\"id\":500,\"n\":-1}]");
        assertThat(result.result().path("unexpected_count").asLong()).isEqualTo(1);
    }

    @Test
    void aValueFarFromTheMeanIsUnexpected() {
        assertThat(unexpectedValues(STEPS, Z, "'column': 'n', 'threshold': 1")).isEqualTo("[1,3]");
        assertThat(unexpectedValues(STEPS, Z, "'column': 'n', 'threshold': 1, 'double_sided': false"))
                .isEqualTo("[3]");
    }

    @Test
    void withoutDeviationNoValueIsFar() {
        assertThat(unexpectedValues(STEPS, Z, "'column': 'level', 'threshold': 0.1"))
                .isEqualTo("[]");
    }

    @Test
    void theMeanIsThatOfTheRowsInsideTheCondition() {
        ExpectationResult result = result(
                STEPS,
                Z,
                "'column': 'n', 'threshold': 0.5, 'row_condition': 'id > \\\"b\\\"', 'condition_parser': 'spark'");
        assertThat(result.success()).isTrue();
        assertThat(result.result().path("element_count").asLong()).isEqualTo(3);
    }

    @Test
    void aTypeWithoutOrderFailsOnlyItsExpectation() {
        Dataset<Row> lists = STEPS.selectExpr("array(n) as list", "n");
        assertThat(Validator.validate(
                                lists,
                                suite(INCREASING, "'column': 'list'", DECREASING, "'column': 'n', 'mostly': 0"),
                                OPTIONS)
                        .results())
                .extracting(ExpectationResult::success)
                .containsExactly(false, true);
        assertThat(unexpectedValues(lists, INCREASING, "'column': 'list'"))
                .isEqualTo("column `list` is array<int>, which has no order");
    }

    @Test
    void withNaNInTheColumnNoValueIsFar() {
        assertThat(unexpectedValues(STEPS, Z, "'column': 'ratio', 'threshold': 0.1"))
                .isEqualTo("[]");
    }
}
