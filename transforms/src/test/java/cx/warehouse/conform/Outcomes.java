package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.FileReport.Outcome;
import cx.warehouse.conform.Reject.Code;
import cx.warehouse.conform.Reject.Reason;
import cx.warehouse.conform.SourceChecks.Parsed;
import java.util.List;

/** The outcomes that a delivered file may have, each held against what its report says. */
final class Outcomes {
    private Outcomes() {}

    /** The file is refused whole, and the report says which and why. */
    static void refused(Specimen specimen, Parsed parsed) {
        assertThat(parsed.report().outcome()).as(parsed.report().message()).isEqualTo(Outcome.REJECTED);
        assertThat(parsed.report().message())
                .startsWith(specimen.contract.source() + " " + specimen.name + ": ")
                .doesNotContain("Exception");
        assertThat(parsed.rows()).isEmpty();
        assertThat(parsed.report().read()).isZero();
    }

    /** All rows of the untouched specimen load, and nothing else is read. */
    static void accepted(Specimen specimen, Parsed parsed) {
        loaded(parsed);
        assertThat(parsed.rejects()).as(messages(parsed)).isEmpty();
        assertThat(Specimen.said(parsed)).isEqualTo(Specimen.untouched(specimen.contract.source()));
        assertThat(parsed.report().read()).isEqualTo(parsed.report().loaded());
    }

    /** No row is read, and the report says so. */
    static void empty(Parsed parsed) {
        loaded(parsed);
        assertThat(parsed.report().read()).isZero();
        assertThat(parsed.report().message()).isEqualTo("holds no rows");
    }

    /**
     * The first row is quarantined, for that reason among others, and the untouched rows load.
     *
     * @param column the column the reason must name; null for a fault of the whole row
     */
    static void quarantined(Specimen specimen, Parsed parsed, Code code, String column) {
        quarantined(specimen, parsed, specimen.line(), code, column);
    }

    static void quarantined(Specimen specimen, Parsed parsed, long line, Code code, String column) {
        quarantined(specimen, parsed, line);
        List<Reason> reasons = parsed.rejects().get(0).reasons();
        assertThat(reasons).as(messages(parsed)).anySatisfy(reason -> {
            assertThat(reason.code()).isEqualTo(code);
            assertThat(reason.column()).isEqualTo(column);
            assertThat(reason.message()).startsWith(column == null ? "" : column + ": ");
        });
    }

    /** One row is quarantined, whatever it is that it broke, and the untouched rows load. */
    static void quarantined(Specimen specimen, Parsed parsed, long line) {
        loaded(parsed);
        assertThat(parsed.report().quarantined()).as(messages(parsed)).isEqualTo(1);
        Reject reject = parsed.rejects().get(0);
        assertThat(reject.line()).isEqualTo(line);
        assertThat(reject.raw()).isNotBlank();
        String member = reject.member() == null ? "" : " " + Packing.member(specimen.contract);
        assertThat(reject.message())
                .startsWith(specimen.contract.source() + " " + specimen.name + member + " row " + line + ": ");
        List<String> untouched = Specimen.untouched(specimen.contract.source());
        assertThat(Specimen.said(parsed)).containsAll(untouched.subList(1, untouched.size()));
    }

    static void loaded(Parsed parsed) {
        assertThat(parsed.report().outcome()).as(parsed.report().message()).isEqualTo(Outcome.LOADED);
    }

    private static String messages(Parsed parsed) {
        return parsed.rejects().stream().map(Reject::message).toList().toString();
    }
}
