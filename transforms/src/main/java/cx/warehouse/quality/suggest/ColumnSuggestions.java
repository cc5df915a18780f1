package cx.warehouse.quality.suggest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.frame.TypeNames;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.Severity;
import cx.warehouse.quality.suite.SuiteJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DatetimeType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Suggests expectations for one column: its type, its completeness, and the most specific rule about its values. */
final class ColumnSuggestions {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** Fewer rows than this may be complete by chance. */
    private static final long FEWEST_ROWS = 30;

    private static final int LONGEST_SCALE = 12;
    private static final int FEWEST_A_STEP = 10;

    /** Earlier dates are mostly placeholders for a missing date. */
    private static final int FIRST_YEAR = 1980;

    private final ColumnProfile column;
    private final List<Expectation> expectations = new ArrayList<>();

    private ColumnSuggestions(ColumnProfile column) {
        this.column = column;
    }

    /** Suggests the type alone, because a column without rows shows nothing else. */
    static List<Expectation> ofEmptyColumn(ColumnProfile column) {
        ColumnSuggestions suggestions = new ColumnSuggestions(column);
        suggestions.addType();
        return suggestions.expectations;
    }

    /**
     * Suggests expectations for a column, strongest first.
     *
     * @param ofKeys severity of uniqueness
     */
    static List<Expectation> of(ColumnProfile column, Severity ofKeys) {
        ColumnSuggestions suggestions = new ColumnSuggestions(column);
        suggestions.addType();
        suggestions.addPresence();
        if (column.isUnique()) {
            suggestions.addUniqueness(ofKeys);
        }
        suggestions.addValueRule();
        return suggestions.expectations;
    }

    /** Expects the column's type. Text is left out, because any value can be text. Integers may become longer. */
    private void addType() {
        DataType type = column.type();
        String name = TypeNames.of(type);
        if (type instanceof StringType) {
            return;
        }
        ObjectNode kwargs = kwargs();
        if (name.equals("IntegerType") || name.equals("LongType")) {
            kwargs.putArray("type_list").add("IntegerType").add("LongType");
            add("expect_column_values_to_be_in_type_list", kwargs, Severity.CRITICAL, "Its type is " + name);
        } else {
            kwargs.put("type_", name);
            add("expect_column_values_to_be_of_type", kwargs, Severity.CRITICAL, "Its type is " + name);
        }
    }

    private void addPresence() {
        ObservedShare share = new ObservedShare(column.present(), column.rows());
        if (share.isWhole()) {
            add(
                    "expect_column_values_to_not_be_null",
                    kwargs(),
                    column.rows() < FEWEST_ROWS ? Severity.WARNING : Severity.CRITICAL,
                    "No null in " + SuggestionWording.countText(column.rows(), "row"));
        } else if (share.mostly().compareTo(HALF) >= 0) {
            add(
                    "expect_column_values_to_not_be_null",
                    kwargs().put("mostly", share.mostly()),
                    Severity.WARNING,
                    "Present in " + share.percent() + " of " + SuggestionWording.countText(column.rows(), "row"));
        }
    }

    private void addUniqueness(Severity severity) {
        add(
                "expect_column_values_to_be_unique",
                kwargs(),
                severity,
                "No value twice in " + SuggestionWording.countText(column.rows(), "row"));
    }

    private void addValueRule() {
        if (column.type() instanceof StringType) {
            new TextSuggestion(column).suggest().ifPresent(expectations::add);
        } else if (column.type() instanceof NumericType && !column.hints().isIdentifier() && !column.isPrivate()) {
            column.extremes().ifPresent(this::addRange);
        } else if (column.type() instanceof DatetimeType && !column.isPrivate()) {
            column.extremes().ifPresent(this::addDates);
        }
    }

    private void addRange(ColumnProfile.Extremes extent) {
        ColumnProfile.Spread spread = column.spread().orElseThrow();
        if (!spread.isFinite()) {
            return;
        }
        BigDecimal least = toDecimal(extent.least());
        BigDecimal greatest = toDecimal(extent.greatest());
        String seen = "Seen from " + least.toPlainString() + " to " + greatest.toPlainString() + ", "
                + SuggestionWording.roughText(spread.mean()) + " on average";
        if (isScale(least, greatest)) {
            addBetween(
                    least,
                    greatest,
                    "Every whole number from " + least.toPlainString() + " to " + greatest.toPlainString()
                            + " was often seen");
        } else if (isUnit(least, greatest)) {
            addBetween(BigDecimal.ZERO, BigDecimal.ONE, seen);
        } else if (least.compareTo(greatest) < 0) {
            RoundRange range = RoundRange.around(least, greatest, spread);
            if (range.isFinite()) {
                addBetween(range.least(), range.greatest(), seen);
            }
        } else if (least.signum() >= 0) {
            addBetween(BigDecimal.ZERO, null, "Always " + least.toPlainString());
        }
    }

    private static BigDecimal toDecimal(Object number) {
        return new BigDecimal(number.toString()).stripTrailingZeros();
    }

    /** Whether the values are shares: fractions that cover much of the range from 0 to 1. */
    private boolean isUnit(BigDecimal least, BigDecimal greatest) {
        return TypeNames.isOneOf(column.type(), List.of("FractionalType"))
                && least.signum() >= 0
                && greatest.compareTo(BigDecimal.ONE) <= 0
                && greatest.compareTo(HALF) > 0
                && column.distinct() > 2;
    }

    /** Whether the values are a scale: few whole numbers without a gap, whose first and last are both frequent. */
    private boolean isScale(BigDecimal least, BigDecimal greatest) {
        List<FrequentValues.Entry> values = column.values().entries();
        boolean areFew = column.values().isComplete() && values.size() > 1 && values.size() <= LONGEST_SCALE;
        if (!areFew
                || values.stream().anyMatch(entry -> toDecimal(entry.value()).scale() > 0)) {
            return false;
        }
        long fair = column.present() / values.size() / 3;
        boolean hasNoGap = greatest.subtract(least).intValue() == values.size() - 1;
        return hasNoGap && fair >= FEWEST_A_STEP && countOf(least) >= fair && countOf(greatest) >= fair;
    }

    private long countOf(BigDecimal value) {
        return column.values().entries().stream()
                .filter(entry -> toDecimal(entry.value()).compareTo(value) == 0)
                .mapToLong(FrequentValues.Entry::count)
                .sum();
    }

    private void addBetween(BigDecimal least, BigDecimal greatest, String seen) {
        ObjectNode kwargs = kwargs();
        kwargs.put("min_value", least);
        if (greatest != null) {
            kwargs.put("max_value", greatest);
        }
        add("expect_column_values_to_be_between", kwargs, Severity.WARNING, seen);
    }

    /**
     * Expects dates from the year before the first one seen. There is no upper bound, because later dates will come.
     */
    private void addDates(ColumnProfile.Extremes extent) {
        LocalDate first =
                LocalDate.parse(JsonValues.toJson(extent.least()).asText().substring(0, 10));
        if (first.getYear() < FIRST_YEAR) {
            return;
        }
        String last = JsonValues.toJson(extent.greatest()).asText().substring(0, 10);
        add(
                "expect_column_values_to_be_between",
                kwargs().put("min_value", first.minusYears(1).withDayOfYear(1).toString()),
                Severity.WARNING,
                "Seen from " + first + " to " + last);
    }

    private ObjectNode kwargs() {
        return SuiteJson.object().put("column", column.name());
    }

    private void add(String type, ObjectNode kwargs, Severity severity, String seen) {
        expectations.add(SuggestionWording.expectation(type, kwargs, severity, seen));
    }
}
