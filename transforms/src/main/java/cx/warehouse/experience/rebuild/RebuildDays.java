package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The days of a table that a load builds.
 *
 * @param isAll true when all rows are built, whatever their day
 * @param days the days otherwise
 */
public record RebuildDays(boolean isAll, SortedSet<LocalDate> days) {

    /** All rows of a table, whatever their day. */
    public static final RebuildDays ALL = new RebuildDays(true, new TreeSet<>());

    /** No day: the table stays as it is. */
    public static final RebuildDays NONE = of(List.of());

    public RebuildDays {
        days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    }

    public static RebuildDays of(Collection<LocalDate> days) {
        return new RebuildDays(false, new TreeSet<>(days));
    }

    /** True when nothing is to be built. */
    public boolean isEmpty() {
        return !isAll && days.isEmpty();
    }

    /** The same days and those around them, from {@code from} to {@code to} days away. */
    public RebuildDays widen(int from, int to) {
        TreeSet<LocalDate> wide = new TreeSet<>();
        days.forEach(day -> {
            for (int step = from; step <= to; step++) {
                wide.add(day.plusDays(step));
            }
        });
        return new RebuildDays(isAll, wide);
    }

    /** All days of the calendar weeks, Monday to Sunday, that hold one of the days. */
    public RebuildDays wholeWeeks() {
        return wholePeriods(day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), Period.ofWeeks(1));
    }

    /** All days of the calendar months that hold one of the days. */
    public RebuildDays wholeMonths() {
        return wholePeriods(day -> day.withDayOfMonth(1), Period.ofMonths(1));
    }

    private RebuildDays wholePeriods(UnaryOperator<LocalDate> firstDay, Period length) {
        TreeSet<LocalDate> whole = new TreeSet<>();
        days.stream().map(firstDay).distinct().forEach(first -> first.datesUntil(first.plus(length))
                .forEach(whole::add));
        return new RebuildDays(isAll, whole);
    }

    /** Whether a column of days holds one of them; the least condition: days in a row are one range. */
    public Column isIn(String column) {
        if (isAll) {
            return lit(true);
        }
        Column isIn = lit(false);
        LocalDate first = null;
        LocalDate last = null;
        for (LocalDate day : days) {
            if (last != null && day.equals(last.plusDays(1))) {
                last = day;
                continue;
            }
            isIn = first == null ? isIn : isIn.or(col(column).between(first, last));
            first = day;
            last = day;
        }
        return first == null ? isIn : isIn.or(col(column).between(first, last));
    }

    /** Of some rows those of the days. */
    public Dataset<Row> only(String column, Dataset<Row> rows) {
        return isAll ? rows : rows.where(isIn(column));
    }
}
