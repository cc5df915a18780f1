package cx.warehouse.quality.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.quality.QualityTest;
import cx.warehouse.quality.Validator;
import cx.warehouse.quality.suite.ExpectationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest extends QualityTest {

    private static final String SCHEMA = "expect_column_values_to_match_json_schema";

    private static final Dataset<Row> NOTES = frame("note string, day string, number int", """
            {"a": 1}   | 2026-03-14 | 1
            {"a": "x"} | 14.03.2026 | 2
            []         | 2026-02-30 | 3
                       |            |
            """);

    @TempDir
    private Path folder;

    @Test
    void aTextMustHaveItsFormat() {
        assertThat(unexpectedValues(
                        NOTES,
                        "expect_column_values_to_match_strftime_format",
                        "'column': 'day', 'strftime_format': '%Y-%m-%d'"))
                .isEqualTo("[\"14.03.2026\",\"2026-02-30\"]");
        assertThat(unexpectedValues(NOTES, "expect_column_values_to_be_dateutil_parseable", "'column': 'day'"))
                .isEqualTo("[\"2026-02-30\"]");
    }

    @Test
    void aFormatThatReadsNothingAndAColumnThatIsNoTextAreFaults() {
        assertThat(unexpectedValues(
                        NOTES,
                        "expect_column_values_to_match_strftime_format",
                        "'column': 'day', 'strftime_format': '%D'"))
                .contains("%D");
        assertThat(unexpectedValues(
                        NOTES,
                        "expect_column_values_to_match_strftime_format",
                        "'column': 'number', 'strftime_format': '%Y'"))
                .isEqualTo("column `number` must be text, and is int");
    }

    @Test
    void valuesOtherThanTextAreNoJson() {
        assertThat(unexpectedValues(NOTES, "expect_column_values_to_be_json_parseable", "'column': 'day'"))
                .isEqualTo("[\"2026-03-14\",\"14.03.2026\",\"2026-02-30\"]");
        assertThat(unexpectedValues(NOTES, "expect_column_values_to_be_json_parseable", "'column': 'note'"))
                .isEqualTo("[]");
        assertThat(unexpectedValues(NOTES, "expect_column_values_to_be_json_parseable", "'column': 'number'"))
                .isEqualTo("[1,2,3]");
    }

    @Test
    void jsonMustMatchItsSchema() {
        assertThat(
                        unexpectedValues(
                                NOTES,
                                SCHEMA,
                                "'column': 'note', 'json_schema': {'type': 'object', 'properties': {'a': {'type': 'integer'}}}"))
                .isEqualTo("[\"{\\\"a\\\": \\\"x\\\"}\",\"[]\"]");
        assertThat(unexpectedValues(NOTES, SCHEMA, "'column': 'note', 'json_schema': {'required': ['a']}"))
                .isEqualTo("[]");
    }

    @Test
    void aFormatInASchemaIsARemarkOnly() {
        Dataset<Row> texts = frame("note string", "\"no mail\"\n");
        assertThat(unexpectedValues(
                        texts,
                        SCHEMA,
                        "'column': 'note', 'json_schema': {'$schema': 'http://json-schema.org/draft-07/schema#',"
                                + " 'format': 'email'}"))
                .isEqualTo("[]");
    }

    @Test
    void oneTextThatIsNoJsonMakesTheSchemaUnanswerable() {
        assertThat(unexpectedValues(NOTES, SCHEMA, "'column': 'day', 'json_schema': {}"))
                .isEqualTo("3 rows: the value is not JSON");
        assertThat(unexpectedValues(NOTES, SCHEMA, "'column': 'note', 'json_schema': {'type': 'sparkling'}"))
                .startsWith("`json_schema` is no JSON Schema: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'$ref': 'file:%s'",
                "'$ref': 'http://127.0.0.1:9/schema.json'",
                "'properties': {'a': {'items': {'$ref': 'https://127.0.0.1:9/schema.json#/a'}}}",
                "'$ref': 'classpath:logback.xml'"
            })
    void aSchemaThatPointsOutsideOfItselfIsAFault(String schema) throws IOException {
        Path other = Files.writeString(folder.resolve("schema.json"), "{}");
        assertThat(unexpectedValues(
                        NOTES, SCHEMA, "'column': 'note', 'json_schema': {" + schema.formatted(other) + "}"))
                .startsWith("`json_schema` cannot be used: it refers to ")
                .endsWith(", but a schema must contain all that it refers to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'$ref': '#/definitions/part', 'definitions': {'part': {'required': ['b']}}",
                "'$id': 'https://127.0.0.1:9/whole', '$ref': 'part', '$defs': {'part': {'$id': 'part', 'required': ['b']}}",
                "'$schema': 'http://json-schema.org/draft-07/schema#', 'properties': {'z': {'$ref': '#'}}, 'required': ['b']",
                "'$schema': 'http://json-schema.org/draft-04/schema#', 'required': ['b']",
                "'$schema': 'https://json-schema.org/draft/2019-09/schema', 'required': ['b']",
                "'$ref': 'https://json-schema.org/draft/2020-12/schema', 'required': ['b']"
            })
    void aSchemaMayPointIntoItselfAndToTheDrafts(String schema) {
        assertThat(unexpectedValues(NOTES, SCHEMA, "'column': 'note', 'json_schema': {" + schema + "}"))
                .startsWith("[\"{\\\"a\\\": 1}\",");
    }

    @Test
    void aPointerThatLeadsNowhereIsAFault() {
        assertThat(unexpectedValues(NOTES, SCHEMA, "'column': 'note', 'json_schema': {'$ref': '#/definitions/part'}"))
                .startsWith("`json_schema` cannot be used: ");
        assertThat(unexpectedValues(
                        NOTES, SCHEMA, "'column': 'note', 'json_schema': {'$schema': 'http://127.0.0.1:9/own'}"))
                .startsWith("`json_schema` cannot be used: ");
    }

    @Test
    void anEndlessSchemaFailsOnlyItsOwnExpectation() {
        List<ExpectationResult> results = Validator.validate(
                        NOTES,
                        suite(
                                SCHEMA,
                                "'column': 'note', 'json_schema': {'$ref': '#/$defs/a', '$defs': {'a': {'$ref': '#/$defs/a'}}}",
                                "expect_column_values_to_not_be_null",
                                "'column': 'note'"),
                        OPTIONS)
                .results();
        assertThat(results.get(0).fault().orElseThrow().getMessage())
                .contains("`json_schema` refers to itself without end");
        assertThat(results.get(1).fault()).isEmpty();
    }
}
