package cx.warehouse.quality.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.Validator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ResultFormatTest extends QualityTest {

    private static final Dataset<Row> CLICKS = frame("id string, clicks int", """
            a | 9
            b | 8
            c | 8
            d | 1
            """);

    @Test
    void booleanOnlyGivesNoDetails() {
        assertThat(resultMembers("'BOOLEAN_ONLY'")).isEmpty();
    }

    @Test
    void eachLevelGivesMoreDetail() {
        assertThat(resultMembers("'BASIC'"))
                .contains("partial_unexpected_list")
                .doesNotContain("partial_unexpected_counts");
        assertThat(resultMembers("'SUMMARY'"))
                .contains("partial_unexpected_counts")
                .doesNotContain("unexpected_list");
        assertThat(resultMembers("'COMPLETE'")).contains("unexpected_list", "unexpected_index_query");
    }

    @Test
    void shortListsAreAsLongAsWanted() {
        ObjectNode result = result(
                "{'result_format': 'COMPLETE', 'partial_unexpected_count': 1,"
                        + " 'unexpected_index_column_names': ['id']}",
                OPTIONS);
        assertThat(result.get("partial_unexpected_list")).hasToString("[9]");
        assertThat(result.get("unexpected_list")).hasToString("[9,8,8]");
        assertThat(result.get("partial_unexpected_counts")).hasToString("[{\"value\":8,\"count\":2}]");
        assertThat(result.get("unexpected_index_list"))
                .hasToString("[{\"id\":\"a\",\"clicks\":9},{\"id\":\"b\",\"clicks\":8},{\"id\":\"c\",\"clicks\":8}]");
    }

    @Test
    void noShortListsMeansNoFrequencies() {
        assertThat(resultMembers("{'result_format': 'SUMMARY', 'partial_unexpected_count': 0}"))
                .doesNotContain("partial_unexpected_counts");
    }

    @Test
    void noListGrowsBeyondTheRunsLimit() {
        assertThat(result("'COMPLETE'", OPTIONS.withMostRows(2)).get("unexpected_list"))
                .hasToString("[9,8]");
        assertThat(result("'COMPLETE'", OPTIONS.withMostRows(2)).get("unexpected_count"))
                .hasToString("3");
    }

    @Test
    void wholeRowsComeWhenAskedAndValuesStayOutWhenForbidden() {
        assertThat(result(
                                "{'result_format': 'BASIC', 'include_unexpected_rows': true, 'partial_unexpected_count': 1}",
                                OPTIONS)
                        .get("unexpected_rows"))
                .hasToString("[{\"id\":\"a\",\"clicks\":9}]");
        assertThat(resultMembers("{'result_format': 'COMPLETE', 'exclude_unexpected_values': true}"))
                .doesNotContain("unexpected_list", "partial_unexpected_list", "partial_unexpected_counts");
    }

    @Test
    void aKeyColumnThatIsNotThereIsAFault() {
        ValidationResult result = Validator.validate(
                CLICKS,
                suite("expect_column_values_to_not_be_null", "'column': 'id'"),
                OPTIONS.with(ResultFormat.of(ResultFormat.Level.BASIC, "order_id")));
        assertThat(result.results().get(0).fault().orElseThrow())
                .hasMessage("there is no column `order_id`; this table has: id, clicks");
    }

    @Test
    void anUnknownLevelIsNamed() {
        assertThatThrownBy(() -> ResultFormat.read(SuiteJson.NODES.textNode("ALL")))
                .hasMessage("result_format \"ALL\" is none of BOOLEAN_ONLY, BASIC, SUMMARY, COMPLETE");
    }

    private static List<String> resultMembers(String format) {
        return result(format, OPTIONS).properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static ObjectNode result(String format, ValidationOptions options) {
        Suite suite = suite(
                "expect_column_values_to_be_between", "'column': 'clicks', 'max_value': 7, 'result_format': " + format);
        return Validator.validate(CLICKS, suite, options).results().get(0).result();
    }

    @Test
    void aListThatDoesNotHoldAllSaysSo() {
        Dataset<Row> many = spark().range(30).toDF("id");
        ValidationOptions few =
                OPTIONS.with(ResultFormat.of(ResultFormat.Level.COMPLETE)).withMostRows(10);
        String[] rules = {
            "expect_column_values_to_be_between", "'column': 'id', 'min_value': 25",
            "expect_column_values_to_be_between", "'column': 'id', 'min_value': 5",
            "expect_column_distinct_values_to_contain_set", "'column': 'id', 'value_set': [29]",
            "unexpected_rows_expectation", "'unexpected_rows_query': 'select * from {batch} where id > 1'"
        };
        assertThat(Validator.validate(many, suite(rules), few).results())
                .extracting(one -> one.result().path("lists_end_at").asInt(-1))
                .containsExactly(10, -1, 10, 10);
    }
}
