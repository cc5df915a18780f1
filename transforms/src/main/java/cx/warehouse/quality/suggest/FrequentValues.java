package cx.warehouse.quality.suggest;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.frame.JsonValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The most frequent values of a column with their counts, found in one bounded pass.
 *
 * @param entries most frequent first, then by value
 * @param isComplete true if there are no other values; the counts are then exact
 */
record FrequentValues(List<Entry> entries, boolean isComplete) {

    private static final int MOST_ENTRIES = 30;
    private static final int TRACKED = 1000;
    private static final FrequentValues NONE = new FrequentValues(List.of(), false);

    /** One value as text, and its number of rows. */
    record Entry(String value, long count) {}

    FrequentValues {
        entries = List.copyOf(entries);
    }

    static FrequentValues none() {
        return NONE;
    }

    /** The aggregate that {@link #of} reads; it counts null as a value of its own. */
    static Column aggregate(Column column) {
        return functions.call_function("approx_top_k", column, functions.lit(MOST_ENTRIES + 1), functions.lit(TRACKED));
    }

    /**
     * Reads the result of the aggregate.
     *
     * @param present number of values that are not null
     */
    static FrequentValues of(Object found, long present) {
        List<Entry> entries = new ArrayList<>();
        JsonNode items = JsonValues.toJson(found);
        for (JsonNode item : items) {
            if (!item.path("item").isNull()) {
                entries.add(
                        new Entry(item.path("item").asText(), item.path("count").asLong()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::count).reversed().thenComparing(Entry::value));
        long counted = entries.stream().mapToLong(Entry::count).sum();
        return new FrequentValues(entries, items.size() <= MOST_ENTRIES && counted == present);
    }

    long count(String value) {
        return entries.stream()
                .filter(entry -> entry.value().equals(value))
                .mapToLong(Entry::count)
                .sum();
    }

    /** Number of values that occur once. */
    long countSingles() {
        return entries.stream().filter(entry -> entry.count() == 1).count();
    }

    /** All values in ascending order. */
    List<String> sortedValues() {
        return entries.stream().map(Entry::value).sorted().toList();
    }
}
