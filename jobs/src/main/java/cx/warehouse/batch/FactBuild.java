package cx.warehouse.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.experience.Campaigns;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.Fact;
import cx.warehouse.experience.FactDays;
import cx.warehouse.experience.Known;
import cx.warehouse.experience.PostDays;
import cx.warehouse.experience.Visits;
import cx.warehouse.storage.Load;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Builds the unified fact's rows of tonight: new days whole, known days for the visitors concerned, and in older days the
 * customers of visits and keys that tonight changed.
 */
final class FactBuild {

    static final String FACT = "mart.fact_customer_experience";

    /** Whose every visit is; never published. */
    static final String VISITS = "conformed.visit";

    private final Staging staging;
    private final List<Load> pending;
    private final LocalDate date;
    private final Conformed conformed;
    private final ExperienceSettings settings;
    private final Dataset<Row> rates;
    private final Dataset<Row> campaigns;
    private final SourceDays published;
    private final SourceDays staged = new SourceDays();
    private final List<Dataset<Row>> parts = new ArrayList<>();
    private final List<Dataset<Row>> seen = new ArrayList<>();
    private Dataset<Row> merges;

    FactBuild(
            Staging staging,
            List<Load> pending,
            LocalDate date,
            Conformed conformed,
            ExperienceSettings settings,
            Dataset<Row> rates,
            Dataset<Row> campaigns) {
        this.staging = staging;
        this.pending = pending;
        this.date = date;
        this.conformed = conformed;
        this.settings = settings;
        this.rates = rates;
        this.campaigns = campaigns;
        this.published = SourceDays.of(staging.partitions(FACT));
    }

    /** Stages the fact and the visits; says for which sources and days something was delivered or reaches over midnight. */
    SourceDays run() {
        merges = staging.read(ResolveStep.CHANGES)
                .filter(col("reason").equalTo("merge"))
                .select("old_key", "new_key");
        if (merges.isEmpty()) {
            merges = null;
        }
        SourceDays touched = SourceDays.of(
                FactDays.bySource(conformed.of(pending, "interaction", "source", "occurred_at"), settings));
        TreeSet<String> others = new TreeSet<>();
        for (SourceContract contract : conformed.filling("interaction")) {
            TreeSet<LocalDate> days = touched.days(contract.source());
            if (!days.isEmpty() && conformed.isWeb(contract.source())) {
                web(contract, days);
            } else if (!days.isEmpty()) {
                others.add(contract.source());
            }
        }
        if (!others.isEmpty()) {
            others(others, touched.of(others::contains));
        }
        SourceDays built = new SourceDays();
        built.addAll(staged);
        elsewhere();
        if (!parts.isEmpty()) {
            staging.stage(FACT, parts.stream().reduce(Dataset::unionByName).orElseThrow(), staged.isIn());
        }
        SourceDays web = staged.of(conformed::isWeb);
        if (!web.isEmpty()) {
            staging.stage(VISITS, Visits.visits(staging.read(FACT).where(web.isIn())), web.isIn());
        }
        return built;
    }

    /**
     * Interactions that are no visits stand for themselves: those delivered tonight take the place of their former
     * versions, on whatever day these lie; all others stay. A source that was delivered again is built from all it has.
     */
    private void others(TreeSet<String> sources, SourceDays touched) {
        SourceDays days = new SourceDays();
        days.addAll(touched);
        List<Dataset<Row>> shapes = new ArrayList<>();
        TreeSet<String> whole = new TreeSet<>();
        for (SourceContract contract : conformed.filling("interaction")) {
            String source = contract.source();
            if (sources.contains(source) && deliveredAgain(source).isEmpty()) {
                shapes.add(conformed.of(
                        contract,
                        "interaction",
                        Conformed.isDelivered(Conformed.dates(pending).get(source))));
            } else if (sources.contains(source)) {
                whole.add(source);
                days.add(source, published.days(source));
                shapes.add(conformed.of(contract, "interaction", lit(true)));
            }
        }
        Dataset<Row> rows = shapes.stream().reduce(Dataset::unionByName).orElseThrow();
        Dataset<Row> built =
                Fact.ofInteractions(rows, known(touched.days()), staging.read("mart.fact_order"), rates, settings);
        SourceDays there = published.of(source -> sources.contains(source) && !whole.contains(source));
        if (there.isEmpty()) {
            staged.addAll(days);
            parts.add(built);
            return;
        }
        Dataset<Row> existing = staging.published(FACT).where(there.isIn());
        Dataset<Row> former = FactDays.former(existing, rows).localCheckpoint();
        days.addAll(SourceDays.of(
                former.select(col("source"), col("event_date").cast("string")).distinct()));
        staged.addAll(days);
        parts.add(FactDays.without(built, former.filter(not(col("is_older")))));
        parts.add(rekeyed(FactDays.without(existing.where(days.isIn()), former.filter(col("is_older")))));
    }

