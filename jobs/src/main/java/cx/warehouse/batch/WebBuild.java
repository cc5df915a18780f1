package cx.warehouse.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.experience.Concerned;
import cx.warehouse.experience.FactDays;
import cx.warehouse.experience.Known;
import cx.warehouse.experience.VisitRows;
import cx.warehouse.experience.Visits;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The visits and events of one web source tonight: new days whole, days built before for the visitors concerned. */
final class WebBuild {

    /** A visit that lasts longer is not looked for from its end. */
    private static final int LONGEST_VISIT_DAYS = 7;

    private final Tonight tonight;
    private final SourceContract contract;
    private final TreeSet<LocalDate> published;

    /** Days built whole. */
    private final TreeSet<LocalDate> fresh;

    /** Days of which rows are built. */
    private final TreeSet<LocalDate> built;

    private final Visits.Built visits;

    /** Null when there is no day but fresh ones. */
    private final Concerned concerned;

    /**
     * @param published the days of this source that are in the fact now
     * @param touched the days of which tonight's deliveries tell
     * @param led visits that were explained by something that means something else tonight: {@link
     *     cx.warehouse.experience.Leads#led}
     * @param ledDays the days of those
     * @param known what is known of some days, given the logins of visits outside of them
     */
    WebBuild(
            Tonight tonight,
            SourceContract contract,
            TreeSet<LocalDate> published,
            TreeSet<LocalDate> touched,
            Dataset<Row> led,
            TreeSet<LocalDate> ledDays,
            BiFunction<TreeSet<LocalDate>, Dataset<Row>, Known> known) {
        this.tonight = tonight;
        this.contract = contract;
        this.published = published;
        this.fresh = new TreeSet<>(touched);
        fresh.removeAll(published);
        fresh.addAll(replaced());
        TreeSet<LocalDate> asked = new TreeSet<>(touched);
        asked.addAll(ledDays);
        asked.addAll(fresh);
        TreeSet<LocalDate> around = new TreeSet<>(asked);
        asked.forEach(day -> around.addAll(List.of(day.minusDays(1), day.plusDays(1))));
        this.built = new TreeSet<>(asked);
        TreeSet<LocalDate> all = new TreeSet<>(asked);
        if (startingNear(around).isEmpty()) {
            this.concerned = null;
        } else {
            Dataset<Row> there = touching(around);
            this.concerned = Concerned.of(events(), there, led, fresh, tonight.settings());
            List<Span> before = spans(concerned.theirs(there));
            if (around.addAll(days(before))) {
                // what is built anew is built from all its events: a visit over two midnights reaches further visits
                before = spans(concerned.theirs(touching(around)));
            }
            all.addAll(days(before));
            built.addAll(days(touching(before, asked)));
        }
        this.visits = Visits.of(rows(all), known.apply(all, logins(all)), tonight.settings());
        if (concerned != null) {
            built.addAll(days(touching(spans(visits.visits()), asked)));
        }
    }

    /** The days that a visit covers. */
    private record Span(LocalDate first, LocalDate last) {

        boolean touches(Collection<LocalDate> days) {
            return days.stream().anyMatch(day -> !day.isBefore(first) && !day.isAfter(last));
        }
    }

    /** Published visits that cover one of the days. */
    private Dataset<Row> touching(TreeSet<LocalDate> days) {
        return FactDays.touching(published(FactBuild.VISITS, startingNear(days)), days, tonight.settings());
    }

    /** The published days on which visits may start that cover one of the days. */
    private TreeSet<LocalDate> startingNear(TreeSet<LocalDate> days) {
        TreeSet<LocalDate> near = new TreeSet<>();
        days.forEach(day -> near.addAll(
                day.minusDays(LONGEST_VISIT_DAYS).datesUntil(day.plusDays(1)).toList()));
        near.retainAll(published);
        return near;
    }

    private List<Span> spans(Dataset<Row> visits) {
        return FactDays.spans(visits, tonight.settings()).collectAsList().stream()
                .map(row -> new Span(LocalDate.parse(row.getString(0)), LocalDate.parse(row.getString(1))))
                .toList();
    }

