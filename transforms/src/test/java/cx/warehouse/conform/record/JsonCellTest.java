package cx.warehouse.conform.record;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.TestContracts;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells of delimited text that hold JSON. */
class JsonCellTest {
    private static final SourceContract CONTRACT = Declarations.read(
                    List.of(new DeclarationText("shop_event.yaml", """
                    source: shop_event
                    family: web
                    vendor: shop
                    description: Events of a shop.
                    drop: {file: '.*'}
                    account: vendor
                    format: {type: delimited, delimiter: tab, quote: none}
                    key: [id]
                    columns:
                      - {name: id, required: true}
                      - {name: context, type: json}
                      - {name: person, type: json, pii: true}
                      - {name: note}
                    """)))
            .sources()
            .get(0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":{\"b\":[1,2.5e3,true,null,\"\\u00e9\\n\"]}}",
                "{ \"a\" : 1 , \"a\" : 2 }",
                "\"text\"",
                "-7",
                "[[[[[[[[]]]]]]]]"
            })
    void oneValueIsKeptAsItStands(String cell) {
        ParsedFile parsed = read("e1\t" + cell + "\t" + cell + "\tx\n");
        assertThat(TestContracts.rows(parsed)).isEqualTo("e1 | " + cell + " | " + cell + " | x");
    }

    @Test
    void nothingAtAllIsNoJsonToCheck() {
        assertThat(TestContracts.rows(read("e1\t\t \tx\n"))).isEqualTo("e1 | null | null | x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1 | is not JSON: broken at character 7",
                "{\"a\":1,} | is not JSON: broken at character 8",
                "{a:1} | is not JSON: broken at character 2",
                "{'a':1} | is not JSON: broken at character 2",
                "[1,2 | is not JSON: broken at character 5",
                "[01] | is not JSON: broken at character 3",
                "nothing | is not JSON: broken at character 1",
                "NaN | is not JSON: broken at character 4",
                "\"open | is not JSON: broken at character 6",
                "{\"a\":1}{\"b\":2} | goes on after its JSON ends",
                "{\"a\":1} and more | goes on after its JSON ends",
                "1 2 | goes on after its JSON ends",
                "\"a\" } | goes on after its JSON ends",
                "1,2 | is not JSON: broken at character 2"
            })
    void aCellThatIsNoJsonIsQuarantined(String cell, String fault) {
        ParsedFile parsed = read("e1\t" + cell + "\t\tx\ne2\t{}\t\ty\n");
        assertThat(TestContracts.rows(parsed)).isEqualTo("e2 | {} | null | y");
        assertThat(parsed.quarantinedRows()).hasSize(1);
        assertThat(parsed.quarantinedRows().get(0).reasons().get(0).code()).isEqualTo(QuarantinedRow.ReasonCode.JSON);
        assertThat(parsed.quarantinedRows().get(0).message())
                .isEqualTo("shop_event events.tsv row 2: context: '" + cell + "' " + fault);
    }

    @Test
    void personalDataIsNotShown() {
        ParsedFile parsed = read("e1\t\t{\"mail\":\"ada@post.example\"\tx\n");
        assertThat(parsed.quarantinedRows().get(0).message())
                .isEqualTo("shop_event events.tsv row 2: person: the value (personal, 26 characters)"
                        + " is not JSON: broken at character 27");
    }

    @Test
    void jsonIsNotDeeperThanInAFileOfJson() {
        String deep = "[".repeat(201) + "]".repeat(201);
        assertThat(TestContracts.rejects(read("e1\t" + deep + "\t\tx\n"))).isEqualTo("2 json.context");
    }

    private static ParsedFile read(String rows) {
        return TestContracts.read(
                CONTRACT,
                "events.tsv",
                ("id\tcontext\tperson\tnote\n" + rows).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
