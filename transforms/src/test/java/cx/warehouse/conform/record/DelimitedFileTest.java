package cx.warehouse.conform.record;

import static cx.warehouse.conform.TestContracts.csv;
import static cx.warehouse.conform.TestContracts.read;
import static cx.warehouse.conform.TestContracts.rejects;
import static cx.warehouse.conform.TestContracts.rows;
import static cx.warehouse.conform.TestContracts.shop;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.TestContracts;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delimited files as vendors really send them: rows that load, rows in quarantine, and files that are refused. */
class DelimitedFileTest {
    private static final String HEAD = "id,day,amount,note\n";

    @Test
    void everyCellBecomesItsType() {
        ParsedFile parsed =
                read(csv(), HEAD + "a1,2026-04-06,\"1,234.50\",\"two\nlines, \"\"quoted\"\"\"\r\na2,2026-04-07,,\r\n");
        assertThat(rows(parsed))
                .isEqualTo("a1 | 2026-04-06 | 1234.50 | two\nlines, \"quoted\"\na2 | 2026-04-07 | null | null");
        assertThat(parsed.rows().get(1).getLong(8)).isEqualTo(4);
    }

    @Test
    void everyReasonOfARowIsNamedWithLineAndRawText() {
        ParsedFile parsed = read(csv(), HEAD + "a1,2026-04-06,1.00,ok\n,2026-02-30,n/a,\"some\nbody\"\n");
        assertThat(rejects(parsed)).isEqualTo("3 required.id date.day number.amount");
        assertThat(parsed.quarantinedRows().get(0).raw()).isEqualTo(",2026-02-30,n/a,\"some\nbody\"");
        assertThat(parsed.quarantinedRows().get(0).message())
                .isEqualTo("shop_sale sales.csv row 3: id: is empty; day: '2026-02-30' is not a date;"
                        + " amount: 'n/a' is not a decimal(18,2)");
    }

