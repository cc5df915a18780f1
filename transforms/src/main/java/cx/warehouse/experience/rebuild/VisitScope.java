package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.not;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The visits that a night rebuilds: all visits of new days, and on published days the visits of affected visitors.
 *
 * @param webDays the days that changes affect
 * @param readDays the days whose events are read, so that every visit is read whole
 * @param rebuiltDays the days whose rows are replaced
 * @param visitors the affected visitors on published days; absent where no visit is published near the affected days
 */
record VisitScope(WebDays webDays, SourceDays readDays, SourceDays rebuiltDays, Optional<AffectedVisitors> visitors) {

    /**
     * Finds the visits to rebuild.
     *
     * @param dependentVisits visits that depend on a changed lookup: visitor_id, visitor_key; present when anything is
     *     published
     */
    static VisitScope find(NightContext night, WebDays days, Optional<Dataset<Row>> dependentVisits) {
        SourceDays around = days.withNeighbours();
        if (days.possibleStarts(around).isEmpty()) {
            return new VisitScope(days, days.affectedDays(), days.affectedDays(), Optional.empty());
        }
        Dataset<Row> there = days.publishedVisits(night, around);
        AffectedVisitors visitors = AffectedVisitors.of(
                newEvents(night, days.sources()),
                there,
                dependentVisits.orElseThrow(),
                days.newDays(),
                night.settings(),
                night.tables().frames());
        List<VisitSpan> spans = VisitSpan.collect(visitors.visitsOf(there), night.settings());
        SourceDays covered = VisitSpan.days(spans);
        if (covered.hasDaysOutside(around)) {
            // a visit is rebuilt from all its events, and one over two midnights covers further days with further
            // visits
            spans = VisitSpan.collect(
                    visitors.visitsOf(days.publishedVisits(night, around.plus(covered))), night.settings());
        }
        return new VisitScope(
                days,
                days.affectedDays().plus(VisitSpan.days(spans)),
                days.affectedDays().plus(VisitSpan.daysOfVisitsOn(days.affectedDays(), spans)),
                Optional.of(visitors));
    }

    private static Dataset<Row> newEvents(NightContext night, List<String> sources) {
        return night.tables()
                .shape(
                        "interaction",
                        Deliveries.NEW.of(sources),
                        "source",
                        "visitor_id",
                        "session_id",
                        "consent",
                        "interaction_key",
                        "occurred_at");
    }

    /** The events from which visits are rebuilt, in all their versions: conformed.interaction. */
    Dataset<Row> events(NightContext night) {
        Dataset<Row> near = FactRebuild.union(webDays.sources().stream()
                .map(source -> night.tables()
                        .shape(
                                "interaction",
                                Deliveries.near(readDays.days(source)).of(source)))
                .toList());
        return visitors.map(affected -> affected.eventsToRebuild(near, webDays.newDays(), readDays, night.settings()))
                .orElseGet(() -> FactRebuild.interactionsOn(near, readDays, night.settings()));
    }

    /** Returns the same scope, with further days that rebuilt visits now cover. */
    VisitScope withVisits(Dataset<Row> visits, NightContext night) {
        return visitors.isEmpty()
                ? this
                : new VisitScope(
                        webDays,
                        readDays,
                        rebuiltDays.plus(VisitSpan.daysOfVisitsOn(
                                webDays.affectedDays(), VisitSpan.collect(visits, night.settings()))),
                        visitors);
    }

    /** Returns the same scope without days whose rows stay as they are published. */
    VisitScope withoutDays(SourceDays unchanged) {
        return new VisitScope(webDays, readDays, rebuiltDays.without(unchanged), visitors);
    }

    /** The published days that are not rebuilt whole. */
    SourceDays keptDays() {
        return rebuiltDays.without(webDays.newDays());
    }

    /** Published visits of any source, without those whose events are read. */
    Dataset<Row> withoutRead(Dataset<Row> visits) {
        return without(visits, readDays);
    }

    /** Published visits of any source, without those that are rebuilt. */
    Dataset<Row> withoutRebuilt(Dataset<Row> visits) {
        return without(visits, rebuiltDays);
    }

    /** Published visits of any source that are rebuilt. */
    Dataset<Row> onlyRebuilt(Dataset<Row> visits) {
        SourceDays kept = keptDays();
        Dataset<Row> whole = visits.where(rebuiltDays.without(kept).isIn());
        return visitors.isEmpty() || kept.isEmpty()
                ? whole
                : whole.unionByName(visitors.get().visitsOf(visits.where(kept.isIn())));
    }

    private Dataset<Row> without(Dataset<Row> visits, SourceDays days) {
        Dataset<Row> others = visits.where(not(days.isIn()));
        SourceDays kept = days.without(webDays.newDays());
        return visitors.isEmpty() || kept.isEmpty()
                ? others
                : others.unionByName(visitors.get().withoutVisitors(visits.where(kept.isIn())));
    }
}
