package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.SuiteJson;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ConditionParserTest extends QualityTest {

    private static final Dataset<Row> ORDERS = frame("id string, country string, visits int, day date", """
            a | DE | 3 | 2026-03-13
            b | FR |   | 2026-03-14
            c |    | 7 |
            """);

    @Test
    void sparkTextIsSql() {
        assertThat(idsWhere("visits > 5 or country = 'FR'", "spark")).isEqualTo("b\nc");
        assertThat(idsWhere("visits > 5", "")).isEqualTo("c");
    }

    @Test
    void columnFormsAreComparisons() {
        assertThat(idsWhere("col(\"country\") == \"DE\"", "great_expectations")).isEqualTo("a");
        assertThat(idsWhere("col('country').notNull()", "great_expectations__experimental__"))
                .isEqualTo("a\nb");
        assertThat(idsWhere("col(\"visits\").isNull()", "")).isEqualTo("b");
        assertThat(idsWhere("col(\"visits\") != 3", "great_expectations")).isEqualTo("c");
        assertThat(idsWhere("col(\"day\") >= date(\"2026-03-14\")", "great_expectations"))
                .isEqualTo("b");
    }

    @Test
    void objectsNest() {
        assertThat(idsWhereJson("{'type': 'or', 'conditions': [{'type': 'comparison', 'column': {'name': 'country'},"
                        + " 'operator': 'IN', 'parameter': ['DE', 'IT']}, {'type': 'nullity', 'column': {'name': 'visits'},"
                        + " 'is_null': true}]}"))
                .isEqualTo("a\nb");
        assertThat(idsWhereJson("{'type': 'pass_through', 'pass_through_filter': 'visits = 7'}"))
                .isEqualTo("c");
    }

    @Test
    void aConditionForAnotherEngineIsAFault() {
        String count = "expect_table_row_count_to_equal";
        assertThat(observedValue(
                        ORDERS, count, "'value': 1, 'row_condition': 'visits > 5', 'condition_parser': 'pandas'"))
                .isEqualTo("condition_parser \"pandas\" is not for Spark; use \"spark\" or \"great_expectations\"");
        assertThat(observedValue(
                        ORDERS,
                        count,
                        "'value': 1, 'row_condition': 'visits', 'condition_parser': 'great_expectations'"))
                .isEqualTo("row_condition \"visits\" is not of the form col(\"x\") > 5");
    }

    @Test
    void onlyRowsInsideAreElements() {
        ExpectationResult result = result(
                ORDERS,
                "expect_column_values_to_not_be_null",
                "'column': 'visits', 'row_condition': 'country is not null', 'condition_parser': 'spark'");
        assertThat(result.result().get("element_count").asLong()).isEqualTo(2);
        assertThat(result.result().get("unexpected_percent").asDouble()).isEqualTo(50);
    }

    private static String idsWhere(String text, String parser) {
        return idsWhere(
                ConditionParser.read(SuiteJson.NODES.textNode(text), parser, new FrameColumns(ORDERS.schema())));
    }

    private static String idsWhereJson(String json) {
        ObjectNode object = SuiteJson.object("test", json.replace('\'', '"'));
        return idsWhere(ConditionParser.read(object, "", new FrameColumns(ORDERS.schema())));
    }

    private static String idsWhere(Column condition) {
        return text(ORDERS.where(condition), "id");
    }
}