    @Test
    void personalDataNeverStandsInAMessage() {
        String yaml = "missing: [none]";
        ParsedFile parsed = read(csv(yaml), HEAD + "a1,2026-04-06,1,ada\u0000@mail.example\n");
        assertThat(rejects(parsed)).isEqualTo("2 encoding.note");
        assertThat(parsed.quarantinedRows().get(0).message())
                .doesNotContain("ada")
                .contains("personal, 17 characters");
        assertThat(parsed.quarantinedRows().get(0).reasons().get(0).value()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a1,2026-04-06,1.00", // too few cells
                "a1,2026-04-06,1.00,note,more", // too many cells
                "a1,2026-04-06,1,000.00,note", // delimiter without quotes
                "# a comment",
                "Total: 5",
                "id,day,amount,note", // the header again
                "a1,2026-04-06,1.00,\"open", // truncated
                "a1,2026-04-06,1.00,\"he said \\\"so\\\" there\"",
                "a1,2026-04-06,12.345,note", // too many decimals
                "a1,2026-04-06,-1,note",
                "a1,2026-04-06,NaN,note",
                "a1,2026-04-06,0x1F,note",
                "a1,2026-04-06,12345678901234567890.00,note",
                "a1,06/04/2026,1,note",
                "a1,1999-12-31,1,note",
                "a1,2026-04-10,1,note",
                "1.22158E+17,2026-04-06,1,note",
                "2.0E+10,2026-04-06,1,note",
                " ,2026-04-06,1,note"
            })
    void aBadRowIsQuarantinedAndTheOthersLoad(String row) {
        ParsedFile parsed = read(csv(), HEAD + "g1,2026-04-05,1.00,good\n" + row + "\n");
        assertThat(rows(parsed)).isEqualTo("g1 | 2026-04-05 | 1.00 | good");
        assertThat(parsed.quarantinedRows()).hasSize(1);
        assertThat(parsed.quarantinedRows().get(0).line()).isEqualTo(3);
        assertThat(parsed.quarantinedRows().get(0).raw()).isEqualTo(row);
        assertThat(parsed.report().outcome()).isEqualTo(FileOutcome.LOADED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00123", "1E5", "NA", "=cmd()", "${jndi:ldap://x}", "'; drop table", "../../x", "\u202Eabc"})
    void textIsLoadedAsItStands(String id) {
        assertThat(rows(read(csv(), HEAD + id + ",2026-04-06,1,x\n"))).isEqualTo(id + " | 2026-04-06 | 1.00 | x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // zero bytes
                "id,day,amount,note", // a header only
                "id,day,amount,note\r\n\r\n",
                "\uFEFFid,day,amount,note\n"
            })
    void aFileWithoutRowsIsALoadOfNoRows(String text) {
        FileReport report = read(csv(), text).report();
        assertThat(report.outcome()).isEqualTo(FileOutcome.LOADED);
        assertThat(report.read()).isZero();
        assertThat(report.message()).isEqualTo("holds no rows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n \n\n", // blank
                "a1,2026-04-06,1.00,x\n", // no header
                "id,amount,note\na1,1,x\n", // a required column is missing
                "id,day,amount,Amount,note\n", // a repeated name
                "id;day;amount;note\na1;2026-04-06;1;x\n", // another delimiter
                "Report of April\n\nid,day,amount,note\n", // lines before the header
                "<!DOCTYPE html><html>login</html>",
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
                "%PDF-1.7 ...",
                "PAR1....",
                "PK\u0003\u0004xl/workbook.xml"
            })
    void aFileOfAnotherKindIsRefused(String text) {
        ParsedFile parsed = read(csv(), text);
        assertThat(parsed.report().outcome()).isEqualTo(FileOutcome.REJECTED);
        assertThat(parsed.report().message()).startsWith("shop_sale sales.csv: ");
        assertThat(parsed.report().read()).isZero();
    }

    @Test
    void aPictureAndThousandsOfColumnsAreRefused() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};
        assertThat(read(csv(), "sales.csv", png).report().message()).endsWith("is a PNG picture");
        String wide = IntStream.range(0, 5000).mapToObj(number -> "c" + number).collect(Collectors.joining(","));
        assertThat(read(csv(), wide + "\n").report().message()).contains("has 5000 columns");
    }

    @Test
    void aQuoteLeftOpenMidFileRefusesTheFile() {
        String text = HEAD + "a1,2026-04-06,1,\"open\na2,2026-04-06,2,x\na3,2026-04-06,3,y\n";
        assertThat(read(csv(), text).report().message())
                .endsWith("has a quote opened in line 2 that swallows the rows after it");
        assertThat(read(csv(), text + "a4,2026-04-06,4,\"z\"\n").report().outcome())
                .isEqualTo(FileOutcome.REJECTED);
    }

    @Test
    void readingGoesOnBehindARecordWithBrokenQuotes() {
        String text = HEAD
                + "a1,2026-04-06,1,\"x\"y\na2,2026-04-06,2,\"fine\nhere\"\na3,2026-04-06,3,\"one\ntwo \\\"q\\\" z\"\n"
                + "a4,2026-04-06,4,end\n";
        ParsedFile parsed = read(csv(), text);
        assertThat(rows(parsed)).isEqualTo("a2 | 2026-04-06 | 2.00 | fine\nhere\na4 | 2026-04-06 | 4.00 | end");
        assertThat(rejects(parsed)).isEqualTo("2 column_count\n5 column_count");
        assertThat(parsed.quarantinedRows().get(1).raw()).isEqualTo("a3,2026-04-06,3,\"one\ntwo \\\"q\\\" z\"");
    }

    @Test
    void columnsAreFoundByNameInAnyOrderAndCase() {
        ParsedFile parsed = read(csv(), "Note, DAY ,Total,colour,ID\nx,2026-04-06,2,red,a1\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 2.00 | x");
        assertThat(TestContracts.map(parsed.rows().get(0), 5)).hasToString("{colour=red}");
        assertThat(parsed.report().drift())
                .containsExactly("renamed: Total (amount)", "reordered: Note, ID", "added: colour");
        assertThat(read(csv(), "id,day\na1,2026-04-06\n").report().drift())
                .containsExactly("missing: amount", "missing: note");
    }

    @Test
    void marksAndLineEndsDoNotMatter() {
        String text = "id\tday\tamount\tnote\r\na1\t2026-04-06\t1\t🙂 é\r\n\r\na2\t2026-04-06\t2\tz";
        String wanted = "a1 | 2026-04-06 | 1.00 | 🙂 é\na2 | 2026-04-06 | 2.00 | z";
        var tabs = shop("format: {type: delimited, delimiter: tab}");
        assertThat(rows(read(tabs, "x.csv", ("\uFEFF" + text).getBytes(UTF_16LE))))
                .isEqualTo(wanted);
        assertThat(rows(read(tabs, "x.csv", ("\uFEFF" + text).getBytes(UTF_8)))).isEqualTo(wanted);
        assertThat(rows(read(tabs, "x.csv", text.replace("\r\n", "\r").getBytes(UTF_8))))
                .isEqualTo(wanted);
    }

    @Test
    void bytesThatAreNoTextCostTheirRow() {
        byte[] bytes = (HEAD + "a1,2026-04-06,1,x\na2,2026-04-06,2,?\n").getBytes(UTF_8);
        bytes[bytes.length - 2] = (byte) 0xC3;
        ParsedFile parsed = read(csv(), "x.csv", bytes);
        assertThat(rejects(parsed)).isEqualTo("3 encoding.note");
        byte[] without = (HEAD + "a1").getBytes(UTF_16LE);
        assertThat(read(csv(), "x.csv", without).report().outcome()).isEqualTo(FileOutcome.REJECTED);
    }

    @Test
    void cellsAndRowsOfAbsurdSizeAreQuarantined() {
        String fields = "x,".repeat(100_000);
        ParsedFile parsed =
                read(csv(), HEAD + "a1,2026-04-06,1," + "n".repeat(2 << 20) + "\n" + fields + "\na3,2026-04-06,1,ok\n");
        assertThat(rejects(parsed)).isEqualTo("2 size.note\n3 column_count");
        assertThat(parsed.quarantinedRows().get(0).raw()).hasSize(1 << 16);
        assertThat(rows(parsed)).isEqualTo("a3 | 2026-04-06 | 1.00 | ok");
    }

    @Test
    void preambleAndTotalsAreNoRows() {
        var report = shop(
                "format: {type: delimited, header: {contains: 'id,day'}}",
                "left_out:",
                "  - {starts_with: 'Total:'}",
                "  - {from: note, in: [test]}");
        ParsedFile parsed = read(
                report,
                "Sales\n\"April, first\"\nid,day,amount,note\na1,2026-04-06,1,x\na2,2026-04-06,2,test\nTotal: all,5\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 2026-04-06 | 1.00 | x");
        assertThat(parsed.report().leftOut()).isEqualTo(2);
        assertThat(parsed.rows().get(0).getLong(8)).isEqualTo(4);
        assertThat(read(report, "id;day\n1;2\n").report().message()).contains("no line holds `id,day`");
    }

    @Test
    void namesStandInTheFirstOfSeveralHeaderRows() {
        var three = shop("format: {type: delimited, header: {rows: 3}}");
        assertThat(rows(read(
                        three,
                        "id,day,amount,note\nThe id,\"The\nday\",How much,Why\n{},{},{},{}\na1,2026-04-06,1,x\n")))
                .isEqualTo("a1 | 2026-04-06 | 1.00 | x");
    }

    @Test
    void aHeaderHoldsAValueThatAllRowsShare() {
        SourceContract priced = priceContract("delimiter: comma");
        ParsedFile parsed = read(priced, "id,Price  ( eur ),day\na1,12.50,2026-04-06\na2,3,2026-04-06\n");
        assertThat(rows(parsed)).isEqualTo("a1 | 12.50 | eur | 2026-04-06\na2 | 3.00 | eur | 2026-04-06");
        assertThat(parsed.report().drift()).containsExactly("missing: size");
        assertThat(read(priced, "id,day\na1,2026-04-06\n").report().message())
                .contains("lacks the column", "Price (*)");
        assertThat(read(priced, "id,Price (EUR),Price (USD),day\na1,1,2,2026-04-06\n")
                        .report()
                        .message())
                .contains("has two columns for `Price (*)`: Price (EUR) and Price (USD)");
    }

    @Test
    void theHeaderDecidesBetweenSeveralDelimiters() {
        SourceContract either = priceContract("delimiter: [comma, semicolon]");
        assertThat(rows(read(either, "id;\"Price, net (EUR)\";Price (EUR);day\na,1;x;2;2026-04-06\n")))
                .isEqualTo("a,1 | 2.00 | EUR | 2026-04-06");
        assertThat(rows(read(either, "id,Price (EUR),day\na;1,2,2026-04-06\n")))
                .isEqualTo("a;1 | 2.00 | EUR | 2026-04-06");
    }

    @Test
    void aColumnOfTheKeyThatIsNotRequiredMayBeMissing() {
        ParsedFile parsed = read(priceContract("delimiter: comma"), "id,Price (EUR)\na1,1\na1,2\na2,1\n");
        assertThat(rows(parsed)).isEqualTo("a2 | 1.00 | EUR | null");
        assertThat(rejects(parsed)).isEqualTo("2 conflict\n3 conflict");
        assertThat(parsed.report().drift()).containsExactly("missing: day", "missing: size");
    }

    private static SourceContract priceContract(String delimiter) {
        return Declarations.read(
                        List.of(new DeclarationText("schemas/sources/shop_price.yaml", """
                source: shop_price
                family: ad
                vendor: shop
                description: Prices of a shop.
                drop: {file: '.*'}
                account: vendor
                format: {type: delimited, %s}
                key: [id, size]
                columns:
                  - {name: id, required: true}
                  - {name: price, from: Price (*), type: "decimal(18,2)", required: true}
                  - {name: currency, header_of: price}
                  - {name: day, type: date}
                  - {name: size}
                ignored: ['Price, net (EUR)']
                """.formatted(delimiter))))
                .sources()
                .get(0);
    }
}
