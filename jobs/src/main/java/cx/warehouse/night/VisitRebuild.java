package cx.warehouse.night;

import static org.apache.spark.sql.functions.not;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.experience.fact.VisitRows;
import cx.warehouse.experience.rebuild.AffectedVisitors;
import cx.warehouse.experience.rebuild.FactRebuild;
import cx.warehouse.experience.rebuild.SourceDays;
import cx.warehouse.experience.visit.VisitLookups;
import cx.warehouse.experience.visit.Visits;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The visits and events of tonight's web sources: new days whole, days built before for the visitors concerned. */
final class VisitRebuild {

    /** A visit that lasts longer is not looked for from its end. */
    private static final int LONGEST_VISIT_DAYS = 7;

    private final NightContext tonight;
    private final List<SourceContract> contracts;
    private final SourceDays published;

    /** Days built whole. */
    private final SourceDays fresh;

    /** Days of which rows are built. */
    private final SourceDays built;

    private final Visits.VisitFrames visits;

    /** Null when there is no day but fresh ones. */
    private final AffectedVisitors concerned;

    /**
     * @param contracts the web sources that tonight's deliveries concern
     * @param published the days of all sources that are in the fact now
     * @param touched the days of which tonight's deliveries tell
     * @param led visits that were explained by something that means something else tonight: {@link
     *     cx.warehouse.experience.Leads#led}; null where nothing is published
     * @param ledDays the days of those
     * @param known what is known of some days, given the logins of visits outside of them
     */
    VisitRebuild(
            NightContext tonight,
            List<SourceContract> contracts,
            SourceDays published,
            SourceDays touched,
            Dataset<Row> led,
            SourceDays ledDays,
            BiFunction<TreeSet<LocalDate>, Dataset<Row>, VisitLookups> known) {
        this.tonight = tonight;
        this.contracts = contracts;
        this.published = published.of(this::isOurs);
        SourceDays asked = touched.of(this::isOurs);
        this.fresh = asked.without(published);
        fresh.addAll(replacedDays());
        asked.addAll(ledDays.of(this::isOurs));
        asked.addAll(fresh);
        SourceDays around = asked.mapDays(VisitRebuild::withNeighbours);
        this.built = new SourceDays();
        built.addAll(asked);
        SourceDays all = new SourceDays();
        all.addAll(asked);
        if (possibleStartDays(around).isEmpty()) {
            this.concerned = null;
        } else {
            Dataset<Row> there = visitsOnDays(around);
            this.concerned = AffectedVisitors.of(newEvents(), there, led, fresh, tonight.settings());
            List<VisitSpan> before = spans(concerned.visitsOf(there));
            if (around.addAll(days(before))) {
                // what is built anew is built from all its events: a visit over two midnights reaches further visits
                before = spans(concerned.visitsOf(visitsOnDays(around)));
            }
            all.addAll(days(before));
            built.addAll(days(visitsOnDays(before, asked)));
        }
        this.visits = Visits.of(rows(all), known.apply(all.days(), logins(all)), tonight.settings());
        if (concerned != null) {
            built.addAll(days(visitsOnDays(spans(visits.visits()), asked)));
        }
    }

    /** The days that a visit of a source covers. */
    private record VisitSpan(String source, LocalDate first, LocalDate last) {

        boolean touches(SourceDays days) {
            return days.days(source).stream().anyMatch(day -> !day.isBefore(first) && !day.isAfter(last));
        }
    }

    private static TreeSet<LocalDate> withNeighbours(TreeSet<LocalDate> days) {
        TreeSet<LocalDate> around = new TreeSet<>(days);
        days.forEach(day -> around.addAll(List.of(day.minusDays(1), day.plusDays(1))));
        return around;
    }

    /** Published visits that cover one of the days. */
    private Dataset<Row> visitsOnDays(SourceDays days) {
        return FactRebuild.visitsOnDays(
                publishedRows(FactRebuildStep.VISITS, possibleStartDays(days)), days, tonight.settings());
    }

    /** The published days on which visits may start that cover one of the days. */
    private SourceDays possibleStartDays(SourceDays days) {
        SourceDays near = new SourceDays();
        for (String source : days.sources()) {
            TreeSet<LocalDate> own = new TreeSet<>();
            days.days(source)
                    .forEach(day -> own.addAll(day.minusDays(LONGEST_VISIT_DAYS)
                            .datesUntil(day.plusDays(1))
                            .toList()));
            own.retainAll(published.days(source));
            near.add(source, own);
        }
        return near;
    }

