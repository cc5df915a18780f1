package cx.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ConditionsTest extends QualityTest {

    private static final Dataset<Row> ORDERS = frame("id string, country string, visits int, day date", """
            a | DE | 3 | 2026-03-13
            b | FR |   | 2026-03-14
            c |    | 7 |
            """);

    @Test
    void sparkTextIsSql() {
        assertThat(kept("visits > 5 or country = 'FR'", "spark")).isEqualTo("b\nc");
        assertThat(kept("visits > 5", "")).isEqualTo("c");
    }

    @Test
    void columnFormsAreComparisons() {
        assertThat(kept("col(\"country\") == \"DE\"", "great_expectations")).isEqualTo("a");
        assertThat(kept("col('country').notNull()", "great_expectations__experimental__"))
                .isEqualTo("a\nb");
        assertThat(kept("col(\"visits\").isNull()", "")).isEqualTo("b");
        assertThat(kept("col(\"visits\") != 3", "great_expectations")).isEqualTo("c");
        assertThat(kept("col(\"day\") >= date(\"2026-03-14\")", "great_expectations"))
                .isEqualTo("b");
    }

    @Test
    void objectsNest() {
        assertThat(keptBy("{'type': 'or', 'conditions': [{'type': 'comparison', 'column': {'name': 'country'},"
                        + " 'operator': 'IN', 'parameter': ['DE', 'IT']}, {'type': 'nullity', 'column': {'name': 'visits'},"
                        + " 'is_null': true}]}"))
                .isEqualTo("a\nb");
        assertThat(keptBy("{'type': 'pass_through', 'pass_through_filter': 'visits = 7'}"))
                .isEqualTo("c");
    }

    @Test
    void whatIsNotForSparkIsAFault() {
        String count = "expect_table_row_count_to_equal";
        assertThat(observed(ORDERS, count, "'value': 1, 'row_condition': 'visits > 5', 'condition_parser': 'pandas'"))
                .isEqualTo("condition_parser \"pandas\" is not for Spark; use \"spark\" or \"great_expectations\"");
        assertThat(observed(
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

    private static String kept(String text, String parser) {
        return kept(Conditions.read(Json.NODES.textNode(text), parser, new Shape(ORDERS.schema())));
    }

    private static String keptBy(String json) {
        ObjectNode object = Json.object("test", json.replace('\'', '"'));
        return kept(Conditions.read(object, "", new Shape(ORDERS.schema())));
    }

    private static String kept(Column condition) {
        return text(ORDERS.where(condition), "id");
    }
}
