package cx.warehouse.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that pages show neither personal values nor their length. */
class ValueMaskingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            email      | ada@example.com | a•••@•••
            email      | a.very.long.name.of.a.person@mail.example.co.uk | a•••@•••
            last_name  | Lovelace | L•••
            last_name  | Li       | •••
            phone      | 0151 123 | •••
            id         | 0035g00000AbC | 0035g00000AbC
            """)
    void valuesOfMarkedColumnsShowTheirFirstLetterAtMost(String column, String value, String shown) {
        assertThat(show("source.salesforce_contact", column, value)).isEqualTo(shown);
    }

    @Test
    void aColumnOfThatNameIsPersonalInEveryTable() {
        assertThat(show("mart.fact_order", "billing_name", "Ada Lovelace")).isEqualTo("A•••");
        assertThat(show("nobody.knows", "last_name", "Lovelace")).isEqualTo("L•••");
    }

    @Test
    void columnsFilledFromPersonalColumnsArePersonal() {
        assertThat(show("conformed.identity", "identifier_value", "ada-1815")).isEqualTo("a•••");
        assertThat(show("conformed.identity", "identifier_type", "email")).isEqualTo("email");
        assertThat(show("conformed.interaction", "login_id", "ada1815")).isEqualTo("a•••");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            see ada@example.com, please | see a•••@•••, please
            https://x.example/?mail=ada%40example.com&a=1 | https://x.example/?mail=a•••@•••&a=1
            from 192.168.1.20           | from •••
            2001:db8::ff00:42:8329      | •••
            call +49 151 1234567        | call +•••
            0151 / 123 45 67            | •••
            4915112345678               | •••
            4111 1111 1111 1111         | •••
            4111111111111111            | •••
            """)
    void valuesThatLookPersonalAreHiddenInUndeclaredColumns(String value, String shown) {
        assertThat(show("nobody.knows", "c", value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-03-14T02:00:00+00:00
            2026-03-14
            12:30:45
            1234.56789
            1234567
            4111111111111112
            Mozilla 125.0.6422.112
            cost::int
            """)
    void valuesThatDoNotLookPersonalAreShown(String value) {
        String shown =
                value.equals("1234567") ? show("mart.fact_order", "order_id", value) : show("nobody.knows", "c", value);
        assertThat(shown).isEqualTo(value);
    }

    @Test
    void declaredColumnsWithoutAMarkAreTrusted() {
        assertThat(show("mart.fact_order", "order_id", "4915112345678")).isEqualTo("4915112345678");
        assertThat(show("mart.fact_order", "order_id", "ada@example.com")).isEqualTo("a•••@•••");
    }

    @Test
    void nestedPersonalValuesAreHidden() throws IOException {
        JsonNode row = new ObjectMapper().readTree("""
                {"id": 7, "last_name": "Lovelace", "more": {"email": ["ada@example.com", null]}}""");
        assertThat(ResultDocuments.maskingOf("nobody.knows").mask("", row)).hasToString("""
                {"id":7,"last_name":"L•••","more":{"email":["a•••@•••",null]}}""");
    }

    @Test
    void aQueryCannotRenameAPersonalColumn() {
        ExpectationOutcome outcome = ResultDocuments.outcome("unexpected_rows_expectation", """
                {"unexpected_rows_query": "select last_name as n, count(*) c from {batch} group by 1"}""", """
                {"observed_value": "2 unexpected rows", "details": {"unexpected_rows": [{"n": "Lovelace", "c": 2}]}}""");
        UnexpectedExamples examples =
                UnexpectedExamples.of(outcome, ResultDocuments.maskingOf("source.salesforce_contact"));
        assertThat(examples.headers()).containsExactly("n", "c");
        assertThat(examples.rows().get(0).get(0).text()).isEqualTo("L•••");
    }

    @Test
    void listedValuesOfAPersonalColumnAreNotShown() {
        ExpectationOutcome outcome = ResultDocuments.expectation("expect_column_values_to_be_in_set", """
                {"column": "email", "value_set": ["ada@example.com", "Byron"]}""");
        ValueMasking masks = ResultDocuments.maskingOf("source.salesforce_contact");
        assertThat(TextPart.plainText(ExpectationSentences.of(outcome, masks)))
                .isEqualTo("All values of email are one of 2 listed values (personal, not shown).");
    }

    private static String show(String table, String column, String value) {
        return ResultDocuments.maskingOf(table)
                .show(column, TextNode.valueOf(value))
                .text();
    }
}
