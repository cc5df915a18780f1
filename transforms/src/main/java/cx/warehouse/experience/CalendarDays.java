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

/** Collects the calendar days of frames, and selects rows by them. */
public final class CalendarDays {

    private CalendarDays() {}

    /** Collects the days in the first column of a frame, a few dozen at most; nulls are left out. */
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

    /** Whether a column of days has one of these; false where there are none. */
    public static Column isOn(String column, Collection<LocalDate> days) {
        return days.isEmpty() ? lit(false) : col(column).isin(days.toArray());
    }

    /** The days, and the day before and after each. */
    public static SortedSet<LocalDate> withNeighbours(Collection<LocalDate> days) {
        TreeSet<LocalDate> around = new TreeSet<>(days);
        days.forEach(day -> around.addAll(List.of(day.minusDays(1), day.plusDays(1))));
        return around;
    }
}
