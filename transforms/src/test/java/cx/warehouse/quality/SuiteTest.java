package cx.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SuiteTest extends QualityTest {

    @Test
    void readsTheFirstGeneration() {
        Suite suite = read(
                "{'expectation_suite_name': 'orders.nightly', 'evaluation_parameters': {'most': 9},"
                        + " 'data_asset_type': 'table', 'expectations':"
                        + " [{'expectation_type': 'expect_column_to_exist', 'kwargs': {'column': 'cost'}, 'meta': {'by': 'ada'}}]}");
        assertThat(suite.name()).isEqualTo("orders.nightly");
        assertThat(suite.parameters()).hasToString("{\"most\":9}");
        assertThat(suite.others()).hasToString("{\"data_asset_type\":\"table\"}");
        assertThat(suite.expectations().get(0).type()).isEqualTo("expect_column_to_exist");
        assertThat(suite.expectations().get(0).others()).hasToString("{\"meta\":{\"by\":\"ada\"}}");
    }

    @Test
    void readsTheSecondGenerationAndKeepsWhatItDoesNotKnow() {
        Suite suite = read(
                "{'name': 'orders', 'suite_parameters': {'most': 9}, 'owner': 'marketing', 'expectations':"
                        + " [{'type': 'Expect_Column_To_Exist', 'kwargs': {'column': 'cost'}, 'severity': 'warning', 'colour': 3}]}");
        assertThat(suite.name()).isEqualTo("orders");
        assertThat(suite.others()).hasToString("{\"owner\":\"marketing\"}");
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
}
