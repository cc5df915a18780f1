package cx.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.suite.Suite;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class BrokenRowsTest extends QualityTest {

    private static final Dataset<Row> ORDERS = frame("order_id string, amount int, `ship.to` string", """
            o1 | 10 | DE
            o2 | -3 |
            o2 | 99 | FR
            o4 |    | IT
            """);

    private static String rowsWithBrokenRules(String... typesAndArguments) {
        return text(
                Validator.brokenRows(ORDERS, suite(typesAndArguments), OPTIONS)
                        .selectExpr("order_id", "amount", "concat_ws(' and ', expectations_broken) as broken"),
                "order_id",
                "amount",
                "broken");
    }

    @Test
    void aRowBearsTheNamesOfAllItBroke() {
        assertThat(rowsWithBrokenRules(
                        "expect_column_values_to_be_between", "'column': 'amount', 'min_value': 0",
                        "expect_column_values_to_be_unique", "'column': 'order_id'",
                        "expect_column_values_to_not_be_null", "'column': 'ship.to'",
                        "expect_column_values_to_not_be_null", "'column': 'order_id'",
                        "expect_column_max_to_be_between", "'column': 'amount', 'max_value': 1",
                        "expect_column_values_to_match_regex", "'column': 'nowhere', 'regex': 'x'"))
                .isEqualTo("""
                        o2 | -3 | expect_column_values_to_be_between(amount) and expect_column_values_to_be_unique(order_id)\
                         and expect_column_values_to_not_be_null(ship.to)
                        o2 | 99 | expect_column_values_to_be_unique(order_id)""");
    }

    @Test
    void scoresAndOrdersAreCheckedRowByRowToo() {
        assertThat(rowsWithBrokenRules(
                        "expect_column_value_z_scores_to_be_less_than", "'column': 'amount', 'threshold': 1",
                        "expect_column_values_to_be_increasing", "'column': 'amount'"))
                .isEqualTo("""
                        o2 | -3 | expect_column_values_to_be_increasing(amount)
                        o2 | 99 | expect_column_value_z_scores_to_be_less_than(amount)""");
    }

    @Test
    void rowsOutsideTheConditionAreNoDuplicates() {
        assertThat(rowsWithBrokenRules(
                        "expect_column_values_to_be_unique",
                        "'column': 'order_id', 'row_condition': 'amount > 0', 'condition_parser': 'spark'"))
                .isEmpty();
    }

    @Test
    void withoutBrokenRulesThereAreNoRows() {
        assertThat(rowsWithBrokenRules("expect_column_values_to_not_be_null", "'column': 'order_id'"))
                .isEmpty();
    }

    @Test
    void orderIsCheckedInTheFramesOrderAlongsideOtherRules() {
        Dataset<Row> many = spark().range(0, 400, 1, 4).selectExpr("id % 200 as id", "if(id = 300, -1, id) as n");
        Suite suite = suite(
                "expect_column_values_to_be_unique", "'column': 'id'",
                "expect_column_values_to_be_increasing", "'column': 'n'");
        assertThat(text(
                        Validator.brokenRows(many, suite, OPTIONS)
                                .where(
                                        "array_contains(expectations_broken, 'expect_column_values_to_be_increasing(n)')")
                                .select("n"),
                        "n"))
                .isEqualTo("-1");
    }
}
