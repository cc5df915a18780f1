package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An immutable set of days for each source: the partitions of a table by event_date and source, or the delivery dates
 * of sources. It contains only sources with a day.
 */
public final class SourceDays {

    public static final SourceDays NONE = new SourceDays(new TreeMap<>());

    private static final Pattern FOLDER = Pattern.compile("event_date=([^/]+)/source=([^/]+)");

    private final Map<String, SortedSet<LocalDate>> days;

    private SourceDays(Map<String, SortedSet<LocalDate>> days) {
        this.days = days;
    }

    /** Returns the days of one source. */
    public static SourceDays of(String source, Collection<LocalDate> days) {
        return collect(Map.of(source, days));
    }

    /** Returns the days of several sources. */
    public static SourceDays of(Map<String, ? extends Collection<LocalDate>> days) {
        return collect(days);
    }

    /** Collects the distinct source and event_date of rows, a few hundred at most. Rows without a day are left out. */
    public static SourceDays ofRows(Dataset<Row> rows) {
        Map<String, TreeSet<LocalDate>> all = new TreeMap<>();
        rows.select(col("source"), col("event_date").cast("string"))
                .filter(col("event_date").isNotNull())
                .distinct()
                .collectAsList()
                .forEach(row -> all.computeIfAbsent(row.getString(0), source -> new TreeSet<>())
                        .add(LocalDate.parse(row.getString(1))));
        return collect(all);
    }

    /** Parses folders such as {@code event_date=2026-03-14/source=web}; other folders are left out. */
    public static SourceDays ofPartitions(Collection<String> folders) {
        Map<String, TreeSet<LocalDate>> all = new TreeMap<>();
        for (String folder : folders) {
            Matcher parts = FOLDER.matcher(folder);
            if (parts.matches()) {
                all.computeIfAbsent(parts.group(2), source -> new TreeSet<>()).add(LocalDate.parse(parts.group(1)));
            }
        }
        return collect(all);
    }

    private static SourceDays collect(Map<String, ? extends Collection<LocalDate>> days) {
        Map<String, SortedSet<LocalDate>> copy = new TreeMap<>();
        days.forEach((source, own) -> {
            if (!own.isEmpty()) {
                copy.put(source, Collections.unmodifiableSortedSet(new TreeSet<>(own)));
            }
        });
        return new SourceDays(copy);
    }

    /** The union of these days and others. */
    public SourceDays plus(SourceDays more) {
        Map<String, TreeSet<LocalDate>> all = new TreeMap<>();
        days.forEach((source, own) -> all.put(source, new TreeSet<>(own)));
        more.days.forEach((source, own) ->
                all.computeIfAbsent(source, name -> new TreeSet<>()).addAll(own));
        return collect(all);
    }

    public Set<String> sources() {
        return Set.copyOf(days.keySet());
    }

    /** The days of one source. */
    public SortedSet<LocalDate> days(String source) {
        return days.getOrDefault(source, Collections.emptySortedSet());
    }

    /** The days of all sources. */
    public TreeSet<LocalDate> days() {
        TreeSet<LocalDate> all = new TreeSet<>();
        days.values().forEach(all::addAll);
        return all;
    }

    /** The days of the sources that match. */
    public SourceDays of(Predicate<String> isWanted) {
        Map<String, SortedSet<LocalDate>> some = new TreeMap<>(days);
        some.keySet().removeIf(isWanted.negate());
        return collect(some);
    }

    /** Replaces the days of each source by the result of a function. */
    public SourceDays mapDays(UnaryOperator<SortedSet<LocalDate>> other) {
        Map<String, SortedSet<LocalDate>> each = new TreeMap<>();
        days.forEach((source, own) -> each.put(source, other.apply(own)));
        return collect(each);
    }

    /** These days without the days of {@code others}. */
    public SourceDays without(SourceDays others) {
        Map<String, TreeSet<LocalDate>> left = new TreeMap<>();
        days.forEach((source, own) -> {
            TreeSet<LocalDate> rest = new TreeSet<>(own);
            rest.removeAll(others.days(source));
            left.put(source, rest);
        });
        return collect(left);
    }

    /** The days that both sets contain. */
    public SourceDays intersect(SourceDays others) {
        return without(without(others));
    }

    public boolean isEmpty() {
        return days.isEmpty();
    }

    /** True when this set has a source and day that {@code others} does not have. */
    public boolean hasDaysOutside(SourceDays others) {
        return !without(others).isEmpty();
    }

    /** True for a row whose source and event_date are in this set. */
    public Column isIn() {
        return isIn("event_date");
    }

    /**
     * True for a row whose source and date in {@code column} are in this set; false for all rows where the set is
     * empty.
     */
    public Column isIn(String column) {
        return matchesDays(own -> col(column).isin(own.toArray()));
    }

    /**
     * True for a row whose source is in this set and whose day matches; false for all rows where the set is empty.
     *
     * @param isIn makes a condition of the days of a source; it is called once for all sources that have the same days
     */
    public Column matchesDays(Function<Collection<LocalDate>, Column> isIn) {
        Map<SortedSet<LocalDate>, TreeSet<String>> alike = new LinkedHashMap<>();
        days.forEach((source, own) ->
                alike.computeIfAbsent(own, key -> new TreeSet<>()).add(source));
        return alike.entrySet().stream()
                .map(one -> col("source").isin(one.getValue().toArray()).and(isIn.apply(one.getKey())))
                .reduce(Column::or)
                .orElse(lit(false));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceDays that && days.equals(that.days);
    }

    @Override
    public int hashCode() {
        return days.hashCode();
    }

    @Override
    public String toString() {
        return days.toString();
    }
}
