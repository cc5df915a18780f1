package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.Reject.Code;
import cx.warehouse.conform.SourceChecks.Parsed;
import cx.warehouse.contract.SourceColumn;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken rows and files of every source whose text has neither quotes nor header: rows are quarantined, the others load. */
@Timeout(10)
class PlainTablesTest {

    static List<String> sources() {
        return Specimen.sources().stream()
                .filter(source -> Specimen.of(source) instanceof PlainSpecimen)
                .toList();
    }

    private static PlainSpecimen of(String source) {
        return (PlainSpecimen) Specimen.of(source);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRowWithTooFewOrTooManyCellsIsQuarantined(String source) {
        PlainSpecimen specimen = of(source);
        List<String> cells = specimen.cells();
        String good = specimen.lines.get(0);
        String shorter = specimen.record(cells.subList(0, cells.size() - 1));
        for (String bad : TableRowsTest.ofOtherLength(good, shorter, specimen.delimiter)) {
            specimen.lines.set(0, bad);
            Parsed parsed = specimen.read();
            if (parsed.report().leftOut() == 0) {
                Outcomes.quarantined(specimen, parsed, Code.COLUMN_COUNT, null);
            } else {
                // what stands one place too far right there marks a row as not meant
                assertThat(specimen.contract.leftOut()).isNotEmpty();
                assertThat(bad).startsWith("a" + specimen.delimiter);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aFileThatIsCutLosesItsLastRow(String source) {
        PlainSpecimen specimen = of(source);
        int last = specimen.rows() - 1;
        String whole = specimen.lines.get(last);
        int start =
                specimen.text().stripTrailing().length() - whole.stripTrailing().length();
        for (int length = 1; length < whole.stripTrailing().length() / 2; length += 7) {
            Parsed parsed = specimen.read(specimen.text().substring(0, start + length));
            Outcomes.loaded(parsed);
            assertThat(parsed.report().quarantined()).isEqualTo(1);
            assertThat(parsed.report().loaded()).isEqualTo(last);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void bytesThatAreNoTextAndCellsOfAbsurdLengthAreQuarantined(String source) {
        for (SourceColumn column : InputValues.columns(of(source))) {
            PlainSpecimen specimen = of(source);
            if (!InputValues.isRuling(specimen, column)) {
                specimen.set(column, "no\u0000text");
                Outcomes.quarantined(specimen, specimen.read(), specimen.line());
            }
        }
        SourceColumn text = TableRowsTest.text(of(source));
        PlainSpecimen specimen = of(source);
        specimen.set(text, "n".repeat(2 << 20));
        Parsed parsed = specimen.read();
        Outcomes.quarantined(specimen, parsed, Code.SIZE, text.name());
        assertThat(parsed.rejects().get(0).raw()).hasSizeLessThanOrEqualTo(DelimitedRecords.RAW);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void quotesAreDataAndLineEndsDoNotMatter(String source) {
        PlainSpecimen specimen = of(source);
        Outcomes.accepted(specimen, specimen.read(String.join("\r\n", specimen.lines) + "\r\n"));
        Outcomes.accepted(specimen, specimen.read(specimen.text() + "\n\n"));
        String cell = "an \"open quote";
        specimen.set(TableRowsTest.text(specimen), cell);
        Parsed parsed = specimen.read();
        assertThat(parsed.report().loaded()).isEqualTo(specimen.rows());
        assertThat(Specimen.said(parsed).get(0)).contains("=" + cell + ",");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whatIsNoTableIsRefused(String source) {
        PlainSpecimen specimen = of(source);
        for (byte[] bytes : NoData.files()) {
            Outcomes.refused(specimen, specimen.readPacked(Packing.packed(specimen.name, specimen.contract, bytes)));
        }
        Outcomes.refused(specimen, specimen.read("Too Many Requests"));
        Outcomes.refused(specimen, specimen.read("a" + specimen.delimiter + "b\n" + "c" + specimen.delimiter + "d\n"));
        Outcomes.empty(specimen.readPacked(Packing.packed(specimen.name, specimen.contract, new byte[0])));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void marksCountAndLinesEndInALineFeed(String source) {
        PlainSpecimen specimen = of(source);
        Outcomes.accepted(specimen, specimen.read("\uFEFF" + specimen.text()));
        Parsed returned = specimen.read(specimen.text().replace("\n", "\r"));
        Outcomes.refused(specimen, returned);
        assertThat(returned.report().message()).contains("end in a carriage return alone");
        specimen.hasMark = true;
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            specimen.charset = charset;
            Outcomes.accepted(specimen, specimen.read());
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whatOtherPlatformsExportIsRefused(String source) {
        PlainSpecimen specimen = of(source);
        for (String other : Specimen.sources()) {
            if (!other.equals(source)) {
                byte[] bytes = Specimen.of(other).text().getBytes(StandardCharsets.UTF_8);
                Parsed parsed = specimen.readPacked(Packing.packed(specimen.name, specimen.contract, bytes));
                Outcomes.refused(specimen, parsed);
            }
        }
    }
}
