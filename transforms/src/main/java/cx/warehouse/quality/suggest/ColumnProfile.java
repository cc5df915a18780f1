package cx.warehouse.quality.suggest;

import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/**
 * Profile of one column.
 *
 * @param name name of the column
 * @param type its type
 * @param rows rows of the table
 * @param present rows in which it is not null
 * @param distinct approximate number of distinct values
 * @param extremes smallest and greatest value, for text, numbers, dates and timestamps
 * @param spread mean and standard deviation, for numbers
 * @param lengths lengths in characters, for text
 * @param values the most frequent values, for text and whole numbers
 * @param patterns the most frequent forms and masks, for text; see {@link TextForm}
 * @param isUnique true if a check found no null and no duplicate
 */
record ColumnProfile(
        String name,
        DataType type,
        long rows,
        long present,
        long distinct,
        Optional<Extremes> extremes,
        Optional<Spread> spread,
        Optional<Lengths> lengths,
        FrequentValues values,
        FrequentValues patterns,
        boolean isUnique) {

    /** Smallest and greatest value: text, numbers, dates or timestamps as Spark returns them. */
    record Extremes(Object least, Object greatest) {}

    /** Distribution of numbers. */
    record Spread(double mean, double deviation) {

        /** False for numbers so great that their sums or squares overflow. */
        boolean isFinite() {
            return Double.isFinite(mean) && Double.isFinite(deviation);
        }
    }

    /** Shortest and longest text, and the number of texts with a blank inside. */
    record Lengths(int shortest, int longest, long withBlanks) {

        boolean areFixed() {
            return shortest == longest;
        }
    }

    ColumnProfile asUnique() {
        return new ColumnProfile(
                name, type, rows, present, distinct, extremes, spread, lengths, values, patterns, true);
    }

    boolean isComplete() {
        return present == rows;
    }

    ColumnNameHints hints() {
        return new ColumnNameHints(name);
    }

    /** Share of the values that have the form. */
    double share(TextForm form) {
        return present == 0 ? 0 : (double) patterns.count(form.label()) / present;
    }

    /** Whether the column may hold personal data or free text, so that none of its values may be shown. */
    boolean isPrivate() {
        boolean isPersonal = patterns.entries().stream()
                .anyMatch(entry ->
                        TextForm.of(entry.value()).filter(TextForm::isPersonal).isPresent());
        return hints().isPersonal() || isPersonal || isProse();
    }

    /** Whether the column holds text of several words that hardly repeats. */
    private boolean isProse() {
        boolean isSpaced =
                lengths.filter(found -> found.withBlanks() * 2 > present).isPresent();
        return isSpaced && distinct * 3 > present;
    }
}
