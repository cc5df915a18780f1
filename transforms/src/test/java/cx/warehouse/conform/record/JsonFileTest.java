package cx.warehouse.conform.record;

import static cx.warehouse.conform.TestContracts.array;
import static cx.warehouse.conform.TestContracts.lines;
import static cx.warehouse.conform.TestContracts.read;
import static cx.warehouse.conform.TestContracts.rejects;
import static cx.warehouse.conform.TestContracts.rows;
import static cx.warehouse.conform.TestContracts.shop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.TestContracts;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON files as vendors really send them. */
class JsonFileTest {
    private static final String GOOD = "{\"id\":\"g1\",\"day\":\"2026-04-05\",\"amount\":1,\"note\":\"good\"}\n";
    private static final String GOOD_ROW = "g1 | 2026-04-05 | 1.00 | good";

    @Test
    void numbersMayBeTextAndIdsNumbers() {
        String text =
                "{\"id\":484000330500,\"day\":\"2026-04-06\",\"amount\":\"1,070.86\",\"note\":null,\"@type\":\"x\",\"more\":{\"a\":[1]}}\n"
                        + "{\"id\":\"00123\",\"day\":\"2026-04-06\",\"amount\":7.0E1}";
        ParsedFile parsed = read(lines(), text);
        assertThat(rows(parsed))
                .isEqualTo("484000330500 | 2026-04-06 | 1070.86 | null\n00123 | 2026-04-06 | 70.00 | null");
        assertThat(TestContracts.map(parsed.rows().get(0), 5)).hasToString("{@type=x, more={\"a\":[1]}}");
        assertThat(parsed.report().drift()).containsExactly("added: @type", "added: more");
    }

    @Test
    void membersMayComeInAnyOrderAndChangeItFromLineToLine() {
        String text = """
                {"id":"a1","day":"2026-04-06","amount":1,"note":"x"}
                {"note":"x","amount":1,"day":"2026-04-06","id":"a2"}
                {"id":"a3","more":"y","day":"2026-04-06"}
                {"\\u0069d":"a4","amount":1,"day":"2026-04-06","note":""}
                {"id":"a5","day":"2026-04-06","note":"x","id":"a5"}
                {"id":"a6","day":"2026-04-06","amount":1,"note":"x"}
                """;
        ParsedFile parsed = read(lines(), text);
        assertThat(rows(parsed)).isEqualTo("""
                a1 | 2026-04-06 | 1.00 | x
                a2 | 2026-04-06 | 1.00 | x
                a3 | 2026-04-06 | null | null
                a4 | 2026-04-06 | 1.00 | null
                a6 | 2026-04-06 | 1.00 | x""");
        assertThat(rejects(parsed)).isEqualTo("5 json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a1\",\"day\":\"2026-04-06\"", // truncated
                "{\"id\":\"a1\",\"day\":\"2026-04-06\"} {\"id\":\"a2\",\"day\":\"2026-04-06\"}",
                "[1,2]",
                "7",
                "null",
                "{\"id\":\"a1\",\"id\":\"a2\",\"day\":\"2026-04-06\"}",
                "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"amount\":NaN}",
                "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"amount\":\"NaN\"}",
                "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"amount\":true}",
                "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"amount\":{\"value\":1}}",
                "{\"id\":[\"a1\"],\"day\":\"2026-04-06\"}",
                "{\"id\":null,\"day\":\"2026-04-06\"}",
                "{\"day\":\"2026-04-06\"}",
                "{\"id\":\"a1\",\"day\":20260406}",
                "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"note\":\"\\ud800\"}",
                "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"note\":\"a\tb\"}",
                "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"amount\":12.345}",
                "{'id':'a1'}"
            })
    void aBadLineIsQuarantinedAndTheOthersLoad(String line) {
        ParsedFile parsed = read(lines(), GOOD + line + "\n");
        assertThat(rows(parsed)).isEqualTo(GOOD_ROW);
        assertThat(parsed.quarantinedRows()).hasSize(1);
        assertThat(parsed.quarantinedRows().get(0).line()).isEqualTo(2);
        assertThat(parsed.quarantinedRows().get(0).raw()).isEqualTo(line);
    }

