package cx.warehouse.quality.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.QualityTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteTest extends QualityTest {

    @Test
    void readsTheFirstGeneration() {
        Suite suite = read(
                "{'expectation_suite_name': 'orders.nightly', 'evaluation_parameters': {'most': 9},"
                        + " 'data_asset_type': 'table', 'expectations':"
                        + " [{'expectation_type': 'expect_column_to_exist', 'kwargs': {'column': 'cost'}, 'meta': {'by': 'ada'}}]}");
        assertThat(suite.name()).isEqualTo("orders.nightly");
        assertThat(suite.parameters()).hasToString("{\"most\":9}");
        assertThat(suite.generation()).isEqualTo(SuiteGeneration.FIRST);
        assertThat(suite.document().get("data_asset_type")).hasToString("\"table\"");
        assertThat(suite.expectations().get(0).type()).isEqualTo("expect_column_to_exist");
        assertThat(suite.expectations().get(0).others()).hasToString("{\"meta\":{\"by\":\"ada\"}}");
    }

    @Test
    void readsTheSecondGenerationAndKeepsUnknownMembers() {
        Suite suite = read(
                "{'name': 'orders', 'suite_parameters': {'most': 9}, 'owner': 'marketing', 'expectations':"
                        + " [{'type': 'Expect_Column_To_Exist', 'kwargs': {'column': 'cost'}, 'severity': 'warning', 'colour': 3}]}");
        assertThat(suite.name()).isEqualTo("orders");
        assertThat(suite.document().get("owner")).hasToString("\"marketing\"");
        Expectation expectation = suite.expectations().get(0);
        assertThat(expectation.type()).isEqualTo("Expect_Column_To_Exist");
        assertThat(expectation.severity()).isEqualTo(Severity.WARNING);
        assertThat(expectation.document())
                .hasToString("{\"type\":\"Expect_Column_To_Exist\",\"kwargs\":{\"column\":\"cost\"},\"meta\":{},"
                        + "\"severity\":\"warning\",\"colour\":3}");
    }

    @Test
    void aSuiteWithoutANameBearsItsFiles() {
        assertThat(read("{'expectations': []}").name()).isEqualTo("orders.json");
    }

    @Test
    void saysAllFaultsAtOnce() {
        assertThatThrownBy(() -> read("{'expectations': [{'kwargs': {}}, 7, {'type': 'x', 'kwargs': []},"
                        + " {'type': 'x', 'severity': 'fatal'}]}"))
                .hasMessage("Cannot read suite orders.json: expectations[0] has no `type`;"
                        + " expectations[1] is not a JSON object; expectations[2] `kwargs` is not a JSON object;"
                        + " expectations[3] severity \"fatal\" is none of critical, warning, info");
    }

    @Test
    void saysWhereTheJsonBreaks() {
        assertThatThrownBy(() -> read("{'name': 'orders',\n 'name': 'again'}"))
                .hasMessageStartingWith("Cannot read suite orders.json: line 2 column 8 Duplicate field 'name'");
        assertThatThrownBy(() -> read("[]")).hasMessage("Cannot read suite orders.json: it is not a JSON object");
        assertThatThrownBy(() -> read("{'name': 'orders'}"))
                .hasMessage("Cannot read suite orders.json: `expectations` is not a list");
    }

    @Test
    void aSuiteIsWrittenInTheFormItWasReadIn() {
        String first = """
                {'expectation_suite_name': 'orders', 'data_asset_type': null, 'ge_cloud_id': null,
                 'evaluation_parameters': {'most': 9},
                 'expectations': [{'expectation_type': 'expect_column_pair_values_A_to_be_greater_than_B',
                   'ge_cloud_id': null, 'kwargs': {'column_A': 'a', 'column_B': 'b', 'mostly': {'$PARAMETER': 'most'}},
                   'meta': {'notes': 'why'}, 'colour': [1, NaN]}],
                 'meta': {'great_expectations_version': '0.18.22'}}
                """;
        String second = """
                {'name': 'orders', 'id': 'x', 'suite_parameters': {'most': 9}, 'notes': null,
                 'expectations': [{'type': 'expect_column_pair_values_a_to_be_greater_than_b', 'id': 'y',
                   'kwargs': {'column_A': 'a', 'column_B': 'b'}, 'meta': {}, 'severity': 'warning', 'notes': ['n']}],
                 'meta': {'cx_expectations': [{'type': 'cx_expect_metric_to_be_usual', 'kwargs': {}}]}}
                """;
        for (String written : List.of(first, second)) {
            String json = written.replace('\'', '"');
            assertThat(SuiteJson.object("again", Suite.read("s", json).toJson()))
                    .isEqualTo(SuiteJson.object("first", json));
        }
        Suite suite = Suite.read("s", first.replace('\'', '"'));
        Suite other = Suite.read("s", suite.toJson(SuiteGeneration.SECOND));
        assertThat(other.generation()).isEqualTo(SuiteGeneration.SECOND);
        assertThat(other.expectations().get(0).type()).isEqualTo("expect_column_pair_values_a_to_be_greater_than_b");
        assertThat(SuiteJson.object("back", other.toJson(SuiteGeneration.FIRST)))
                .isEqualTo(SuiteJson.object("first", first.replace('\'', '"')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'expectations': []}",
                "{'name': null, 'suite_parameters': {}, 'expectations': []}",
                "{'expectation_suite_name': 'a', 'evaluation_parameters': {}, 'expectations': []}",
                "{'expectation_suite_name': 'a', 'evaluation_parameters': null, 'meta': {}, 'expectations': []}",
                "{'name': 'a', 'expectation_suite_name': 'b', 'suite_parameters': [], 'expectations': []}",
                "{'name': 'a', 'expectations': [{'type': 'expect_column_to_exist', 'kwargs': {'column': 'a'}}]}",
                "{'name': 'a', 'expectations': [{'type': 'x'}, {'expectation_type': 'y', 'kwargs': null, 'meta': null}]}",
                "{'name': 'a', 'expectations': [{'type': 'Expect_Column_Pair_Values_A_To_Be_Greater_Than_B'}]}"
            })
    void aMemberThatSaysNothingIsNeitherLostNorAdded(String written) {
        ObjectNode document = SuiteJson.object("first", written.replace('\'', '"'));
        assertThat(SuiteJson.object("again", read(written).toJson())).isEqualTo(document);
    }

    @Test
    void inTheOtherFormOnlyNamesChange() {
        Suite suite = read("{'expectation_suite_name': 'a', 'evaluation_parameters': {},"
                + " 'expectations': [{'expectation_type': 'expect_column_to_exist', 'kwargs': {'column': 'a'}}]}");
        assertThat(suite.toJson(SuiteGeneration.SECOND)).isEqualTo("""
                {
                  "name": "a",
                  "suite_parameters": {},
                  "expectations": [
                    {"type":"expect_column_to_exist","kwargs":{"column":"a"}}
                  ]
                }
                """);
    }
}
