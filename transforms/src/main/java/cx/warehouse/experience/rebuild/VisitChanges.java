package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.experience.CalendarDays;
import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.fact.VisitRows;
import cx.warehouse.experience.visit.VisitDependencies;
import cx.warehouse.experience.visit.VisitLookups;
import cx.warehouse.experience.visit.Visits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rebuilt visits and web events.
 *
 * @param rebuiltDays the days and sources whose rows are replaced
 * @param reassigned visits on other days whose customer changes because of the persons seen in rebuilt visits:
 *     visit_key, source, event_date, customer_key, identity_rule; materialized, absent where there is none
 * @param facts frames of the fact that together hold all rows of the rebuilt days
 * @param visits frames of {@code state.visit} that together hold all rows of the rebuilt days
 */
public record VisitChanges(
        SourceDays rebuiltDays,
        Optional<Dataset<Row>> reassigned,
        List<Dataset<Row>> facts,
        List<Dataset<Row>> visits) {

    public VisitChanges {
        facts = List.copyOf(facts);
        visits = List.copyOf(visits);
    }

    /** Rebuilds visits. Orders and spend need not be staged. */
    public static VisitChanges build(NightContext night, NightChanges changes) {
        Optional<Dataset<Row>> dependentVisits =
                changes.dependencies().map(dependencies -> dependentVisits(night, dependencies));
        WebDays days = WebDays.find(night, changes, dependentVisits);
        if (days.sources().isEmpty()) {
            return new VisitChanges(SourceDays.NONE, Optional.empty(), List.of(), List.of());
        }
        VisitScope planned = VisitScope.find(night, days, dependentVisits);
        Visits.VisitFrames rebuilt = Visits.of(
                planned.events(night),
                lookups(night, changes, planned),
                night.settings(),
                night.tables().frames());
        VisitScope scope = planned.withVisits(rebuilt.visits(), night);
        Optional<Dataset<Row>> reassigned = reassignedVisits(night, changes, scope, rebuilt.visits());
        VisitChanges result = new VisitChanges(
                scope.rebuiltDays(),
                reassigned,
                List.of(VisitRows.of(rebuilt.events(), night.settings())
                        .where(scope.rebuiltDays().isIn())),
                List.of(Visits.stateRows(rebuilt.visits(), night.settings())
                        .where(scope.rebuiltDays().isIn())));
        SourceDays kept = scope.keptDays();
        return kept.isEmpty()
                ? result
                : result.withUnaffectedRows(
                        night, changes, kept, scope.visitors().orElseThrow());
    }

    /** Visits of recent days, or of days near a new ad click, that depend on a changed lookup. */
    private static Dataset<Row> dependentVisits(NightContext night, Dataset<Row> dependencies) {
        TreeSet<LocalDate> clicks = CalendarDays.of(night.tables().shape("ad_click", Deliveries.NEW, "click_date"));
        LocalDate from = night.firstRecentDay();
        if (!clicks.isEmpty() && clicks.first().minusDays(1).isBefore(from)) {
            from = clicks.first().minusDays(1);
        }
        Dataset<Row> recent = night.tables()
                .published(TableNames.VISITS)
                .where(col("event_date").geq(lit(from)));
        return night.tables().materialize(VisitDependencies.dependentVisits(recent, dependencies, night.settings()));
    }

    private static VisitLookups lookups(NightContext night, NightChanges changes, VisitScope scope) {
        NightTables tables = night.tables();
        Dataset<Row> clicks =
                tables.shape("ad_click", Deliveries.near(scope.readDays().days()));
        Dataset<Row> logins = Visits.logins(scope.withoutRead(tables.published(TableNames.VISITS)));
        return new VisitLookups(
                tables.current(TableNames.IDENTIFIERS).select("identifier_type", "identifier_value", "customer_key"),
                tables.materialize(DimCampaign.clicks(clicks, changes.campaigns())),
                changes.campaigns(),
                changes.posts(),
                changes.customers().withCurrentKeys(logins));
    }

    private static Optional<Dataset<Row>> reassignedVisits(
            NightContext night, NightChanges changes, VisitScope scope, Dataset<Row> rebuilt) {
        SourceDays published = changes.publishedDays().of(night.deliveries()::isWeb);
        if (!published.hasDaysOutside(scope.webDays().newDays())) {
            return Optional.empty();
        }
        Dataset<Row> stored = scope.withoutRebuilt(night.tables().published(TableNames.VISITS));
        Dataset<Row> seen = Visits.logins(
                rebuilt.select("visitor_key", "visit_key", "visit_started_at", "customer_key", "identity_rule"));
        Dataset<Row> affected = scope.visitors()
                .map(visitors -> visitors.scopes().select("visitor_key"))
                .orElseGet(() -> seen.select("visitor_key").limit(0));
        Dataset<Row> older = Visits.logins(stored.where(not(night.isRecent())));
        Dataset<Row> found = night.tables()
                .materialize(FactRebuild.reassignedVisits(
                        stored.where(night.isRecent()),
                        seen,
                        changes.customers().withCurrentKeys(older),
                        affected));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private VisitChanges withUnaffectedRows(
            NightContext night, NightChanges changes, SourceDays kept, AffectedVisitors visitors) {
        Dataset<Row> fact = night.tables().published(TableNames.FACT).where(kept.isIn());
        Dataset<Row> state = night.tables().published(TableNames.VISITS).where(kept.isIn());
        List<Dataset<Row>> allFacts = new ArrayList<>(facts);
        allFacts.add(withCurrentCustomers(visitors.unaffectedRows(fact), night, changes));
        List<Dataset<Row>> allVisits = new ArrayList<>(visits);
        allVisits.add(withCurrentCustomers(visitors.withoutVisitors(state), night, changes));
        return new VisitChanges(rebuiltDays, reassigned, allFacts, allVisits);
    }

    /**
     * Replaces the customers of published rows by their current ones.
     *
     * @param rows any rows with visit_key, customer_key, identity_rule
     */
    Dataset<Row> withCurrentCustomers(Dataset<Row> rows, NightContext night, NightChanges changes) {
        return changes.customers()
                .replaceMergedKeys(reassigned
                        .map(visitsNow -> FactRebuild.withCustomers(rows, visitsNow))
                        .orElse(rows));
    }
}
