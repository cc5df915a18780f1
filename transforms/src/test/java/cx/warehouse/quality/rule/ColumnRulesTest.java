package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ColumnRulesTest extends QualityTest {

    private static final Dataset<Row> CLICKS =
            frame("cost decimal(9,2), clicks int, currency string, day date, at timestamp", """
            1.10  | 3 | EUR | 2026-03-13 | 2026-03-13 10:00:00
            -0.01 | 0 | eur | 2026-03-14 | 2026-03-14 10:00:00.5
            2.50  |   | USD | 2026-03-15 | 2026-03-15 10:00:00
                  | 7 |     |            |
            """);

    @Test
    void aNullIsUnexpectedOnlyWhereNullsAreAsked() {
        assertThat(unexpectedValues(CLICKS, "expect_column_values_to_not_be_null", "'column': 'cost'"))
                .isEqualTo("[null]");
        assertThat(unexpectedValues(CLICKS, "expect_column_values_to_be_null", "'column': 'clicks'"))
                .isEqualTo("[3,0,7]");
        assertThat(unexpectedValues(CLICKS, "expect_column_values_to_be_between", "'column': 'clicks', 'max_value': 3"))
                .isEqualTo("[7]");
    }

    @Test
    void boundsAreInsideUnlessStrict() {
        assertThat(unexpectedValues(
                        CLICKS,
                        "expect_column_values_to_be_between",
                        "'column': 'clicks', 'min_value': 0, 'max_value': 7"))
                .isEqualTo("[]");
        assertThat(unexpectedValues(
                        CLICKS,
                        "expect_column_values_to_be_between",
                        "'column': 'clicks', 'min_value': 0, 'max_value': 7, 'strict_min': true, 'strict_max': true"))
                .isEqualTo("[0,7]");
    }

    @Test
    void decimalsAreComparedExactly() {
        assertThat(unexpectedValues(
                        CLICKS,
                        "expect_column_values_to_be_between",
                        "'column': 'cost', 'min_value': 0, 'max_value': 1.1"))
                .isEqualTo("[-0.01,2.50]");
        assertThat(unexpectedValues(
                        CLICKS, "expect_column_values_to_be_in_set", "'column': 'cost', 'value_set': [1.1, 2.5]"))
                .isEqualTo("[-0.01]");
    }

    @Test
    void daysAndInstantsAreReadFromText() {
        assertThat(unexpectedValues(
                        CLICKS, "expect_column_values_to_be_between", "'column': 'day', 'min_value': '2026-03-14'"))
                .isEqualTo("[\"2026-03-13\"]");
        assertThat(unexpectedValues(
                        CLICKS,
                        "expect_column_values_to_be_between",
                        "'column': 'at', 'min_value': 'Mar 14 2026', 'max_value': '2026-03-14T23:00:00+13:00'"))
                .isEqualTo("[\"2026-03-13T10:00:00\",\"2026-03-14T10:00:00.500000\",\"2026-03-15T10:00:00\"]");
    }

    @Test
    void textAgainstNumbersNeverStopsTheScan() {
        Dataset<Row> quantities = frame("quantity string", "12\n2\nmany\n");
        assertThat(unexpectedValues(
                        quantities, "expect_column_values_to_be_between", "'column': 'quantity', 'max_value': 9"))
                .isEqualTo("[\"12\"]");
        assertThat(unexpectedValues(
                        quantities, "expect_column_values_to_be_in_set", "'column': 'quantity', 'value_set': [2, 12]"))
                .isEqualTo("[\"many\"]");
    }

    @Test
    void notANumberIsAboveEveryBound() {
        Dataset<Row> scores = frame("score double", "1\nNaN\n");
        assertThat(unexpectedValues(scores, "expect_column_values_to_be_between", "'column': 'score', 'min_value': 0"))
                .isEqualTo("[]");
        assertThat(result(scores, "expect_column_values_to_be_between", "'column': 'score', 'max_value': 9")
                        .success())
                .isFalse();
    }

    @Test
    void anEmptySetHoldsNothingAndNoSetIsNoDemand() {
        assertThat(unexpectedValues(
                        CLICKS,
                        "expect_column_values_to_be_in_set",
                        "'column': 'currency', 'value_set': ['EUR', null]"))
                .isEqualTo("[\"eur\",\"USD\"]");
        assertThat(unexpectedValues(
                        CLICKS, "expect_column_values_to_be_in_set", "'column': 'currency', 'value_set': []"))
                .isEqualTo("[\"EUR\",\"eur\",\"USD\"]");
        assertThat(unexpectedValues(CLICKS, "expect_column_values_to_be_in_set", "'column': 'currency'"))
                .isEqualTo("[]");
        assertThat(unexpectedValues(
                        CLICKS, "expect_column_values_to_not_be_in_set", "'column': 'currency', 'value_set': ['USD']"))
                .isEqualTo("[\"USD\"]");
    }

    @Test
    void patternsAreFoundAnywhereUnlessAnchored() {
        assertThat(unexpectedValues(
                        CLICKS, "expect_column_values_to_match_regex", "'column': 'currency', 'regex': '^[A-Z]{3}$'"))
                .isEqualTo("[\"eur\"]");
        assertThat(unexpectedValues(
                        CLICKS, "expect_column_values_to_not_match_regex", "'column': 'currency', 'regex': 'S'"))
                .isEqualTo("[\"USD\"]");
        assertThat(unexpectedValues(
                        CLICKS,
                        "expect_column_values_to_match_regex_list",
                        "'column': 'currency', 'regex_list': ['^E', 'D$']"))
                .isEqualTo("[\"eur\"]");
        assertThat(unexpectedValues(
                        CLICKS,
                        "expect_column_values_to_match_like_pattern",
                        "'column': 'currency', 'like_pattern': '_U%'"))
                .isEqualTo("[\"eur\",\"USD\"]");
    }

    @Test
    void matchOnAllSearchesEachPatternByItself() {
        Dataset<Row> parts = frame("part string", "A100\nA200\nB300\n");
        String onAll = "'column': 'part', 'regex_list': ['^A', '[0-9]{3}$', '00'], 'match_on': 'all'";
        assertThat(unexpectedValues(parts, "expect_column_values_to_match_regex_list", onAll))
                .isEqualTo("[\"B300\"]");
    }

    @Test
    void lengthsAreThoseOfTheText() {
        Dataset<Row> names = frame("name string", "ab\nabc\nabcd\n");
        assertThat(unexpectedValues(names, "expect_column_value_lengths_to_equal", "'column': 'name', 'value': 3"))
                .isEqualTo("[\"ab\",\"abcd\"]");
        assertThat(unexpectedValues(
                        names, "expect_column_value_lengths_to_be_between", "'column': 'name', 'min_value': 3"))
                .isEqualTo("[\"ab\"]");
    }

    @Test
    void everyRowOfADuplicateIsUnexpected() {
        Dataset<Row> orders = frame("order_id string, line int", "a | 1\nb | 2\na | 3\n  | 4\n  | 5");
        assertThat(unexpectedValues(orders, "expect_column_values_to_be_unique", "'column': 'order_id'"))
                .isEqualTo("[\"a\",\"a\"]");
        assertThat(unexpectedValues(orders, "expect_column_values_to_be_unique", "'column': 'line'"))
                .isEqualTo("[]");
        assertThat(unexpectedValues(
                        orders,
                        "expect_column_values_to_be_unique",
                        "'column': 'order_id', 'row_condition': 'line < 3'"))
                .isEqualTo("[]");
    }

    @Test
    void zeroAndMinusZeroAreDuplicates() {
        Dataset<Row> scores = frame("score double", "0.0\n-0.0\n1.0\n");
        assertThat(result(scores, "expect_column_values_to_be_unique", "'column': 'score'")
                        .result()
                        .get("unexpected_count")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void mostlyIsAShareOfTheValuesThatAreThere() {
        Dataset<Row> clicks = frame("clicks int", "1\n2\n9\n9\n\n");
        clicks = clicks.union(frame("clicks int, x int", " | 1\n").select("clicks"));
        assertThat(result(
                                clicks,
                                "expect_column_values_to_be_between",
                                "'column': 'clicks', 'max_value': 2, 'mostly': 0.5")
                        .success())
                .isTrue();
        assertThat(result(
                                clicks,
                                "expect_column_values_to_be_between",
                                "'column': 'clicks', 'max_value': 2, 'mostly': 0.51")
                        .success())
                .isFalse();
    }

    @Test
    void aValueOfAnotherKindIsEqualToNothing() {
        Dataset<Row> rows = frame("n int, at timestamp", "1 | 2026-03-14 10:00:00\n5 |\n");
        assertThat(unexpectedValues(
                        rows, "expect_column_values_to_be_in_set", "'column': 'n', 'value_set': ['x', 5, 1.5]"))
                .isEqualTo("[1]");
        assertThat(unexpectedValues(
                        rows, "expect_column_values_to_not_be_in_set", "'column': 'at', 'value_set': ['x']"))
                .isEqualTo("[]");
        assertThat(unexpectedValues(
                        rows,
                        "expect_column_pair_values_to_be_in_set",
                        "'column_A': 'n', 'column_B': 'n', 'value_pairs_set': [['x', 'x'], [5, 5]]"))
                .isEqualTo("[[1,1]]");
        assertThat(observedValue(
                        rows, "expect_column_distinct_values_to_contain_set", "'column': 'n', 'value_set': ['x', 5]"))
                .startsWith("false");
    }

    @Test
    void noLengthLiesBetweenBoundsThatCross() {
        assertThat(unexpectedValues(
                        frame("s string", "a\nabc\n"),
                        "expect_column_value_lengths_to_be_between",
                        "'column': 's', 'min_value': 3, 'max_value': 1"))
                .isEqualTo("[\"a\",\"abc\"]");
    }
}