    private List<VisitSpan> spans(Dataset<Row> visits) {
        return FactRebuild.visitSpans(visits, tonight.settings()).collectAsList().stream()
                .map(row -> new VisitSpan(
                        row.getString(0), LocalDate.parse(row.getString(1)), LocalDate.parse(row.getString(2))))
                .toList();
    }

    private static List<VisitSpan> visitsOnDays(List<VisitSpan> spans, SourceDays days) {
        return spans.stream().filter(span -> span.touches(days)).toList();
    }

    private static SourceDays days(List<VisitSpan> spans) {
        SourceDays days = new SourceDays();
        spans.forEach(span -> days.add(
                span.source(), span.first().datesUntil(span.last().plusDays(1)).toList()));
        return days;
    }

    private Dataset<Row> rows(SourceDays all) {
        ConformedShapes conformed = tonight.conformedShapes();
        Dataset<Row> near = FactRebuildStep.union(contracts.stream()
                .map(contract ->
                        conformed.of(contract, "interaction", conformed.near(contract, all.days(contract.source()))))
                .toList());
        return concerned == null
                ? FactRebuild.interactionsOn(near, all, tonight.settings())
                : concerned.eventsToRebuild(near, fresh, all, tonight.settings());
    }

    private Dataset<Row> newEvents() {
        return tonight.conformedShapes()
                .of(
                        tonight.pending().stream()
                                .filter(load -> isOurs(load.source()))
                                .toList(),
                        "interaction",
                        "source",
                        "visitor_id",
                        "session_id",
                        "consent",
                        "interaction_key",
                        "occurred_at");
    }

    /** Days that an earlier run of tonight's deliveries brought: what is gone from them now must go. */
    private SourceDays replacedDays() {
        SourceDays again = new SourceDays();
        contracts.forEach(contract -> again.add(contract.source(), tonight.redeliveries(contract.source())));
        return again.isEmpty()
                ? again
                : SourceDays.ofRows(tonight.stagedTables()
                        .readPublished(FactRebuildStep.FACT)
                        .where(again.matchesDays(dates -> ConformedShapes.isOn("business_date", dates))));
    }

    /** Visits in which a person was seen, without those that are built now. */
    private Dataset<Row> logins(SourceDays all) {
        return Visits.logins(withoutRebuilt(tonight.stagedTables().readPublished(FactRebuildStep.VISITS), all));
    }

    /** Published visits of any source without those that are built now. */
    Dataset<Row> withoutRebuilt(Dataset<Row> visits) {
        return withoutRebuilt(visits, built);
    }

    private Dataset<Row> withoutRebuilt(Dataset<Row> visits, SourceDays days) {
        Dataset<Row> others = visits.where(not(days.isIn()));
        SourceDays before = days.without(fresh);
        return concerned == null || before.isEmpty()
                ? others
                : others.unionByName(concerned.withoutVisitors(visits.where(before.isIn())));
    }

    /** The visits that were built, also on days of which no rows are built. */
    Dataset<Row> visits() {
        return visits.visits();
    }

    /** The visitors of days built before whose rows are built anew: visitor_key; null where there is none. */
    Dataset<Row> affectedVisitors() {
        return concerned == null ? null : concerned.scopes().select("visitor_key");
    }

    SourceDays newDays() {
        return fresh;
    }

    SourceDays rebuiltDays() {
        return built;
    }

    Dataset<Row> newFacts() {
        return VisitRows.of(visits.events(), tonight.settings()).where(built.isIn());
    }

    Dataset<Row> newVisits() {
        return Visits.stateRows(visits.visits(), tonight.settings()).where(built.isIn());
    }

    /** Rows of the days built before that stay; null where every day is fresh. */
    Dataset<Row> oldFacts() {
        SourceDays before = built.without(fresh);
        return before.isEmpty() ? null : concerned.unaffectedRows(publishedRows(FactRebuildStep.FACT, before));
    }

    Dataset<Row> oldVisits() {
        SourceDays before = built.without(fresh);
        return before.isEmpty() ? null : concerned.withoutVisitors(publishedRows(FactRebuildStep.VISITS, before));
    }

    private Dataset<Row> publishedRows(String table, SourceDays days) {
        return tonight.stagedTables().readPublished(table).where(days.isIn());
    }

    private boolean isOurs(String source) {
        return contracts.stream().anyMatch(contract -> contract.source().equals(source));
    }
}
