package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Days by source: the parts of which a table that is parted by event_date and source consists. */
public final class SourceDays {

    private static final Pattern FOLDER = Pattern.compile("event_date=([^/]+)/source=([^/]+)");

    private final Map<String, TreeSet<LocalDate>> days = new TreeMap<>();

    public SourceDays() {}

    public SourceDays(String source, Collection<LocalDate> days) {
        add(source, days);
    }

    /** Those of rows with source and event_date; a few hundred at most. */
    public static SourceDays ofRows(Dataset<Row> rows) {
        SourceDays all = new SourceDays();
        rows.select(col("source"), col("event_date").cast("string"))
                .filter(col("event_date").isNotNull())
                .distinct()
                .collectAsList()
                .forEach(row -> all.add(row.getString(0), List.of(LocalDate.parse(row.getString(1)))));
        return all;
    }

    /** From the folders of a table's parts. */
    public static SourceDays of(Collection<String> folders) {
        SourceDays all = new SourceDays();
        for (String folder : folders) {
            Matcher parts = FOLDER.matcher(folder);
            if (parts.matches()) {
                all.add(parts.group(2), List.of(LocalDate.parse(parts.group(1))));
            }
        }
        return all;
    }

    /** Adds days of a source; says whether one was new. */
    public boolean add(String source, Collection<LocalDate> more) {
        return !more.isEmpty()
                && days.computeIfAbsent(source, name -> new TreeSet<>()).addAll(more);
    }

    /** Adds all days of others; says whether one was new. */
    public boolean addAll(SourceDays more) {
        boolean isAnyNew = false;
        for (Map.Entry<String, TreeSet<LocalDate>> own : more.days.entrySet()) {
            isAnyNew |= add(own.getKey(), own.getValue());
        }
        return isAnyNew;
    }

    public Set<String> sources() {
        return Set.copyOf(days.keySet());
    }

    /** The days of one source. */
    public TreeSet<LocalDate> days(String source) {
        return new TreeSet<>(days.getOrDefault(source, new TreeSet<>()));
    }

    /** The days of all sources. */
    public TreeSet<LocalDate> days() {
        TreeSet<LocalDate> all = new TreeSet<>();
        days.values().forEach(all::addAll);
        return all;
    }

    /** Only some sources. */
    public SourceDays of(Predicate<String> isWanted) {
        SourceDays some = new SourceDays();
        days.forEach((source, own) -> {
            if (isWanted.test(source)) {
                some.add(source, own);
            }
        });
        return some;
    }

    /** Of every source other days, made of its days. */
    public SourceDays mapDays(UnaryOperator<TreeSet<LocalDate>> other) {
        SourceDays each = new SourceDays();
        days.forEach((source, own) -> each.add(source, other.apply(new TreeSet<>(own))));
        return each;
    }

    /** These days without those of others. */
    public SourceDays without(SourceDays others) {
        SourceDays left = new SourceDays();
        days.forEach((source, own) -> {
            TreeSet<LocalDate> rest = new TreeSet<>(own);
            rest.removeAll(others.days(source));
            left.add(source, rest);
        });
        return left;
    }

    public boolean isEmpty() {
        return days.isEmpty();
    }

    /** Is there a source and day here that {@code others} does not have? */
    public boolean hasDaysOutside(SourceDays others) {
        return !without(others).isEmpty();
    }

    /** Whether a row with source and event_date lies in one of these. */
    public Column isIn() {
        return matchesDays(own -> col("event_date").isin(own.toArray()));
    }

    /**
     * Whether a row with a source lies in these.
     *
     * @param isIn says of the days of a source whether a row of it lies in them; sources of the same days share it
     */
    public Column matchesDays(Function<Collection<LocalDate>, Column> isIn) {
        Map<TreeSet<LocalDate>, TreeSet<String>> alike = new LinkedHashMap<>();
        days.forEach((source, own) ->
                alike.computeIfAbsent(own, key -> new TreeSet<>()).add(source));
        return alike.entrySet().stream()
                .map(one -> col("source").isin(one.getValue().toArray()).and(isIn.apply(one.getKey())))
                .reduce(Column::or)
                .orElse(lit(false));
    }
}