    private static List<Span> touching(List<Span> spans, TreeSet<LocalDate> days) {
        return spans.stream().filter(span -> span.touches(days)).toList();
    }

    private static List<LocalDate> days(List<Span> spans) {
        return spans.stream()
                .flatMap(span -> span.first().datesUntil(span.last().plusDays(1)))
                .toList();
    }

    private Dataset<Row> rows(TreeSet<LocalDate> all) {
        Dataset<Row> near = tonight.conformed()
                .of(contract, "interaction", tonight.conformed().near(contract, all));
        return concerned == null
                ? FactDays.on(near, all, tonight.settings())
                : concerned.events(near, fresh, all, tonight.settings());
    }

    private Dataset<Row> events() {
        return tonight.conformed()
                .of(
                        tonight.pending(source()),
                        "interaction",
                        "source",
                        "visitor_id",
                        "session_id",
                        "consent",
                        "interaction_key",
                        "occurred_at");
    }

    /** Days that an earlier run of tonight's deliveries brought: what is gone from them now must go. */
    private TreeSet<LocalDate> replaced() {
        TreeSet<LocalDate> again = tonight.again(source());
        return again.isEmpty()
                ? new TreeSet<>()
                : Conformed.days(tonight.staging()
                        .published(FactBuild.FACT)
                        .where(col("source").equalTo(source()).and(Conformed.isOn("business_date", again)))
                        .select("event_date"));
    }

    /** Visits in which a person was seen, without those that are built now. */
    private Dataset<Row> logins(TreeSet<LocalDate> all) {
        return Visits.logins(notBuilt(tonight.staging().published(FactBuild.VISITS), all));
    }

    /** Published visits of any source without those that are built now. */
    Dataset<Row> notBuilt(Dataset<Row> visits) {
        return notBuilt(visits, built);
    }

    private Dataset<Row> notBuilt(Dataset<Row> visits, TreeSet<LocalDate> days) {
        SourceDays own = new SourceDays(source(), days);
        Dataset<Row> others = visits.where(not(own.isIn()));
        TreeSet<LocalDate> before = before(days);
        return concerned == null || before.isEmpty()
                ? others
                : others.unionByName(concerned.without(visits.where(new SourceDays(source(), before).isIn())));
    }

    /** The visits that were built, also on days of which no rows are built. */
    Dataset<Row> visits() {
        return visits.visits();
    }

    /** The visitors of days built before whose rows are built anew: visitor_key; null where there is none. */
    Dataset<Row> concerned() {
        return concerned == null ? null : concerned.scopes().select("visitor_key");
    }

    SourceDays fresh() {
        return new SourceDays(source(), fresh);
    }

    SourceDays built() {
        return new SourceDays(source(), built);
    }

    Dataset<Row> newFacts() {
        return VisitRows.of(visits.events(), tonight.settings()).where(Conformed.isOn("event_date", built));
    }

    Dataset<Row> newVisits() {
        return Visits.stored(visits.visits(), source(), tonight.settings()).where(Conformed.isOn("event_date", built));
    }

    /** Rows of the days built before that stay; null where every day is fresh. */
    Dataset<Row> oldFacts() {
        TreeSet<LocalDate> before = before(built);
        return before.isEmpty() ? null : concerned.untouched(published(FactBuild.FACT, before));
    }

    Dataset<Row> oldVisits() {
        TreeSet<LocalDate> before = before(built);
        return before.isEmpty() ? null : concerned.without(published(FactBuild.VISITS, before));
    }

    /** Those of the days that are not built whole. */
    private TreeSet<LocalDate> before(TreeSet<LocalDate> days) {
        TreeSet<LocalDate> before = new TreeSet<>(days);
        before.removeAll(fresh);
        return before;
    }

    private Dataset<Row> published(String table, TreeSet<LocalDate> days) {
        return tonight.staging().published(table).where(new SourceDays(source(), days).isIn());
    }

    private String source() {
        return contract.source();
    }
}
