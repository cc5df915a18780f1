package cx.warehouse.experience.rebuild;

import cx.warehouse.experience.ExperienceSettings;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The first and last day that a visit of a source covers, in the reporting zone. */
record VisitSpan(String source, LocalDate first, LocalDate last) {

    /** Collects the distinct spans of visits: {@link cx.warehouse.experience.visit.Visits#stateRows}. */
    static List<VisitSpan> collect(Dataset<Row> visits, ExperienceSettings settings) {
        return FactRebuild.visitSpans(visits, settings).collectAsList().stream()
                .map(VisitSpan::of)
                .toList();
    }

    /**
     * Collects the distinct spans of visits in two lists.
     *
     * @param flag a column that is true or false; its value is the key of the list
     */
    static Map<Boolean, List<VisitSpan>> collectBy(String flag, Dataset<Row> visits, ExperienceSettings settings) {
        return FactRebuild.visitSpans(visits, settings, flag).collectAsList().stream()
                .collect(Collectors.partitioningBy(
                        row -> row.getBoolean(3), Collectors.mapping(VisitSpan::of, Collectors.toList())));
    }

    private static VisitSpan of(Row row) {
        return new VisitSpan(row.getString(0), LocalDate.parse(row.getString(1)), LocalDate.parse(row.getString(2)));
    }

    /** All days that the spans cover. */
    static SourceDays days(Collection<VisitSpan> spans) {
        Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
        spans.forEach(span -> days.computeIfAbsent(span.source(), source -> new TreeSet<>())
                .addAll(span.first().datesUntil(span.last().plusDays(1)).toList()));
        return SourceDays.of(days);
    }

    /** All days of the spans that cover one of {@code days}. */
    static SourceDays daysOfVisitsOn(SourceDays days, Collection<VisitSpan> spans) {
        return days(spans.stream().filter(span -> span.covers(days)).toList());
    }

    private boolean covers(SourceDays days) {
        return days.days(source).stream().anyMatch(day -> !day.isBefore(first) && !day.isAfter(last));
    }
}
