package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.Validator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RecordRulesTest extends QualityTest {

    private static final Dataset<Row> ORDERS =
            frame("net int, gross int, tax int, currency string, account string", """
            10 | 12 | 2 | EUR | EUR
            12 | 12 | 0 | EUR | USD
            13 | 12 |   | USD |
               | 12 | 2 |     |
               |    |   |     |
            """);

    @Test
    void aPairIsJudgedWhenOneOfItIsThere() {
        assertThat(unexpectedValues(
                        ORDERS,
                        "expect_column_pair_values_to_be_equal",
                        "'column_A': 'currency', 'column_B': 'account'"))
                .isEqualTo("[[\"EUR\",\"USD\"],[\"USD\",null]]");
        assertThat(unexpectedValues(
                        ORDERS,
                        "expect_column_pair_values_to_be_equal",
                        "'column_A': 'currency', 'column_B': 'account', 'ignore_row_if': 'either_value_is_missing'"))
                .isEqualTo("[[\"EUR\",\"USD\"]]");
    }

    @Test
    void greaterIsUnknownForANull() {
        String pair = "'column_A': 'gross', 'column_B': 'net'";
        assertThat(unexpectedValues(ORDERS, "expect_column_pair_values_a_to_be_greater_than_b", pair))
                .isEqualTo("[[12,12],[12,13]]");
        assertThat(unexpectedValues(
                        ORDERS, "expect_column_pair_values_A_to_be_greater_than_B", pair + ", 'or_equal': true"))
                .isEqualTo("[[12,13]]");
    }

    @Test
    void pairsOfASetMayHoldNulls() {
        assertThat(
                        unexpectedValues(
                                ORDERS,
                                "expect_column_pair_values_to_be_in_set",
                                "'column_A': 'currency', 'column_B': 'account', 'value_pairs_set': [['EUR', 'EUR'], ['USD', null]]"))
                .isEqualTo("[[\"EUR\",\"USD\"]]");
    }

    @Test
    void recordsAlikeInAllColumnsAreDuplicates() {
        Dataset<Row> rows = frame("source string, key string", "ga | 1\nga | 1\nga |\nga |\nsf | 1\n | \n | ");
        assertThat(unexpectedValues(rows, "expect_compound_columns_to_be_unique", "'column_list': ['source', 'key']"))
                .isEqualTo("[{\"source\":\"ga\",\"key\":\"1\"},{\"source\":\"ga\",\"key\":\"1\"},"
                        + "{\"source\":\"ga\",\"key\":null},{\"source\":\"ga\",\"key\":null}]");
        assertThat(unexpectedValues(
                        rows,
                        "expect_compound_columns_to_be_unique",
                        "'column_list': ['source', 'key'], 'ignore_row_if': 'any_value_is_missing'"))
                .isEqualTo("[{\"source\":\"ga\",\"key\":\"1\"},{\"source\":\"ga\",\"key\":\"1\"}]");
    }

    @Test
    void sumsTakeNullsAsNothing() {
        Dataset<Row> shares = frame("a decimal(5,2), b decimal(5,2)", "0.10 | 0.20\n0.30 |\n0.10 | 0.21\n");
        assertThat(unexpectedValues(
                        shares, "expect_multicolumn_sum_to_equal", "'column_list': ['a', 'b'], 'sum_total': 0.3"))
                .isEqualTo("[{\"a\":0.10,\"b\":0.21}]");
    }

    @Test
    void columnsOfARecordMayHaveToDiffer() {
        assertThat(unexpectedValues(
                        ORDERS,
                        "expect_select_column_values_to_be_unique_within_record",
                        "'column_list': ['net', 'gross', 'tax']"))
                .isEqualTo("[{\"net\":12,\"gross\":12,\"tax\":0}]");
    }

    @Test
    void frequenciesOfPairsAreInTheOrderOfTheirValues() {
        Dataset<Row> rows = frame("a int, b int", "10 | 1\n2 | -1\n2 | -3\n");
        assertThat(Validator.validate(
                                rows,
                                suite("expect_column_pair_values_to_be_equal", "'column_A': 'a', 'column_B': 'b'"),
                                OPTIONS)
                        .results()
                        .get(0)
                        .result()
                        .path("partial_unexpected_counts"))
                .hasToString("[{\"value\":[2,-3],\"count\":1},{\"value\":[2,-1],\"count\":1},"
                        + "{\"value\":[10,1],\"count\":1}]");
    }
}
