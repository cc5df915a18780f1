package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.suite.ExpectationResult;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TableRulesTest extends QualityTest {

    private static final Dataset<Row> SPEND = frame("cost decimal(9,2), clicks int, channel string", """
            1.10 | 3 | Search
            2.20 | 4 | Display
            3.30 | 5 | Search
            """);

    @Test
    void rowsAreCountedInsideTheCondition() {
        assertThat(observedValue(SPEND, "expect_table_row_count_to_equal", "'value': 3"))
                .isEqualTo("true 3");
        assertThat(
                        observedValue(
                                SPEND,
                                "expect_table_row_count_to_be_between",
                                "'min_value': 3, 'row_condition': 'channel = \\u0027Search\\u0027', 'condition_parser': 'spark'"))
                .isEqualTo("false 2");
        assertThat(observedValue(SPEND, "expect_table_row_count_to_equal", "'value': 2.5"))
                .isEqualTo("`value` must be an integer, not 2.5");
    }

    @Test
    void columnsAreComparedInOrder() {
        assertThat(observedValue(
                        SPEND,
                        "expect_table_columns_to_match_ordered_list",
                        "'column_list': ['cost', 'clicks', 'channel']"))
                .isEqualTo("true [\"cost\",\"clicks\",\"channel\"]");
        assertThat(result(SPEND, "expect_table_columns_to_match_ordered_list", "'column_list': ['cost', 'channel']")
                        .result()
                        .get("details"))
                .hasToString(
                        "{\"mismatched\":[{\"Expected Column Position\":1,\"Expected\":\"channel\",\"Found\":\"clicks\"},"
                                + "{\"Expected Column Position\":2,\"Expected\":null,\"Found\":\"channel\"}]}");
    }

    @Test
    void columnsAreComparedAsASet() {
        assertThat(result(SPEND, "expect_table_columns_to_match_set", "'column_set': ['cost', 'reach']")
                        .result())
                .hasToString("{\"observed_value\":[\"channel\",\"clicks\",\"cost\"],\"details\":{\"mismatched\":"
                        + "{\"unexpected\":[\"channel\",\"clicks\"],\"missing\":[\"reach\"]}}}");
        assertThat(result(SPEND, "expect_table_columns_to_match_set", "'column_set': ['cost'], 'exact_match': false")
                        .success())
                .isTrue();
        assertThat(result(SPEND, "expect_table_columns_to_match_set", "'column_set': ['cost']")
                        .success())
                .isFalse();
    }

    @Test
    void columnsAreCountedAndFound() {
        assertThat(observedValue(SPEND, "expect_table_column_count_to_equal", "'value': 3"))
                .isEqualTo("true 3");
        assertThat(observedValue(SPEND, "expect_table_column_count_to_be_between", "'max_value': 2"))
                .isEqualTo("false 3");
        assertThat(result(SPEND, "expect_column_to_exist", "'column': 'cost', 'column_index': 0")
                        .success())
                .isTrue();
        assertThat(result(SPEND, "expect_column_to_exist", "'column': 'clicks', 'column_index': 0")
                        .success())
                .isFalse();
        assertThat(result(SPEND, "expect_column_to_exist", "'column': 'Cost'").success())
                .isFalse();
    }

    @Test
    void typesBearPySparksNames() {
        assertThat(observedValue(
                        SPEND, "expect_column_values_to_be_of_type", "'column': 'clicks', 'type_': 'NumericType'"))
                .isEqualTo("true \"IntegerType\"");
        assertThat(observedValue(
                        SPEND,
                        "expect_column_values_to_be_in_type_list",
                        "'column': 'cost', 'type_list': ['DoubleType', 'float']"))
                .isEqualTo("false \"DecimalType\"");
        assertThat(observedValue(SPEND, "expect_column_values_to_be_of_type", "'column': 'cost', 'type_': 'float'"))
                .isEqualTo("no type is called float; PySpark's names are meant, such as LongType");
    }

    @Test
    void aQuerysRowsAreTheUnexpectedOnes() {
        ExpectationResult result = result(
                SPEND,
                "unexpected_rows_expectation",
                "'unexpected_rows_query': 'select channel, count(*) as n from {batch} group by channel having count(*) > 1'");
        assertThat(result.success()).isFalse();
        assertThat(result.result())
                .hasToString("{\"observed_value\":\"1 unexpected row\",\"details\":{\"unexpected_rows\":"
                        + "[{\"channel\":\"Search\",\"n\":2}]}}");
        assertThat(observedValue(
                        SPEND,
                        "unexpected_rows_expectation",
                        "'unexpected_rows_query': 'select * from {batch} where cost < 0'"))
                .isEqualTo("true \"0 unexpected rows\"");
        assertThat(spark().catalog().listTables().count()).isZero();
    }

    @Test
    void aColumnThatIsNotThereHasNoPlace() {
        assertThat(result(spark().range(1).toDF("id"), "expect_column_to_exist", "'column': 'ID', 'column_index': -1")
                        .success())
                .isFalse();
    }

    @Test
    void noSetOfColumnsIsAnEmptyOne() {
        assertThat(result(SPEND, "expect_table_columns_to_match_set", "'column_set': null")
                        .success())
                .isFalse();
        assertThat(result(SPEND, "expect_table_columns_to_match_set", "'column_set': null, 'exact_match': false")
                        .success())
                .isTrue();
    }
}
