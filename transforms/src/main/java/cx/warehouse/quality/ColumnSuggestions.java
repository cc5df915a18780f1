package cx.warehouse.quality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DatetimeType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** What is expected of one column: its type, whether it is there, and the one rule that says most about its values. */
final class ColumnSuggestions {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** Fewer rows than this may be complete by chance. */
    private static final long FEW = 30;

    private static final int LONGEST_SCALE = 12;
    private static final int FEWEST_A_STEP = 10;

    /** Days before are mostly what stands for no day. */
    private static final int FIRST_YEAR = 1980;

    private final ColumnProfile column;
    private final List<Expectation> expectations = new ArrayList<>();

    private ColumnSuggestions(ColumnProfile column) {
        this.column = column;
    }

    /** Of a column without rows there is but the type to tell. */
    static List<Expectation> empty(ColumnProfile column) {
        ColumnSuggestions suggestions = new ColumnSuggestions(column);
        suggestions.type();
        return suggestions.expectations;
    }

    /**
     * All that is expected of a column, strongest first.
     *
     * @param ofKeys how much uniqueness weighs
     */
    static List<Expectation> of(ColumnProfile column, Severity ofKeys) {
        ColumnSuggestions suggestions = new ColumnSuggestions(column);
        suggestions.type();
        suggestions.presence();
        if (column.isUnique()) {
            suggestions.key(ofKeys);
        }
        suggestions.values();
        return suggestions.expectations;
    }

    /** Text is left out: every value can be text. Whole numbers may get longer. */
    private void type() {
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

    private void presence() {
        Share share = new Share(column.present(), column.rows());
        if (share.isWhole()) {
            add(
                    "expect_column_values_to_not_be_null",
                    kwargs(),
                    column.rows() < FEW ? Severity.WARNING : Severity.CRITICAL,
                    "No null in " + Wording.count(column.rows(), "row"));
        } else if (share.mostly().compareTo(HALF) >= 0) {
            add(
                    "expect_column_values_to_not_be_null",
                    kwargs().put("mostly", share.mostly()),
                    Severity.WARNING,
                    "There in " + share.percent() + " of " + Wording.count(column.rows(), "row"));
        }
    }

    private void key(Severity severity) {
        add(
                "expect_column_values_to_be_unique",
                kwargs(),
                severity,
                "No value twice in " + Wording.count(column.rows(), "row"));
    }

    private void values() {
        if (column.type() instanceof StringType) {
            new TextSuggestion(column).suggest().ifPresent(expectations::add);
        } else if (column.type() instanceof NumericType && !column.hints().isIdentifier() && !column.isPrivate()) {
            column.extent().ifPresent(this::range);
        } else if (column.type() instanceof DatetimeType && !column.isPrivate()) {
            column.extent().ifPresent(this::dates);
        }
    }

    private void range(ColumnProfile.Extremes extent) {
        ColumnProfile.Spread spread = column.spread().orElseThrow();
        if (!spread.isFinite()) {
            return;
        }
        BigDecimal least = plain(extent.least());
        BigDecimal greatest = plain(extent.greatest());
        String seen = "Seen from " + least.toPlainString() + " to " + greatest.toPlainString() + ", "
                + Wording.rough(spread.mean()) + " on average";
        if (isScale(least, greatest)) {
            between(
                    least,
                    greatest,
                    "Every whole number from " + least.toPlainString() + " to " + greatest.toPlainString()
                            + " was often seen");
        } else if (isUnit(least, greatest)) {
            between(BigDecimal.ZERO, BigDecimal.ONE, seen);
        } else if (least.compareTo(greatest) < 0) {
            RoundRange range = RoundRange.around(least, greatest, spread);
            if (range.isFinite()) {
                between(range.least(), range.greatest(), seen);
            }
        } else if (least.signum() >= 0) {
            between(BigDecimal.ZERO, null, "Always " + least.toPlainString());
        }
    }

    private static BigDecimal plain(Object number) {
        return new BigDecimal(number.toString()).stripTrailingZeros();
    }

    /** Fractions that fill much of what lies between 0 and 1 are shares. */
    private boolean isUnit(BigDecimal least, BigDecimal greatest) {
        return TypeNames.isOneOf(column.type(), List.of("FractionalType"))
                && least.signum() >= 0
                && greatest.compareTo(BigDecimal.ONE) <= 0
                && greatest.compareTo(HALF) > 0
                && column.distinct() > 2;
    }

    /** Few whole numbers without a gap, the first and the last of them no rarities. */
    private boolean isScale(BigDecimal least, BigDecimal greatest) {
        List<Tally.Entry> values = column.values().entries();
        boolean areFew = column.values().isComplete() && values.size() > 1 && values.size() <= LONGEST_SCALE;
        if (!areFew || values.stream().anyMatch(entry -> plain(entry.value()).scale() > 0)) {
            return false;
        }
        long fair = column.present() / values.size() / 3;
        boolean hasNoGap = greatest.subtract(least).intValue() == values.size() - 1;
        return hasNoGap && fair >= FEWEST_A_STEP && seen(least) >= fair && seen(greatest) >= fair;
    }

    private long seen(BigDecimal value) {
        return column.values().entries().stream()
                .filter(entry -> plain(entry.value()).compareTo(value) == 0)
                .mapToLong(Tally.Entry::count)
                .sum();
    }

    private void between(BigDecimal least, BigDecimal greatest, String seen) {
        ObjectNode kwargs = kwargs();
        kwargs.put("min_value", least);
        if (greatest != null) {
            kwargs.put("max_value", greatest);
        }
        add("expect_column_values_to_be_between", kwargs, Severity.WARNING, seen);
    }

    /** From the year before the first one seen; the last says nothing of days to come. */
    private void dates(ColumnProfile.Extremes extent) {
        LocalDate first = LocalDate.parse(Values.json(extent.least()).asText().substring(0, 10));
        if (first.getYear() < FIRST_YEAR) {
            return;
        }
        String last = Values.json(extent.greatest()).asText().substring(0, 10);
        add(
                "expect_column_values_to_be_between",
                kwargs().put("min_value", first.minusYears(1).withDayOfYear(1).toString()),
                Severity.WARNING,
                "Seen from " + first + " to " + last);
    }

    private ObjectNode kwargs() {
        return Json.object().put("column", column.name());
    }

    private void add(String type, ObjectNode kwargs, Severity severity, String seen) {
        expectations.add(Wording.expectation(type, kwargs, severity, seen));
    }
}
