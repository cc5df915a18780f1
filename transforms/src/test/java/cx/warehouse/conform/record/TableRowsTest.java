package cx.warehouse.conform.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.contract.SourceColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken rows of delimited text in every source with such files: the row is quarantined, the others load. */
@Timeout(10)
class TableRowsTest {

    static List<String> sources() {
        return TableFilesTest.sources();
    }

    private static MutableTableSample of(String source) {
        return (MutableTableSample) MutableSample.of(source);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRowWithTooFewOrTooManyCellsIsQuarantined(String source) {
        MutableTableSample specimen = of(source);
        String good = specimen.lines.get(0);
        List<String> cells = specimen.cells(good);
        String shorter = specimen.record(cells.subList(0, cells.size() - 1));
        for (String bad : ofOtherLength(good, shorter, specimen.delimiter)) {
            specimen.lines.set(0, bad);
            OutcomeAssertions.assertQuarantined(specimen, specimen.read(), ReasonCode.COLUMN_COUNT, null);
        }
    }

    /** Rows with too few or too many cells. */
    static List<String> ofOtherLength(String good, String shorter, char delimiter) {
        return List.of(
                shorter,
                good + delimiter + "more",
                "a" + delimiter + good,
                good + (delimiter + "x").repeat(100_000),
                "# a comment",
                good.substring(0, good.indexOf(delimiter)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aHeaderOrATotalAmongTheRowsIsQuarantined(String source) {
        MutableTableSample specimen = of(source);
        specimen.lines.set(0, specimen.heads.get(0));
        OutcomeAssertions.assertQuarantined(specimen, specimen.read(), specimen.line());
        for (String word : List.of("Total", "Totals", "Grand total", "Sum")) {
            List<String> total = new ArrayList<>(
                    Collections.nCopies(specimen.cells(specimen.heads.get(0)).size(), ""));
            total.set(0, word);
            total.set(total.size() - 1, "1234");
            specimen.lines.set(0, specimen.record(total));
            OutcomeAssertions.assertQuarantined(specimen, specimen.read(), specimen.line());
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRowThatIsCutIsQuarantined(String source) {
        MutableTableSample specimen = of(source);
        specimen.rotate();
        Collections.rotate(specimen.lines, -2);
        int last = specimen.rows() - 1;
        String whole = specimen.lines.get(last);
        int start = specimen.text().stripTrailing().length() - whole.length();
        for (int length = 1; length < whole.lastIndexOf(specimen.delimiter); length += 7) {
            ParsedFile parsed = specimen.read(specimen.text().substring(0, start + length));
            OutcomeAssertions.assertLoaded(parsed);
            assertThat(parsed.report().quarantined()).isEqualTo(1);
            assertThat(parsed.report().loaded()).isEqualTo(last);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void quotesThatDoNotCloseCostTheirRowOrTheFile(String source) {
        MutableTableSample specimen = of(source);
        int place = specimen.place(text(specimen));
        String good = specimen.lines.get(0);
        specimen.cell(place, "OPEN");
        String open = specimen.lines.get(0).replace("OPEN", "\"open");
        specimen.lines.set(0, open);
        ParsedFile parsed = specimen.read();
        OutcomeAssertions.assertRefused(specimen, parsed);
        assertThat(parsed.report().message())
                .endsWith("has a quote opened in line " + specimen.line() + " that swallows the rows after it");
        specimen.lines.set(0, good);
        specimen.lines.set(specimen.rows() - 1, open);
        ParsedFile last = specimen.read();
        OutcomeAssertions.assertLoaded(last);
        assertThat(last.report().quarantined()).isEqualTo(1);
        assertThat(last.report().loaded()).isEqualTo(specimen.rows() - 1);
        specimen = of(source);
        specimen.cell(place, "QUOTED");
        specimen.lines.set(0, specimen.lines.get(0).replace("QUOTED", "\"he said \\\"so\\\" there\""));
        OutcomeAssertions.assertQuarantined(specimen, specimen.read(), ReasonCode.COLUMN_COUNT, null);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aCellInQuotesMayHoldLinesAndDelimiters(String source) {
        MutableTableSample specimen = of(source);
        String cell = "one\ntwo" + specimen.delimiter + " \"three\"\r\n\r\nfour";
        specimen.set(text(specimen), cell);
        ParsedFile parsed = specimen.read();
        OutcomeAssertions.assertLoaded(parsed);
        assertThat(parsed.report().loaded()).isEqualTo(specimen.rows());
        assertThat(MutableSample.rowTexts(parsed).get(0)).contains("=" + cell + ",");
        specimen.set(text(specimen), "DELIMITED");
        String bare = "a" + specimen.delimiter + "b";
        specimen.lines.set(0, specimen.lines.get(0).replace("DELIMITED", bare));
        OutcomeAssertions.assertQuarantined(specimen, specimen.read(), ReasonCode.COLUMN_COUNT, null);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void bytesThatAreNoTextAreQuarantinedWhereverTheyStand(String source) {
        for (SourceColumn column : MutableSample.contract(source).columns()) {
            MutableTableSample specimen = of(source);
            if (specimen.place(column) < 0) {
                continue;
            }
            specimen.set(column, "no\u0000text");
            OutcomeAssertions.assertQuarantined(specimen, specimen.read(), specimen.line());
            specimen.set(column, "no^text");
            ParsedFile parsed =
                    specimen.readPacked(TestArchives.pack(specimen.name, specimen.contract, damagedBytes(specimen)));
            OutcomeAssertions.assertQuarantined(specimen, parsed, specimen.line());
        }
    }

    /** Bytes of the file in which invalid ones replace the hat character. */
    private static byte[] damagedBytes(MutableTableSample specimen) {
        boolean isWide = specimen.charset.equals(UTF_16LE);
        return new String(specimen.bytes(), ISO_8859_1)
                .replace(isWide ? "^\u0000" : "^", isWide ? "\u0000\u00d8" : "\u00ff")
                .getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void cellsThatNoColumnReadsAreCheckedToo(String source) {
        for (String bad : List.of("no\u0000text", "n".repeat(2 << 20))) {
            MutableTableSample specimen = of(source);
            specimen.heads.replaceAll(head -> head + specimen.delimiter + "Moon phase");
            specimen.lines.replaceAll(line -> line + specimen.delimiter + "full");
            specimen.cell(specimen.place("Moon phase"), bad);
            ParsedFile parsed = specimen.read();
            OutcomeAssertions.assertLoaded(parsed);
            assertThat(parsed.report().quarantined()).isEqualTo(1);
            assertThat(parsed.quarantinedRows().get(0).message()).contains("`Moon phase`, which no column reads");
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aCellOfAbsurdLengthIsQuarantined(String source) {
        MutableTableSample specimen = of(source);
        specimen.set(text(specimen), "n".repeat(2 << 20));
        ParsedFile parsed = specimen.read();
        OutcomeAssertions.assertQuarantined(
                specimen, parsed, ReasonCode.SIZE, text(specimen).name());
        assertThat(parsed.quarantinedRows().get(0).raw()).hasSizeLessThanOrEqualTo(DelimitedRecords.MOST_RAW_TEXT);
    }

    /** A column that takes any text and that nothing else reads. */
    static SourceColumn text(MutableSample specimen) {
        return InputValues.texts(specimen).stream().findFirst().orElseThrow();
    }
}
