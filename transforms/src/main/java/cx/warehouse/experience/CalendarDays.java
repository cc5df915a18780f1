package cx.warehouse.experience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Collects the calendar days of a frame and selects rows by day. */
public final class CalendarDays {

    private CalendarDays() {}

    /**
     * Collects the distinct days in the first column of a frame, without nulls. The driver holds them: a few dozen at
     * most.
     */
    public static TreeSet<LocalDate> of(Dataset<Row> rows) {
        TreeSet<LocalDate> days = new TreeSet<>();
        rows.distinct()
                .select(col(rows.columns()[0]).cast("string"))
                .collectAsList()
                .forEach(row -> {
                    if (!row.isNullAt(0)) {
                        days.add(LocalDate.parse(row.getString(0)));
                    }
                });
        return days;
    }

    /**
     * True for rows whose date in {@code column} is one of the days, null for a null date; false for all rows without
     * days.
     */
    public static Column isOn(String column, Collection<LocalDate> days) {
        return days.isEmpty() ? lit(false) : col(column).isin(days.toArray());
    }

    /** Returns the days together with the day before and the day after each of them. */
    public static SortedSet<LocalDate> withNeighbours(Collection<LocalDate> days) {
        TreeSet<LocalDate> around = new TreeSet<>(days);
        days.forEach(day -> around.addAll(List.of(day.minusDays(1), day.plusDays(1))));
        return around;
    }
}
