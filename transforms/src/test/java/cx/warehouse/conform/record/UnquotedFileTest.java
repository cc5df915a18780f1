package cx.warehouse.conform.record;

import static cx.warehouse.conform.TestContracts.read;
import static cx.warehouse.conform.TestContracts.rejects;
import static cx.warehouse.conform.TestContracts.rows;
import static cx.warehouse.conform.TestContracts.shop;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.contract.SourceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delimited text without quoting, with and without an escape character, whose column names are in the contract. */
class UnquotedFileTest {
    private static final String NAMES = "header: {names: [id, day, amount, note]}";
    private static final SourceContract PLAIN =
            shop("format: {type: delimited, delimiter: tab, quote: none, " + NAMES + "}");
    private static final SourceContract ESCAPED =
            shop("format: {type: delimited, delimiter: tab, quote: none, escape: '\\', " + NAMES + "}");

    @Test
    void quotesAreData() {
        ParsedFile parsed = read(PLAIN, "a1\t2026-04-06\t1.00\t\"open\na2\t2026-04-07\t2.00\ta \\ b\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1.00 | \"open\na2 | 2026-04-07 | 2.00 | a \\ b");
    }

    @Test
    void anEscapeMakesDelimitersLineBreaksAndItselfData() {
        ParsedFile parsed =
                read(ESCAPED, "a1\t2026-04-06\t1.00\tx\\\ty\\\nz\\\\\na2\t2026-04-07\t\t\\q\na3\t2026-04-07\t\tlast\\");
        assertThat(rows(parsed))
                .isEqualTo(
                        "a1 | 2026-04-06 | 1.00 | x\ty\nz\\\na2 | 2026-04-07 | null | \\q\na3 | 2026-04-07 | null | last\\");
        assertThat(parsed.rows().get(1).getLong(8))
                .as("line of the second record")
                .isEqualTo(3);
    }

    @Test
    void aRecordWithAnotherNumberOfCellsCostsThatRecord() {
        ParsedFile parsed =
                read(ESCAPED, "a1\t2026-04-06\t1.00\nb\\\n1\t2026-04-06\t1\tx\ty\na2\t2026-04-07\t2\tok\r\n\n");
        assertThat(rejects(parsed)).isEqualTo("1 column_count\n2 column_count");
        assertThat(parsed.quarantinedRows().get(1).raw()).isEqualTo("b\\\n1\t2026-04-06\t1\tx\ty");
        assertThat(rows(parsed)).isEqualTo("a2 | 2026-04-07 | 2.00 | ok");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 70_000, 200_000})
    void recordsMayBeLongerThanTheBuffer(int length) {
        String note = "n".repeat(length) + "\\\t";
        String line = "a%d\t2026-04-06\t1.00\t" + note + "\n";
        ParsedFile parsed = read(ESCAPED, line.formatted(1) + line.formatted(2) + line.formatted(3));
        assertThat(rows(parsed).lines()).hasSize(3).allMatch(row -> row.endsWith("n".repeat(length) + "\t"));
    }

    @Test
    void namesMayStandInTheFileToo() {
        SourceContract contract =
                shop("format: {type: delimited, delimiter: tab, quote: none, header: {starts_with: id, rows: 2}}");
        ParsedFile parsed = read(contract, "A report\nid\tday\tamount\tnote\n(text)\t\t\t\na1\t2026-04-06\t1.00\tit\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1.00 | it");
        assertThat(read(contract, "a1\t2026-04-06\t1.00\tx\n").report().message())
                .contains("has no header");
    }

    @Test
    void namesInTheContractServeQuotedTextAsWell() {
        SourceContract contract = shop("format: {type: delimited, " + NAMES + "}");
        ParsedFile parsed = read(contract, "a1,2026-04-06,1.00,\"x, y\"\na2,2026-04-07,2.00\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1.00 | x, y");
        assertThat(rejects(parsed)).isEqualTo("2 column_count");
    }
}
