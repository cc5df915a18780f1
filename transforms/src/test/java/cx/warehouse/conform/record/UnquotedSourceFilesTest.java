package cx.warehouse.conform.record;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.contract.SourceColumn;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken rows and files of every source whose text has neither quotes nor header: rows are quarantined, the others
 * load.
 */
@Timeout(10)
class UnquotedSourceFilesTest {

    static List<String> sources() {
        return MutableSample.sources().stream()
                .filter(source -> MutableSample.of(source) instanceof MutableUnquotedSample)
                .toList();
    }

    private static MutableUnquotedSample of(String source) {
        return (MutableUnquotedSample) MutableSample.of(source);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRowWithTooFewOrTooManyCellsIsQuarantined(String source) {
        MutableUnquotedSample specimen = of(source);
        List<String> cells = specimen.cells();
        String good = specimen.lines.get(0);
        String shorter = specimen.record(cells.subList(0, cells.size() - 1));
        for (String bad : TableRowsTest.ofOtherLength(good, shorter, specimen.delimiter)) {
            specimen.lines.set(0, bad);
            ParsedFile parsed = specimen.read();
            if (parsed.report().leftOut() == 0) {
                OutcomeAssertions.assertQuarantined(specimen, parsed, ReasonCode.COLUMN_COUNT, null);
            } else {
                // the cells are shifted by one position, so one of them marks the row as left out
                assertThat(specimen.contract.leftOut()).isNotEmpty();
                assertThat(bad).startsWith("a" + specimen.delimiter);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aFileThatIsCutLosesItsLastRow(String source) {
        MutableUnquotedSample specimen = of(source);
        int last = specimen.rows() - 1;
        String whole = specimen.lines.get(last);
        int start =
                specimen.text().stripTrailing().length() - whole.stripTrailing().length();
        for (int length = 1; length < whole.stripTrailing().length() / 2; length += 7) {
            ParsedFile parsed = specimen.read(specimen.text().substring(0, start + length));
            OutcomeAssertions.assertLoaded(parsed);
            assertThat(parsed.report().quarantined()).isEqualTo(1);
            assertThat(parsed.report().loaded()).isEqualTo(last);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void bytesThatAreNoTextAndCellsOfAbsurdLengthAreQuarantined(String source) {
        for (SourceColumn column : InputValues.columns(of(source))) {
            MutableUnquotedSample specimen = of(source);
            if (!InputValues.isRuling(specimen, column)) {
                specimen.set(column, "no\u0000text");
                OutcomeAssertions.assertQuarantined(specimen, specimen.read(), specimen.line());
            }
        }
        SourceColumn text = TableRowsTest.text(of(source));
        MutableUnquotedSample specimen = of(source);
        specimen.set(text, "n".repeat(2 << 20));
        ParsedFile parsed = specimen.read();
        OutcomeAssertions.assertQuarantined(specimen, parsed, ReasonCode.SIZE, text.name());
        assertThat(parsed.quarantinedRows().get(0).raw()).hasSizeLessThanOrEqualTo(DelimitedRecords.MOST_RAW_TEXT);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void quotesAreDataAndLineEndsDoNotMatter(String source) {
        MutableUnquotedSample specimen = of(source);
        OutcomeAssertions.assertAccepted(specimen, specimen.read(String.join("\r\n", specimen.lines) + "\r\n"));
        OutcomeAssertions.assertAccepted(specimen, specimen.read(specimen.text() + "\n\n"));
        String cell = "an \"open quote";
        specimen.set(TableRowsTest.text(specimen), cell);
        ParsedFile parsed = specimen.read();
        assertThat(parsed.report().loaded()).isEqualTo(specimen.rows());
        assertThat(MutableSample.rowTexts(parsed).get(0)).contains("=" + cell + ",");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aFileThatIsNoTableIsRefused(String source) {
        MutableUnquotedSample specimen = of(source);
        for (byte[] bytes : NonDataFiles.files()) {
            OutcomeAssertions.assertRefused(
                    specimen, specimen.readPacked(TestArchives.pack(specimen.name, specimen.contract, bytes)));
        }
        OutcomeAssertions.assertRefused(specimen, specimen.read("Too Many Requests"));
        OutcomeAssertions.assertRefused(
                specimen, specimen.read("a" + specimen.delimiter + "b\n" + "c" + specimen.delimiter + "d\n"));
        OutcomeAssertions.assertEmpty(
                specimen.readPacked(TestArchives.pack(specimen.name, specimen.contract, new byte[0])));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void marksCountAndLinesEndInALineFeed(String source) {
        MutableUnquotedSample specimen = of(source);
        OutcomeAssertions.assertAccepted(specimen, specimen.read("\uFEFF" + specimen.text()));
        ParsedFile returned = specimen.read(specimen.text().replace("\n", "\r"));
        OutcomeAssertions.assertRefused(specimen, returned);
        assertThat(returned.report().message()).contains("end in a carriage return alone");
        specimen.hasMark = true;
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            specimen.charset = charset;
            OutcomeAssertions.assertAccepted(specimen, specimen.read());
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void exportsOfOtherPlatformsAreRefused(String source) {
        MutableUnquotedSample specimen = of(source);
        for (String other : MutableSample.sources()) {
            if (!other.equals(source)) {
                byte[] bytes = MutableSample.of(other).text().getBytes(StandardCharsets.UTF_8);
                ParsedFile parsed = specimen.readPacked(TestArchives.pack(specimen.name, specimen.contract, bytes));
                OutcomeAssertions.assertRefused(specimen, parsed);
            }
        }
    }
}
