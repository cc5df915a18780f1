package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.fact.VisitRows;
import cx.warehouse.experience.visit.VisitDependencies;
import cx.warehouse.experience.visit.VisitLookups;
import cx.warehouse.experience.visit.Visits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rebuilt visits and web events.
 *
 * @param rebuiltDays the days and sources on which more than a customer changes
 * @param replacedDays the days and sources whose rows are replaced: the rebuilt days and those of reassigned visits
 * @param reassigned visits on other days whose stored key leads to another person than the one they belong to:
 *     visit_key, source, event_date, visit_started_at, visit_ended_at, customer_key, identity_rule; materialized,
 *     absent where there is none
 * @param facts frames of the fact that together hold all rows of the replaced days
 * @param visits frames of {@code state.visit} that together hold all rows of the replaced days
 */
public record VisitChanges(
        SourceDays rebuiltDays,
        SourceDays replacedDays,
        Optional<Dataset<Row>> reassigned,
        List<Dataset<Row>> facts,
        List<Dataset<Row>> visits) {

    public VisitChanges {
        facts = List.copyOf(facts);
        visits = List.copyOf(visits);
    }

    private static final VisitChanges NONE =
            new VisitChanges(SourceDays.NONE, SourceDays.NONE, Optional.empty(), List.of(), List.of());

    /** Rebuilds visits. Orders and spend need not be staged. */
    public static VisitChanges build(NightContext night, NightChanges changes) {
        Optional<Dataset<Row>> dependentVisits =
                changes.dependencies().map(dependencies -> dependentVisits(night, changes, dependencies));
        WebDays days = WebDays.find(night, changes, dependentVisits);
        if (days.sources().isEmpty()) {
            return NONE;
        }
        VisitScope planned = VisitScope.find(night, days, dependentVisits);
        Visits.VisitFrames rebuilt = Visits.of(
                planned.events(night),
                lookups(night, changes, planned),
                night.settings(),
                night.tables().frames());
        Dataset<Row> state = Visits.stateRows(rebuilt.visits(), night.settings());
        VisitScope scope = withoutUnchangedDays(night, changes, planned.withVisits(rebuilt.visits(), night), state);
        if (scope.rebuiltDays().isEmpty()) {
            return NONE;
        }
        Optional<Dataset<Row>> reassigned = reassignedVisits(night, changes, scope, rebuilt.visits());
        VisitChanges result = new VisitChanges(
                scope.rebuiltDays(),
                scope.rebuiltDays(),
                reassigned,
                List.of(VisitRows.of(rebuilt.events(), night.settings())
                        .where(scope.rebuiltDays().isIn())),
                List.of(state.where(scope.rebuiltDays().isIn())));
        SourceDays kept = scope.keptDays();
        return (kept.isEmpty()
                        ? result
                        : result.withUnaffectedRows(
                                night, kept, scope.visitors().orElseThrow()))
                .withReassignedDays(night);
    }

    /**
     * Visits that depend on a changed lookup: those of recent days, or of days near a new ad click; of any day when a
     * key was split, because no key leads to the other person.
     */
    private static Dataset<Row> dependentVisits(NightContext night, NightChanges changes, Dataset<Row> dependencies) {
        SortedSet<LocalDate> clicks = changes.clickDays();
        LocalDate from = night.firstRecentDay();
        if (!clicks.isEmpty() && clicks.first().minusDays(1).isBefore(from)) {
            from = clicks.first().minusDays(1);
        }
        Dataset<Row> visits = night.tables().published(TableNames.VISITS);
        Dataset<Row> searched = changes.customers().hasSplits()
                ? visits
                : visits.where(col("event_date").geq(lit(from)));
        return night.tables().materialize(VisitDependencies.dependentVisits(searched, dependencies, night.settings()));
    }

    /** Leaves out published days without a delivery on which the rebuilt visits are as published. */
    private static VisitScope withoutUnchangedDays(
            NightContext night, NightChanges changes, VisitScope scope, Dataset<Row> rebuilt) {
        SourceDays candidates = scope.keptDays().without(changes.deliveredDays());
        if (candidates.isEmpty()) {
            return scope;
        }
        Dataset<Row> former = changes.customers()
                .withCurrentKeys(scope.onlyRebuilt(night.tables().published(TableNames.VISITS)));
        Dataset<Row> changed = FactRebuild.changedVisits(
                FactRebuild.visitsOnDays(former, candidates, night.settings()),
                FactRebuild.visitsOnDays(rebuilt.where(scope.rebuiltDays().isIn()), candidates, night.settings()),
                night.settings());
        Map<Boolean, List<VisitSpan>> spans = VisitSpan.collectBy("is_led", changed, night.settings());
        SourceDays written = scope.rebuiltDays().without(candidates).plus(VisitSpan.days(spans.get(false)));
        return scope.withoutDays(candidates.without(withDaysOfVisits(written, spans.get(true))));
    }

    /** The same days, and all days of the visits that cover one of them, or a day that such a visit adds. */
    private static SourceDays withDaysOfVisits(SourceDays days, List<VisitSpan> visits) {
        SourceDays all = days.plus(VisitSpan.daysOfVisitsOn(days, visits));
        return all.equals(days) ? days : withDaysOfVisits(all, visits);
    }

    private static VisitLookups lookups(NightContext night, NightChanges changes, VisitScope scope) {
        NightTables tables = night.tables();
        Dataset<Row> clicks =
                tables.shape("ad_click", Deliveries.near(scope.readDays().days()));
        Dataset<Row> logins = Visits.logins(scope.withoutRead(tables.published(TableNames.VISITS)));
        return new VisitLookups(
                tables.frames()
                        .broadcastIfSmall(tables.currentWithCount(TableNames.IDENTIFIERS))
                        .select("identifier_type", "identifier_value", "customer_key"),
                tables.materializeOnUse(DimCampaign.clicks(clicks, changes.campaigns())),
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
        CustomerChanges customers = changes.customers();
        Dataset<Row> visits = night.tables().published(TableNames.VISITS);
        Dataset<Row> seen = Visits.logins(
                rebuilt.select("visitor_key", "visit_key", "visit_started_at", "customer_key", "identity_rule"));
        Column isLate = col("event_date").geq(lit(scope.rebuiltDays().days().first()));
        Optional<Dataset<Row>> visitors = night.tables()
                .materializeIfAny(FactRebuild.visitorsToReassign(
                        scope.withoutRebuilt(visits.where(isLate)),
                        seen,
                        customers.withCurrentKeys(Visits.logins(scope.onlyRebuilt(visits)))));
        if (visitors.isEmpty()) {
            return Optional.empty();
        }
        String[] visitor = {"visitor_key"};
        return night.tables()
                .materializeIfAny(FactRebuild.reassignedVisits(
                        customers.withCurrentKeys(
                                scope.withoutRebuilt(visits).join(visitors.get(), visitor, "left_semi")),
                        seen.join(visitors.get(), visitor, "left_semi")));
    }

    private VisitChanges withUnaffectedRows(NightContext night, SourceDays kept, AffectedVisitors visitors) {
        Dataset<Row> fact = night.tables().published(TableNames.FACT).where(kept.isIn());
        Dataset<Row> state = night.tables().published(TableNames.VISITS).where(kept.isIn());
        List<Dataset<Row>> allFacts = new ArrayList<>(facts);
        allFacts.add(withReassignedCustomers(visitors.unaffectedRows(fact)));
        List<Dataset<Row>> allVisits = new ArrayList<>(visits);
        allVisits.add(withReassignedCustomers(visitors.withoutVisitors(state)));
        return new VisitChanges(rebuiltDays, replacedDays, reassigned, allFacts, allVisits);
    }

    /** All visits of the replaced days; absent when no visit changes. */
    public Optional<Dataset<Row>> allVisits() {
        return visits.isEmpty() ? Optional.empty() : Optional.of(FactRebuild.union(visits));
    }

    /** Adds the rows of other days with reassigned visits. */
    private VisitChanges withReassignedDays(NightContext night) {
        SourceDays others = reassigned
                .map(now -> VisitSpan.days(VisitSpan.collect(now, night.settings())))
                .orElse(SourceDays.NONE)
                .without(rebuiltDays);
        if (others.isEmpty()) {
            return this;
        }
        List<Dataset<Row>> allFacts = new ArrayList<>(facts);
        allFacts.add(withReassignedCustomers(
                night.tables().published(TableNames.FACT).where(others.isIn())));
        List<Dataset<Row>> allVisits = new ArrayList<>(visits);
        allVisits.add(withReassignedCustomers(
                night.tables().published(TableNames.VISITS).where(others.isIn())));
        return new VisitChanges(rebuiltDays, rebuiltDays.plus(others), reassigned, allFacts, allVisits);
    }

    /**
     * Replaces the customers of published rows of reassigned visits.
     *
     * @param rows any rows with visit_key, customer_key, identity_rule
     */
    private Dataset<Row> withReassignedCustomers(Dataset<Row> rows) {
        return reassigned
                .map(visitsNow -> FactRebuild.withCustomers(rows, visitsNow))
                .orElse(rows);
    }
}