    @Test
    void absurdLinesAreQuarantined() {
        String deep = "{\"note\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String number = "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"amount\":" + "9".repeat(100_000) + "}";
        String huge = "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"note\":\"" + "n".repeat(2 << 20) + "\"}";
        String longer = "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"note\":\"" + "n".repeat(17 << 20) + "\"}";
        ParsedFile parsed = read(lines(), deep + "\n" + number + "\n" + huge + "\n" + longer + "\n" + GOOD);
        assertThat(rejects(parsed)).isEqualTo("1 json\n2 json\n3 json\n4 size");
        assertThat(parsed.quarantinedRows().get(3).raw()).hasSize(1 << 16);
        assertThat(rows(parsed)).isEqualTo(GOOD_ROW);
    }

    @Test
    void badBytesCostTheirLine() {
        byte[] bytes = (GOOD + "{\"id\":\"a1\",\"day\":\"2026-04-06\",\"note\":\"?\"}\r\n\r\n").getBytes(UTF_8);
        bytes[bytes.length - 7] = (byte) 0xFE;
        assertThat(rejects(read(lines(), "x.json", bytes))).isEqualTo("2 json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"a1\",\"day\":\"2026-04-06\"}", // truncated
                "[{\"id\":\"a1\",\"day\":\"2026-04-06\"},]",
                "[] []",
                "{\"error\":\"expired\"}",
                "\"text\"",
                "[[[[",
                "<html></html>"
            })
    void aBrokenArrayIsRefusedWhole(String text) {
        assertThat(read(array(), text).report().outcome()).isEqualTo(FileOutcome.REJECTED);
    }

    @Test
    void anArrayMayBeEmptyOrSpreadOverLines() {
        assertThat(read(array(), "[]").report().read()).isZero();
        assertThat(read(array(), "").report().outcome()).isEqualTo(FileOutcome.LOADED);
        ParsedFile parsed = read(array(), "[\n " + GOOD + ",\n 5,\n {\"id\":\"a2\",\n \"day\":\"2026-13-01\"}\n]\n");
        assertThat(rows(parsed)).isEqualTo(GOOD_ROW);
        assertThat(rejects(parsed)).isEqualTo("4 json\n5 date.day");
        assertThat(parsed.quarantinedRows().get(1).raw()).isEqualTo("{\"id\":\"a2\",\n \"day\":\"2026-13-01\"}");
        assertThat(read(lines(), "{\n\"id\": \"a1\"\n}\n").report().message()).contains("one object a line");
    }

    @Test
    void aPageHoldsItsArrayUnderAName() {
        var page = shop("format: {type: json, shape: page, path: Actions}");
        assertThat(rows(read(page, "{\"@page\":\"1\",\"Actions\":[" + GOOD + "],\"@total\":{\"n\":1}}")))
                .isEqualTo(GOOD_ROW);
        assertThat(read(page, "{\"Status\":\"ERROR\"}").report().message()).contains("has no `Actions`");
        assertThat(read(page, "{\"Actions\":{}}").report().message()).contains("it is not an array");
    }

    @Test
    void partsOfAnObjectAreFoundByPath() {
        var contract = Declarations.read(List.of(new DeclarationText("s.yaml", """
                        source: shop_hit
                        family: web
                        vendor: shop
                        description: Hits.
                        drop: {file: '.*'}
                        account: vendor
                        format: {type: json}
                        key: [name]
                        columns:
                          - {name: name, from: [title, name]}
                          - {name: sum, from: price.amount, type: int}
                          - {name: session, from: "params[key=session].value.*", type: bigint}
                          - {name: others, from: "params[key].value.*", type: map}
                          - {name: parts, type: json}
                        """)))
                .sources()
                .get(0);
        ParsedFile parsed = read(contract, """
                {"name":"n","price":{"amount":"3","currency":"EUR"},"params":[{"key":"session","value":{"string_value":null,"int_value":"42"}},{"value":{"double_value":1.5},"key":"late"},{"key":"x","value":{}}],"parts":[{"a":1}]}
                {"name":"n2","price":null,"params":[]}
                {"name":"n3","params":[{"key":"session","value":{"int_value":1}},{"key":"session","value":{"int_value":2}}]}
                """);
        assertThat(rows(parsed))
                .isEqualTo("n | 3 | 42 | Map(late -> 1.5)\nn2 | null | null | null\nn3 | null | 1 | null");
        assertThat(parsed.rows().get(0).getString(4)).isEqualTo("[{\"a\":1}]");
    }
}
