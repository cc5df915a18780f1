package cx.warehouse.quality.suggest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.Severity;
import cx.warehouse.quality.suite.SuiteJson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Writes suggested expectations and the sentences in their notes. */
final class SuggestionWording {

    private SuggestionWording() {}

    /** Makes an expectation with its severity, and a note of one sentence about the observed data. */
    static Expectation expectation(String type, ObjectNode kwargs, Severity severity, String seen) {
        ObjectNode others = SuiteJson.object();
        if (severity != Severity.CRITICAL) {
            others.put("severity", severity.word());
        }
        others.put("notes", seen);
        return new Expectation(type, kwargs, others);
    }

    /** {@code 1,200 rows}. */
    static String countText(long number, String of) {
        return String.format(Locale.ROOT, "%,d %s%s", number, of, number == 1 ? "" : "s");
    }

    /** A number rounded to three digits, without exponent. */
    static String roughText(double number) {
        return new BigDecimal(number)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
