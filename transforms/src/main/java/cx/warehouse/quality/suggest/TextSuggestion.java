package cx.warehouse.quality.suggest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.Severity;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.Optional;

/**
 * Suggests the most specific rule about the texts of a column: a set, a form, or a length; none for names and prose.
 */
final class TextSuggestion {

    private static final int MOST_KINDS = 20;
    private static final int ROWS_A_KIND = 10;
    private static final int FEWEST_ROWS = 30;
    private static final int FEWEST_FOR_LENGTH = 10;

    private final ColumnProfile column;

    TextSuggestion(ColumnProfile column) {
        this.column = column;
    }

    Optional<Expectation> suggest() {
        if (column.present() == 0) {
            return Optional.empty();
        }
        return new FormSuggestion(column)
                .suggest()
                .or(this::suggestSet)
                .or(this::suggestMask)
                .or(this::suggestLength);
    }

    /** Suggests a closed set of values: few, each of them frequent, none personal or freely chosen. */
    private Optional<Expectation> suggestSet() {
        FrequentValues values = column.values();
        int kinds = values.entries().size();
        if (!values.isComplete() || kinds < 2 || column.isPrivate()) {
            return Optional.empty();
        }
        boolean isOften = column.present() >= Math.max(FEWEST_ROWS, (long) kinds * ROWS_A_KIND);
        boolean isClosed = isOften && kinds <= MOST_KINDS && values.countSingles() <= kinds / 5;
        boolean areWords = values.entries().stream().allMatch(entry -> isWord(entry.value()));
        boolean isCategory = isClosed && areWords && !column.hints().isOpen();
        if (!isCategory && column.share(TextForm.TRUTH) < 1) {
            return Optional.empty();
        }
        ObjectNode kwargs = kwargs();
        ArrayNode set = kwargs.putArray("value_set");
        values.sortedValues().forEach(set::add);
        return Optional.of(suggestion(
                "expect_column_values_to_be_in_set",
                kwargs,
                SuggestionWording.countText(kinds, "value") + " in "
                        + SuggestionWording.countText(column.present(), "row") + ", the rarest "
                        + SuggestionWording.countText(
                                values.entries().get(kinds - 1).count(), "time")));
    }

    /** Whether the value is short and has more letters than digits. */
    private static boolean isWord(String value) {
        long letters = value.codePoints().filter(Character::isLetter).count();
        long digits = value.codePoints().filter(Character::isDigit).count();
        return letters > digits && value.length() <= 40;
    }

    /** Suggests a regular expression for codes with similar masks. */
    private Optional<Expectation> suggestMask() {
        FrequentValues patterns = column.patterns();
        boolean hasForm = patterns.entries().stream()
                .anyMatch(entry -> TextForm.of(entry.value()).isPresent());
        if (hasForm || !patterns.isComplete() || column.isPrivate() || column.distinct() < FEWEST_FOR_LENGTH) {
            return Optional.empty();
        }
        ColumnProfile.Extremes extent = column.extremes().orElseThrow();
        return MaskRegex.of(
                        patterns.sortedValues(),
                        extent.least().toString(),
                        extent.greatest().toString())
                .map(regex -> suggestion(
                        "expect_column_values_to_match_regex",
                        kwargs().put("regex", regex),
                        "All are built like this: "
                                + patterns.entries().get(0).value().replace('9', '0')));
    }

    private Optional<Expectation> suggestLength() {
        ColumnProfile.Lengths lengths = column.lengths().orElseThrow();
        boolean isCode = lengths.areFixed() && lengths.withBlanks() == 0 && column.distinct() >= FEWEST_FOR_LENGTH;
        if (!isCode || column.isPrivate() || lengths.shortest() < 2) {
            return Optional.empty();
        }
        return Optional.of(suggestion(
                "expect_column_value_lengths_to_equal",
                kwargs().put("value", lengths.shortest()),
                "All have " + SuggestionWording.countText(lengths.shortest(), "character")));
    }

    private ObjectNode kwargs() {
        return SuiteJson.object().put("column", column.name());
    }

    private static Expectation suggestion(String type, ObjectNode kwargs, String seen) {
        return SuggestionWording.expectation(type, kwargs, Severity.WARNING, seen);
    }
}
