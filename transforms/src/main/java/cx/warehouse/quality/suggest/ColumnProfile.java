package cx.warehouse.quality.suggest;

import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/**
 * What one column holds.
 *
 * @param name name of the column
 * @param type its type
 * @param rows rows of the table
 * @param present rows in which it is not null
 * @param distinct about how many values it has
 * @param extremes of numbers, dates and timestamps: the least and the greatest
 * @param spread of numbers: mean and standard deviation
 * @param lengths of text: characters
 * @param values of text and whole numbers: the most frequent
 * @param patterns of text: the most frequent forms and masks, see {@link TextForm}
 * @param isUnique true when it was verified that no two rows share a value and none is null
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

    /** The least and the greatest value: text, numbers, dates or timestamps as Spark hands them over. */
    record Extremes(Object least, Object greatest) {}

    /** How numbers lie. */
    record Spread(double mean, double deviation) {

        /** False of numbers so great that their sums or squares are beyond all. */
        boolean isFinite() {
            return Double.isFinite(mean) && Double.isFinite(deviation);
        }
    }

    /** The shortest and the longest text, and how many have a blank inside. */
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

    /** The share of the values that have the form. */
    double share(TextForm form) {
        return present == 0 ? 0 : (double) patterns.count(form.label()) / present;
    }

    /** True when what is in it may be of persons, or was written freely: none of its values is to be told. */
    boolean isPrivate() {
        boolean isPersonal = patterns.entries().stream()
                .anyMatch(entry ->
                        TextForm.of(entry.value()).filter(TextForm::isPersonal).isPresent());
        return hints().isPersonal() || isPersonal || isProse();
    }

    /** True for text of several words that hardly repeats. */
    private boolean isProse() {
        boolean isSpaced =
                lengths.filter(found -> found.withBlanks() * 2 > present).isPresent();
        return isSpaced && distinct * 3 > present;
    }
}
