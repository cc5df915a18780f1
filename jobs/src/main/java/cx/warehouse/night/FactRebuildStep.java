package cx.warehouse.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.fact.FactPostDay;
import cx.warehouse.experience.rebuild.FactRebuild;
import cx.warehouse.experience.rebuild.SourceDays;
import cx.warehouse.experience.visit.VisitDependencies;
import cx.warehouse.experience.visit.VisitLookups;
import cx.warehouse.experience.visit.Visits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Builds the unified fact's rows of tonight: new days whole, known days for the visitors concerned, other interactions
 * as {@link InteractionRebuild} says, and in older days the customers of visits and keys that tonight changed. First {@link
 * #rebuildVisits} beside {@link #rebuildInteractions}, then {@link #gather}, then the two that stage.
 */
final class FactRebuildStep {

    static final String FACT = "mart.fact_customer_experience";

    /** Every visit, whose it is and what it was explained by; never published. */
    static final String VISITS = "conformed.visit";

    private final NightContext tonight;
    private final StagedTables staging;
    private final ConformedShapes conformed;
    private final SourceDays published;
    private final SourceDays staged = new SourceDays();
    private final List<Dataset<Row>> facts = new ArrayList<>();
    private final List<Dataset<Row>> visits = new ArrayList<>();
    private final Dataset<Row> changes;

    /** What both visits and other interactions ask for, as soon as it is found. */
    private final CompletableFuture<RebuildInputs> inputs = new CompletableFuture<>();

    private InteractionRebuild others;

    /** Visits that have another customer because of who was seen tonight; null when there are none. */
    private Dataset<Row> reassigned;

    /**
     * What is known before any visit is.
     *
     * @param campaigns dim_campaign with what tonight's deliveries state
     * @param posts the social posts of all deliveries
     * @param touchedDays the days of which tonight's deliveries tell
     * @param changedDependencies what means something else than before tonight; null when nothing is published
     * @param hasMerges whether tonight's evidence merged customers
     * @param hasEarlierMerges whether a night before did
     */
    private record RebuildInputs(
            Dataset<Row> campaigns,
            Dataset<Row> posts,
            SourceDays touchedDays,
            Dataset<Row> changedDependencies,
            boolean hasMerges,
            boolean hasEarlierMerges) {}

    FactRebuildStep(NightContext tonight) {
        this.tonight = tonight;
        this.staging = tonight.stagedTables();
        this.conformed = tonight.conformedShapes();
        this.published = SourceDays.of(staging.partitions(FACT));
        this.changes = staging.read(ResolveStep.CHANGES);
    }

    /**
     * Finds tonight's visits; nothing of it asks for tonight's orders or spend.
     *
     * @param campaigns dim_campaign with what tonight's deliveries state
     */
    void rebuildVisits(Supplier<Dataset<Row>> campaigns) {
        RebuildInputs known;
        try {
            known = findInputs(campaigns.get());
        } catch (Throwable e) { // whatever it is: others wait for it, and Spark throws checked exceptions undeclared
            inputs.completeExceptionally(e);
            throw e;
        }
        inputs.complete(known);
        VisitRebuild web = rebuildWeb(known);
        if (web != null) {
            staged.addAll(web.rebuiltDays());
            reassigned = findReassigned(web);
            facts.add(web.newFacts());
            visits.add(web.newVisits());
            Stream.ofNullable(web.oldFacts()).map(this::withCurrentCustomers).forEach(facts::add);
            Stream.ofNullable(web.oldVisits()).map(this::withCurrentCustomers).forEach(visits::add);
        }
    }

    private RebuildInputs findInputs(Dataset<Row> stated) {
        Dataset<Row> campaigns = staging.materialize(stated);
        Dataset<Row> posts = staging.materialize(FactPostDay.posts(conformed.all("post_metric")));
        boolean isAnyMerged = !merges().isEmpty();
        boolean isAnyEverMerged =
                !staging.readPublished("mart.customer_history").isEmpty();
        SourceDays touched = SourceDays.ofRows(FactRebuild.eventDates(
                conformed.of(tonight.pending(), "interaction", "source", "occurred_at"), tonight.settings()));
        Dataset<Row> news = published.isEmpty() ? null : changedDependencies(campaigns, posts, isAnyMerged);
        return new RebuildInputs(campaigns, posts, touched, news, isAnyMerged, isAnyEverMerged);
    }

    /**
     * Finds all rows that are no visits; orders have to be staged. Beside the visits it waits for what they begin with.
     */
    void rebuildInteractions() {
        RebuildInputs known = awaitInputs();
        InteractionRebuild found = new InteractionRebuild(
                tonight, published, known.touchedDays(), known.changedDependencies(), changes, this::replaceMergedKeys);
        found.run();
        others = found;
    }

    /**
     * Finds what is left, once visits and all other rows are found; says for which sources and days something was
     * delivered or built anew.
     */
    SourceDays gather() {
        staged.addAll(others.rebuiltDays());
        facts.addAll(others.facts());
        SourceDays built = new SourceDays();
        built.addAll(staged);
        addOtherDays();
        return built;
    }

    private RebuildInputs awaitInputs() {
        try {
            return inputs.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Stages the visits that were gathered; customers ask for them, the fact does not. */
    void stageVisits() {
        if (!visits.isEmpty()) {
            staging.stage(VISITS, union(visits), staged.of(conformed::isWeb).isIn());
        }
    }

    /** Stages the fact's rows that were gathered. */
    void stage() {
        if (!facts.isEmpty()) {
            staging.stage(FACT, union(facts), staged.isIn());
        }
    }

    /** What visits may be explained by and means something else than before tonight: {@link VisitDependencies#changedDependencies}. */
    private Dataset<Row> changedDependencies(Dataset<Row> campaigns, Dataset<Row> posts, boolean isAnyMerged) {
        Dataset<Row> before = VisitDependencies.persons(
                        replaceMergedKeys(staging.readPublished(ResolveStep.NODES), isAnyMerged))
                .unionByName(VisitDependencies.campaigns(staging.readPublished("mart.dim_campaign")))
                .unionByName(
                        VisitDependencies.posts(FactPostDay.posts(conformed.except(tonight.pending(), "post_metric"))));
        Dataset<Row> now = VisitDependencies.persons(staging.read(ResolveStep.NODES))
                .unionByName(VisitDependencies.campaigns(campaigns))
                .unionByName(VisitDependencies.posts(posts))
                .unionByName(VisitDependencies.clicks(
                        conformed.of(tonight.pending(), "ad_click", "click_id", "business_date")));
        return staging.materialize(VisitDependencies.changedDependencies(before, now));
    }

    /** Tonight's web sources; null where nothing concerns any. */
    private VisitRebuild rebuildWeb(RebuildInputs known) {
        SourceDays ledDays = new SourceDays();
        Dataset<Row> led = known.changedDependencies() == null ? null : dependentVisits(known.changedDependencies());
        if (led != null) {
            ledDays.addAll(SourceDays.ofRows(led));
        }
        List<SourceContract> concerned = conformed.sourcesFilling("interaction").stream()
                .filter(contract -> conformed.isWeb(contract.source()))
                .filter(contract -> known.touchedDays().sources().contains(contract.source())
                        || ledDays.sources().contains(contract.source())
                        || !tonight.redeliveries(contract.source()).isEmpty())
                .toList();
        return concerned.isEmpty()
                ? null
                : new VisitRebuild(
                        tonight, concerned, published, known.touchedDays(), led, ledDays, this::visitLookups);
    }

    /** Visits within the lookback, or near the days of tonight's ad clicks, that are explained otherwise now. */
    private Dataset<Row> dependentVisits(Dataset<Row> news) {
        TreeSet<LocalDate> clicks = ConformedShapes.days(conformed.of(tonight.pending(), "ad_click", "click_date"));
        LocalDate from = tonight.firstRecentDay();
        if (!clicks.isEmpty() && clicks.first().minusDays(1).isBefore(from)) {
            from = clicks.first().minusDays(1);
        }
        Dataset<Row> recent =
                staging.readPublished(VISITS).where(col("event_date").geq(lit(from)));
        return staging.materialize(VisitDependencies.dependentVisits(recent, news, tonight.settings()));
    }

    /** Days within the lookback that nothing was delivered for, where visits or keys changed nevertheless. */
    private void addOtherDays() {
        Column isElsewhere = tonight.isRecent().and(not(staged.isIn()));
        SourceDays days = new SourceDays();
        if (reassigned != null) {
            days.addAll(SourceDays.ofRows(reassigned.where(not(staged.isIn()))));
        }
        if (awaitInputs().hasMerges() && !published.isEmpty()) {
            days.addAll(SourceDays.ofRows(
                    FactRebuild.daysOfKeys(staging.readPublished(FACT).where(isElsewhere), merges())));
        }
        SourceDays web = days.of(conformed::isWeb);
        if (!days.isEmpty()) {
            facts.add(withCurrentCustomers(staging.readPublished(FACT).where(days.isIn())));
        }
        if (!web.isEmpty()) {
            visits.add(withCurrentCustomers(staging.readPublished(VISITS).where(web.isIn())));
        }
        staged.addAll(days);
    }

    /** Visits within the lookback that are not built now, and are another person's because of who was seen tonight. */
    private Dataset<Row> findReassigned(VisitRebuild web) {
        if (!published.of(conformed::isWeb).hasDaysOutside(web.newDays())) {
            return null;
        }
        Dataset<Row> stored = web.withoutRebuilt(staging.readPublished(VISITS));
        Dataset<Row> seen = Visits.logins(
                web.visits().select("visitor_key", "visit_key", "visit_started_at", "customer_key", "identity_rule"));
        Dataset<Row> concerned = web.affectedVisitors() != null
                ? web.affectedVisitors()
                : seen.select("visitor_key").limit(0);
        Dataset<Row> found = staging.materialize(FactRebuild.reassignedVisits(
                stored.where(tonight.isRecent()),
                seen,
                withCurrentKeys(Visits.logins(stored.where(not(tonight.isRecent())))),
                concerned));
        return found.isEmpty() ? null : found;
    }

    /** Logins of any age with the keys that hold now: older days keep theirs when customers are merged. */
    private Dataset<Row> withCurrentKeys(Dataset<Row> logins) {
        Dataset<Row> persons = staging.readPublished("mart.dim_customer").filter(not(col("is_anonymous")));
        return replaceMergedKeys(
                awaitInputs().hasEarlierMerges() ? DimCustomer.withCurrentKeys(logins, persons) : logins);
    }

    /** Rows that were published before, with tonight's changes of customers. */
    private Dataset<Row> withCurrentCustomers(Dataset<Row> rows) {
        return replaceMergedKeys(reassigned == null ? rows : FactRebuild.withCustomers(rows, reassigned));
    }

    private Dataset<Row> replaceMergedKeys(Dataset<Row> rows) {
        return replaceMergedKeys(rows, awaitInputs().hasMerges());
    }

    private Dataset<Row> replaceMergedKeys(Dataset<Row> rows, boolean isAnyMerged) {
        return isAnyMerged ? FactRebuild.replaceKeys(rows, merges()) : rows;
    }

    private Dataset<Row> merges() {
        return changes.filter(col("reason").equalTo("merge")).select("old_key", "new_key");
    }

    private Dataset<Row> persons() {
        return staging.read(ResolveStep.NODES).select("identifier_type", "identifier_value", "customer_key");
    }

    private VisitLookups visitLookups(TreeSet<LocalDate> days, Dataset<Row> logins) {
        RebuildInputs known = awaitInputs();
        return new VisitLookups(
                persons(),
                staging.materialize(DimCampaign.clicks(conformed.near("ad_click", days), known.campaigns())),
                known.campaigns(),
                known.posts(),
                withCurrentKeys(logins));
    }

    static Dataset<Row> union(List<Dataset<Row>> parts) {
        return parts.stream().reduce(Dataset::unionByName).orElseThrow();
    }
}
