package cx.warehouse.quality.suggest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.Severity;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Suggests an expectation for texts if nearly all of them have the same named form. */
final class FormSuggestion {

    private static final double NEARLY_ALL = 0.95;
    private static final int FEWEST_FOR_LENGTH = 10;
    private static final List<TextForm> PLAIN = List.of(
            TextForm.DATE,
            TextForm.TIMESTAMP,
            TextForm.UUID,
            TextForm.EMAIL,
            TextForm.URL,
            TextForm.CURRENCY,
            TextForm.COUNTRY);

    private final ColumnProfile column;
    private final ColumnProfile.Lengths lengths;

    /**
     * A form that the column may have, the number of its texts with that form, and the regular expression to expect.
     */
    private record Candidate(TextForm form, long count, String regex) {}

    FormSuggestion(ColumnProfile column) {
        this.column = column;
        this.lengths = column.lengths().orElseThrow();
    }

    Optional<Expectation> suggest() {
        return candidates().stream()
                .filter(candidate -> candidate.count() >= NEARLY_ALL * column.present())
                .findFirst()
                .map(this::expectation);
    }

    private List<Candidate> candidates() {
        long integers = count(TextForm.INTEGER);
        List<Candidate> candidates = new ArrayList<>();
        if (integers == column.present()) {
            candidates.add(new Candidate(TextForm.INTEGER, integers, signRegex() + digitsRegex() + "$"));
        }
        candidates.add(new Candidate(
                TextForm.DECIMAL, countWithIntegers(TextForm.DECIMAL), signRegex() + "[0-9]+(\\.[0-9]+)?$"));
        PLAIN.forEach(form -> candidates.add(new Candidate(form, count(form), form.regex())));
        candidates.add(new Candidate(TextForm.HEX, countWithIntegers(TextForm.HEX), digestRegex()));
        return candidates;
    }

    private Expectation expectation(Candidate candidate) {
        ObservedShare share = new ObservedShare(candidate.count(), column.present());
        ObjectNode kwargs = SuiteJson.object().put("column", column.name());
        boolean isDate = candidate.form() == TextForm.DATE;
        kwargs.put(isDate ? "strftime_format" : "regex", isDate ? "%Y-%m-%d" : candidate.regex());
        if (!share.isWhole()) {
            kwargs.put("mostly", share.mostly());
        }
        return SuggestionWording.expectation(
                isDate ? "expect_column_values_to_match_strftime_format" : "expect_column_values_to_match_regex",
                kwargs,
                Severity.WARNING,
                (share.isWhole() ? "All" : share.percent()) + " are "
                        + candidate.form().plural());
    }

    private long count(TextForm form) {
        return column.patterns().count(form.label());
    }

    /**
     * Counts texts of the form and integers. Some decimal numbers and some digests look like integers, but never all of
     * them.
     */
    private long countWithIntegers(TextForm form) {
        return count(form) == 0 ? 0 : count(form) + count(TextForm.INTEGER);
    }

    /** Signs sort before digits, so if any text has a sign, the smallest text has one. */
    private String signRegex() {
        String least = column.extremes().orElseThrow().least().toString();
        return least.startsWith("+") || least.startsWith("-") ? "^[+-]?" : "^";
    }

    private String digitsRegex() {
        boolean isCode = lengths.areFixed() && column.distinct() >= FEWEST_FOR_LENGTH;
        return isCode && signRegex().equals("^") ? "[0-9]{" + lengths.shortest() + "}" : "[0-9]+";
    }

    private String digestRegex() {
        return lengths.areFixed() ? "^[0-9a-f]{" + lengths.shortest() + "}$" : TextForm.HEX.regex();
    }
}
