package cx.warehouse.experience.rebuild;

import cx.warehouse.experience.CalendarDays;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The days of web sources that the changes of a night affect.
 *
 * @param sources the affected web sources, in the order of their declarations
 * @param published the published days of these sources
 * @param newDays days that are rebuilt whole: not published yet, or delivered again
 * @param affectedDays the new days, and published days with late events or with visits that depend on a changed lookup
 */
record WebDays(List<String> sources, SourceDays published, SourceDays newDays, SourceDays affectedDays) {

    /** Longest visit that is found by one of its later days. */
    private static final int LONGEST_VISIT_DAYS = 7;

    /**
     * Finds the days.
     *
     * @param dependentVisits frame of {@link cx.warehouse.experience.visit.VisitDependencies#dependentVisits}
     */
    static WebDays find(NightContext night, NightChanges changes, Optional<Dataset<Row>> dependentVisits) {
        NightDeliveries deliveries = night.deliveries();
        SourceDays dependent = dependentVisits.map(SourceDays::ofRows).orElse(SourceDays.NONE);
        List<String> sources = deliveries.sources("interaction").stream()
                .filter(deliveries::isWeb)
                .filter(source -> changes.deliveredDays().sources().contains(source)
                        || dependent.sources().contains(source)
                        || deliveries.isRedelivered(source))
                .toList();
        Predicate<String> isAffected = sources::contains;
        SourceDays published = changes.publishedDays().of(isAffected);
        SourceDays delivered = changes.deliveredDays().of(isAffected);
        SourceDays newDays = delivered
                .without(published)
                .plus(redeliveredDays(
                        night.tables(), deliveries.redeliveredDates().of(isAffected)));
        return new WebDays(
                sources,
                published,
                newDays,
                delivered.plus(dependent.of(isAffected)).plus(newDays));
    }

    /**
     * Days with published rows of replaced deliveries. They are rebuilt, because rows that the new delivery lacks must
     * go.
     */
    private static SourceDays redeliveredDays(NightTables tables, SourceDays redelivered) {
        return redelivered.isEmpty()
                ? SourceDays.NONE
                : SourceDays.ofRows(tables.published(TableNames.FACT).where(redelivered.isIn("business_date")));
    }

    /** The affected days, with the day before and after each. */
    SourceDays withNeighbours() {
        return affectedDays.mapDays(CalendarDays::withNeighbours);
    }

    /** The published days on which a visit that covers one of {@code days} may start. */
    SourceDays possibleStarts(SourceDays days) {
        return days.mapDays(WebDays::daysBefore).intersect(published);
    }

    /** The published visits that cover one of {@code days}. */
    Dataset<Row> publishedVisits(NightContext night, SourceDays days) {
        Dataset<Row> visits = night.tables()
                .published(TableNames.VISITS)
                .where(possibleStarts(days).isIn());
        return FactRebuild.visitsOnDays(visits, days, night.settings());
    }

    private static SortedSet<LocalDate> daysBefore(SortedSet<LocalDate> days) {
        TreeSet<LocalDate> starts = new TreeSet<>();
        days.forEach(day -> starts.addAll(
                day.minusDays(LONGEST_VISIT_DAYS).datesUntil(day.plusDays(1)).toList()));
        return starts;
    }
}
