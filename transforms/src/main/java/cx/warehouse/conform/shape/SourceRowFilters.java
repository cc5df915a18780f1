package cx.warehouse.conform.shape;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.contract.SourceContract;
import java.time.LocalDate;
import java.util.Collection;
import java.util.SortedSet;
import org.apache.spark.sql.Column;

/** Conditions on the rows of a source table: by the delivery that brought them, and by the days they are about. */
public final class SourceRowFilters {

    private SourceRowFilters() {}

    /** True for every row. */
    public static Column any() {
        return lit(true);
    }

    /** True for rows that were delivered on one of these dates. */
    public static Column isDeliveredOn(Collection<LocalDate> dates) {
        return dates.isEmpty() ? lit(false) : col("business_date").isin(dates.toArray());
    }

    /** True for rows that were delivered on none of these dates. */
    public static Column isNotDeliveredOn(Collection<LocalDate> dates) {
        return dates.isEmpty() ? lit(true) : not(isDeliveredOn(dates));
    }

    /**
     * True at least for rows about these days or the days beside them. It is wider than the days, because it compares
     * the contract's activity column without the zone of the rows; files can be skipped by it. True for every row where
     * the contract names no activity column, or there are no days.
     */
    public static Column mayBeNear(SourceContract contract, SortedSet<LocalDate> days) {
        if (contract.activity() == null || days.isEmpty()) {
            return lit(true);
        }
        boolean isDay = contract.column(contract.activity())
                .map(column -> column.type().toString().equals("date"))
                .orElse(false);
        Column activity = col(contract.activity());
        Column near = lit(false);
        LocalDate from = null;
        LocalDate to = null;
        for (LocalDate day : days) {
            if (to == null || day.isAfter(to.plusDays(1))) {
                near = from == null ? near : near.or(between(activity, isDay, from, to));
                from = day;
            }
            to = day;
        }
        return near.or(between(activity, isDay, from, to));
    }

    private static Column between(Column activity, boolean isDay, LocalDate from, LocalDate to) {
        Column first = lit(from.minusDays(1)).cast(isDay ? "date" : "timestamp");
        Column last = lit(to.plusDays(2)).cast(isDay ? "date" : "timestamp");
        return activity.geq(first).and(activity.leq(last));
    }
}