    /** Days that nobody built yet are built whole; in others, and in those beside, only the visitors concerned. */
    private void web(SourceContract contract, TreeSet<LocalDate> touched) {
        String source = contract.source();
        TreeSet<LocalDate> fresh = new TreeSet<>(touched);
        fresh.removeAll(published.days(source));
        fresh.addAll(deliveredAgain(source));
        TreeSet<LocalDate> known = new TreeSet<>(touched);
        touched.forEach(day -> known.addAll(List.of(day.minusDays(1), day.plusDays(1))));
        known.retainAll(published.days(source));
        known.removeAll(fresh);
        TreeSet<LocalDate> all = new TreeSet<>(fresh);
        all.addAll(known);
        Dataset<Row> rows = conformed.of(contract, "interaction", conformed.near(contract, all));
        TreeSet<LocalDate> built = new TreeSet<>(fresh);
        if (known.isEmpty()) {
            Visits.Built visits = Visits.of(rows, known(all), settings);
            parts.add(Fact.ofVisits(visits.events(), settings).where(isOn(built)));
            seen.add(visits.visits());
        } else {
            List<Load> loads = pending.stream()
                    .filter(load -> load.source().equals(source))
                    .toList();
            Dataset<Row> events = conformed.of(
                    loads, "interaction", "source", "visitor_id", "consent", "interaction_key", "occurred_at");
            Dataset<Row> visitsThere = staging.published(VISITS).where(new SourceDays(source, known).isIn());
            Dataset<Row> concerned =
                    FactDays.concerned(events, visitsThere, fresh, settings).localCheckpoint();
            Visits.Built visits =
                    Visits.of(FactDays.ofConcerned(rows, concerned, fresh, settings), known(all), settings);
            TreeSet<LocalDate> changed = Conformed.days(FactDays.overMidnight(visits.visits(), settings));
            changed.addAll(touched);
            known.retainAll(changed);
            built.addAll(known);
            parts.add(Fact.ofVisits(visits.events(), settings).where(isOn(built)));
            parts.add(rekeyed(FactDays.untouched(
                    staging.published(FACT).where(new SourceDays(source, known).isIn()),
                    concerned,
                    events,
                    fresh,
                    settings)));
            seen.add(visits.visits());
        }
        staged.add(source, built);
    }

    /** Days that an earlier run of tonight's deliveries brought: what is gone from them now must go. */
    private TreeSet<LocalDate> deliveredAgain(String source) {
        List<LocalDate> dates = Conformed.dates(pending).get(source);
        return published.days(source).isEmpty()
                ? new TreeSet<>()
                : Conformed.days(staging.published(FACT)
                        .where(col("source").equalTo(source).and(Conformed.isDelivered(dates)))
                        .select("event_date"));
    }

    /** Days within the lookback that nothing was delivered for, where visits or customers changed nevertheless. */
    private void elsewhere() {
        Column isRecent =
                col("event_date").geq(lit(date.minusDays(settings.lookback().toDays())));
        Column isElsewhere = isRecent.and(not(staged.isIn()));
        Dataset<Row> reassigned = reassigned(isElsewhere);
        SourceDays days = new SourceDays();
        if (reassigned != null) {
            days.addAll(SourceDays.of(reassigned
                    .select(col("source"), col("event_date").cast("string"))
                    .distinct()));
        }
        if (merges != null) {
            days.addAll(SourceDays.of(FactDays.daysOf(staging.published(FACT).where(isElsewhere), merges)));
        }
        if (!days.isEmpty()) {
            Dataset<Row> rows = staging.published(FACT).where(days.isIn());
            parts.add(rekeyed(reassigned == null ? rows : FactDays.withCustomers(rows, reassigned)));
            staged.addAll(days);
        }
    }

    private Dataset<Row> reassigned(Column isElsewhere) {
        Dataset<Row> stored = staging.published(VISITS);
        boolean isAny = !seen.isEmpty() && published.isAnyBeside(staged);
        if (!isAny) {
            return null;
        }
        Dataset<Row> persons = Visits.logins(seen.stream()
                .map(visits ->
                        visits.select("visitor_key", "visit_key", "visit_started_at", "customer_key", "identity_rule"))
                .reduce(Dataset::unionByName)
                .orElseThrow());
        return FactDays.reassigned(
                        stored.where(isElsewhere),
                        persons,
                        Visits.logins(stored.where(not(isElsewhere).and(not(staged.isIn())))))
                .localCheckpoint();
    }

    private Dataset<Row> rekeyed(Dataset<Row> rows) {
        return merges == null ? rows : FactDays.rekeyed(rows, merges);
    }

    private Known known(TreeSet<LocalDate> days) {
        return new Known(
                staging.read(ResolveStep.NODES).select("identifier_type", "identifier_value", "customer_key"),
                Campaigns.clicks(conformed.near("ad_click", days), campaigns).localCheckpoint(),
                campaigns,
                PostDays.posts(conformed.all("post_metric")).localCheckpoint(),
                rekeyed(Visits.logins(staging.published(VISITS)).where(not(isOn(days)))));
    }

    private static Column isOn(TreeSet<LocalDate> days) {
        return Conformed.isOn("event_date", days);
    }
}
