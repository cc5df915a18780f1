package cx.warehouse.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Days by source: the parts of which a table that is parted by event_date and source consists. */
final class SourceDays {

    private static final Pattern FOLDER = Pattern.compile("event_date=([^/]+)/source=([^/]+)");

    private final Map<String, TreeSet<LocalDate>> days = new TreeMap<>();

    SourceDays() {}

    SourceDays(String source, Collection<LocalDate> days) {
        add(source, days);
    }

    /** Those of rows with source and event_date; a few hundred at most. */
    static SourceDays in(Dataset<Row> rows) {
        SourceDays all = new SourceDays();
        rows.select(col("source"), col("event_date").cast("string"))
                .filter(col("event_date").isNotNull())
                .distinct()
                .collectAsList()
                .forEach(row -> all.add(row.getString(0), List.of(LocalDate.parse(row.getString(1)))));
        return all;
    }

    /** From the folders of a table's parts. */
    static SourceDays of(Collection<String> folders) {
        SourceDays all = new SourceDays();
        for (String folder : folders) {
            Matcher parts = FOLDER.matcher(folder);
            if (parts.matches()) {
                all.add(parts.group(2), List.of(LocalDate.parse(parts.group(1))));
            }
        }
        return all;
    }

    void add(String source, Collection<LocalDate> more) {
        if (!more.isEmpty()) {
            days.computeIfAbsent(source, name -> new TreeSet<>()).addAll(more);
        }
    }

    void addAll(SourceDays more) {
        more.days.forEach(this::add);
    }

    /** The days of one source. */
    TreeSet<LocalDate> days(String source) {
        return new TreeSet<>(days.getOrDefault(source, new TreeSet<>()));
    }

    /** The days of all sources. */
    TreeSet<LocalDate> days() {
        TreeSet<LocalDate> all = new TreeSet<>();
        days.values().forEach(all::addAll);
        return all;
    }

    /** Only some sources. */
    SourceDays of(Predicate<String> isWanted) {
        SourceDays some = new SourceDays();
        days.forEach((source, own) -> {
            if (isWanted.test(source)) {
                some.add(source, own);
            }
        });
        return some;
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    /** Is there a source and day here that {@code others} does not have? */
    boolean isAnyBeside(SourceDays others) {
        return days.entrySet().stream()
                .anyMatch(own -> !others.days(own.getKey()).containsAll(own.getValue()));
    }

    /** Whether a row with source and event_date lies in one of these. */
    Column isIn() {
        Column isIn = lit(false);
        for (Map.Entry<String, TreeSet<LocalDate>> own : days.entrySet()) {
            isIn = isIn.or(col("source")
                    .equalTo(own.getKey())
                    .and(col("event_date").isin(own.getValue().toArray())));
        }
        return isIn;
    }
}
