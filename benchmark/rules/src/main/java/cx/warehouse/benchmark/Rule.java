package cx.warehouse.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * One rule in no engine's own words.
 *
 * @param columns what it speaks of; none for the table as a whole
 * @param low inclusive, a number or an ISO text; null where the kind has no bounds, or this end is open
 * @param high as {@code low}
 * @param words the set of a member rule, the one pattern of a matching rule
 * @param share of the rows that must keep it; 1 for rules about a figure
 * @param round from 0; rules of different rounds differ in bounds, sets and shares only
 */
public record Rule(
        Kind kind, List<String> columns, Object low, Object high, List<String> words, double share, int round) {

    /** Kinds of rules: what is counted or computed, and the expectation that asks for it. */
    public enum Kind {
        PRESENT("expect_column_values_to_not_be_null"),
        BETWEEN("expect_column_values_to_be_between"),
        MEMBER("expect_column_values_to_be_in_set"),
        MATCHES("expect_column_values_to_match_regex"),
        LENGTH("expect_column_value_lengths_to_be_between"),
        ORDERED("expect_column_pair_values_A_to_be_greater_than_B"),
        UNIQUE("expect_column_values_to_be_unique"),
        DISTINCT("expect_column_unique_value_count_to_be_between"),
        MIN("expect_column_min_to_be_between"),
        MAX("expect_column_max_to_be_between"),
        MEAN("expect_column_mean_to_be_between"),
        SUM("expect_column_sum_to_be_between"),
        DEVIATION("expect_column_stdev_to_be_between"),
        ROWS("expect_table_row_count_to_be_between");

        private final String expectation;

        Kind(String expectation) {
            this.expectation = expectation;
        }

        /** The expectation's name in Great Expectations. */
        public String expectation() {
            return expectation;
        }

        /** Whether each row keeps or breaks it; then its figure is how many break it. */
        public boolean isAboutRows() {
            return ordinal() <= UNIQUE.ordinal();
        }
    }

    public Rule {
        columns = List.copyOf(columns);
        words = List.copyOf(words);
    }

    public String column() {
        return columns.get(0);
    }

    /** The name that its figure bears in all reports: {@code between d3}, and {@code between d3 #2} in the third round. */
    public String name() {
        String name = (kind.name().toLowerCase(Locale.ROOT) + " " + String.join(" ", columns)).strip();
        return round == 0 ? name : name + " #" + round;
    }

    /** Whether a figure lies within the bounds, which are numbers. */
    public boolean holds(double figure) {
        return (low == null || figure >= ((Number) low).doubleValue())
                && (high == null || figure <= ((Number) high).doubleValue());
    }
}
