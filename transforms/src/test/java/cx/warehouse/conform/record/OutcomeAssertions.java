package cx.warehouse.conform.record;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.conform.delivery.QuarantinedRow.QuarantineReason;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import java.util.List;

/** Assertions about the outcome of a delivered file, one for each outcome that its report may state. */
public final class OutcomeAssertions {
    private OutcomeAssertions() {}

    /** The file is refused as a whole, and the report names the file and the reason. */
    public static void assertRefused(MutableSample specimen, ParsedFile parsed) {
        assertThat(parsed.report().outcome()).as(parsed.report().message()).isEqualTo(FileOutcome.REJECTED);
        assertThat(parsed.report().message())
                .startsWith(specimen.contract.source() + " " + specimen.name + ": ")
                .doesNotContain("Exception");
        assertThat(parsed.rows()).isEmpty();
        assertThat(parsed.report().read()).isZero();
    }

    /** All rows of the original sample load, and nothing else is read. */
    public static void assertAccepted(MutableSample specimen, ParsedFile parsed) {
        assertLoaded(parsed);
        assertThat(parsed.quarantinedRows()).as(messages(parsed)).isEmpty();
        assertThat(MutableSample.rowTexts(parsed)).isEqualTo(MutableSample.goodRowTexts(specimen.contract.source()));
        assertThat(parsed.report().read()).isEqualTo(parsed.report().loaded());
    }

    /** No row is read, and the report says so. */
    static void assertEmpty(ParsedFile parsed) {
        assertLoaded(parsed);
        assertThat(parsed.report().read()).isZero();
        assertThat(parsed.report().message()).isEqualTo("holds no rows");
    }

    /**
     * The first row is quarantined, for that reason among others, and the unchanged rows load.
     *
     * @param column the column that the reason must name; null for a fault of the whole row
     */
    public static void assertQuarantined(MutableSample specimen, ParsedFile parsed, ReasonCode code, String column) {
        assertQuarantined(specimen, parsed, specimen.line(), code, column);
    }

    static void assertQuarantined(
            MutableSample specimen, ParsedFile parsed, long line, ReasonCode code, String column) {
        assertQuarantined(specimen, parsed, line);
        List<QuarantineReason> reasons = parsed.quarantinedRows().get(0).reasons();
        assertThat(reasons).as(messages(parsed)).anySatisfy(reason -> {
            assertThat(reason.code()).isEqualTo(code);
            assertThat(reason.column()).isEqualTo(column);
            assertThat(reason.message()).startsWith(column == null ? "" : column + ": ");
        });
    }

    /** One row is quarantined for any reason, and the unchanged rows load. */
    public static void assertQuarantined(MutableSample specimen, ParsedFile parsed, long line) {
        assertLoaded(parsed);
        assertThat(parsed.report().quarantined()).as(messages(parsed)).isEqualTo(1);
        QuarantinedRow reject = parsed.quarantinedRows().get(0);
        assertThat(reject.line()).isEqualTo(line);
        assertThat(reject.raw()).isNotBlank();
        String member = reject.member() == null ? "" : " " + TestArchives.member(specimen.contract);
        assertThat(reject.message())
                .startsWith(specimen.contract.source() + " " + specimen.name + member + " row " + line + ": ");
        List<String> untouched = MutableSample.goodRowTexts(specimen.contract.source());
        assertThat(MutableSample.rowTexts(parsed)).containsAll(untouched.subList(1, untouched.size()));
    }

    public static void assertLoaded(ParsedFile parsed) {
        assertThat(parsed.report().outcome()).as(parsed.report().message()).isEqualTo(FileOutcome.LOADED);
    }

    private static String messages(ParsedFile parsed) {
        return parsed.quarantinedRows().stream()
                .map(QuarantinedRow::message)
                .toList()
                .toString();
    }
}
