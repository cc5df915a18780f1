package cx.warehouse.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.experience.Campaigns;
import cx.warehouse.experience.Customers;
import cx.warehouse.experience.FactDays;
import cx.warehouse.experience.Known;
import cx.warehouse.experience.Leads;
import cx.warehouse.experience.PostDays;
import cx.warehouse.experience.SourceDays;
import cx.warehouse.experience.Visits;
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
 * as {@link InteractionBuild} says, and in older days the customers of visits and keys that tonight changed. First {@link
 * #visits} beside {@link #interactions}, then {@link #gather}, then the two that stage.
 */
final class FactBuild {

    static final String FACT = "mart.fact_customer_experience";

    /** Every visit, whose it is and what it was explained by; never published. */
    static final String VISITS = "conformed.visit";

    private final Tonight tonight;
    private final Staging staging;
    private final Conformed conformed;
    private final SourceDays published;
    private final SourceDays staged = new SourceDays();
    private final List<Dataset<Row>> facts = new ArrayList<>();
    private final List<Dataset<Row>> visits = new ArrayList<>();
    private final Dataset<Row> changes;

    /** What both visits and other interactions ask for, as soon as it is found. */
    private final CompletableFuture<Begun> begun = new CompletableFuture<>();

    private InteractionBuild others;

    /** Visits that have another customer because of who was seen tonight; null when there are none. */
    private Dataset<Row> reassigned;

    /**
     * What is known before any visit is.
     *
     * @param campaigns dim_campaign with what tonight's deliveries state
     * @param posts the social posts of all deliveries
     * @param touched the days of which tonight's deliveries tell
     * @param news what means something else than before tonight; null when nothing is published
     * @param isAnyMerged whether tonight's evidence merged customers
     * @param isAnyEverMerged whether a night before did
     */
    private record Begun(
            Dataset<Row> campaigns,
            Dataset<Row> posts,
            SourceDays touched,
            Dataset<Row> news,
            boolean isAnyMerged,
            boolean isAnyEverMerged) {}

    FactBuild(Tonight tonight) {
        this.tonight = tonight;
        this.staging = tonight.staging();
        this.conformed = tonight.conformed();
        this.published = SourceDays.of(staging.partitions(FACT));
        this.changes = staging.read(ResolveStep.CHANGES);
    }

    /**
     * Finds tonight's visits; nothing of it asks for tonight's orders or spend.
     *
     * @param campaigns dim_campaign with what tonight's deliveries state
     */
    void visits(Supplier<Dataset<Row>> campaigns) {
        Begun known;
        try {
            known = begin(campaigns.get());
        } catch (Throwable e) { // whatever it is: others wait for it, and Spark throws checked exceptions undeclared
            begun.completeExceptionally(e);
            throw e;
        }
        begun.complete(known);
        WebBuild web = web(known);
        if (web != null) {
            staged.addAll(web.built());
            reassigned = reassigned(web);
            facts.add(web.newFacts());
            visits.add(web.newVisits());
            Stream.ofNullable(web.oldFacts()).map(this::mended).forEach(facts::add);
            Stream.ofNullable(web.oldVisits()).map(this::mended).forEach(visits::add);
        }
    }

    private Begun begin(Dataset<Row> stated) {
        Dataset<Row> campaigns = staging.kept(stated);
        Dataset<Row> posts = staging.kept(PostDays.posts(conformed.all("post_metric")));
        boolean isAnyMerged = !merges().isEmpty();
        boolean isAnyEverMerged = !staging.published("mart.customer_history").isEmpty();
        SourceDays touched = SourceDays.in(FactDays.dated(
                conformed.of(tonight.pending(), "interaction", "source", "occurred_at"), tonight.settings()));
        Dataset<Row> news = published.isEmpty() ? null : news(campaigns, posts, isAnyMerged);
        return new Begun(campaigns, posts, touched, news, isAnyMerged, isAnyEverMerged);
    }

    /**
     * Finds all rows that are no visits; orders have to be staged. Beside the visits it waits for what they begin with.
     */
    void interactions() {
        Begun known = begun();
        InteractionBuild found =
                new InteractionBuild(tonight, published, known.touched(), known.news(), changes, this::rekeyed);
        found.run();
        others = found;
    }

    /**
     * Finds what is left, once visits and all other rows are found; says for which sources and days something was
     * delivered or built anew.
     */
    SourceDays gather() {
        staged.addAll(others.built());
        facts.addAll(others.facts());
        SourceDays built = new SourceDays();
        built.addAll(staged);
        elsewhere();
        return built;
    }

    private Begun begun() {
        try {
            return begun.join();
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

    /** What visits may be explained by and means something else than before tonight: {@link Leads#changed}. */
    private Dataset<Row> news(Dataset<Row> campaigns, Dataset<Row> posts, boolean isAnyMerged) {
        Dataset<Row> before = Leads.persons(rekeyed(staging.published(ResolveStep.NODES), isAnyMerged))
                .unionByName(Leads.campaigns(staging.published("mart.dim_campaign")))
                .unionByName(Leads.posts(PostDays.posts(conformed.except(tonight.pending(), "post_metric"))));
        Dataset<Row> now = Leads.persons(staging.read(ResolveStep.NODES))
                .unionByName(Leads.campaigns(campaigns))
                .unionByName(Leads.posts(posts))
                .unionByName(Leads.clicks(conformed.of(tonight.pending(), "ad_click", "click_id", "business_date")));
        return staging.kept(Leads.changed(before, now));
    }

    /** Tonight's web sources; null where nothing concerns any. */
    private WebBuild web(Begun known) {
        SourceDays ledDays = new SourceDays();
        Dataset<Row> led = known.news() == null ? null : led(known.news());
        if (led != null) {
            ledDays.addAll(SourceDays.in(led));
        }
        List<SourceContract> concerned = conformed.filling("interaction").stream()
                .filter(contract -> conformed.isWeb(contract.source()))
                .filter(contract -> known.touched().sources().contains(contract.source())
                        || ledDays.sources().contains(contract.source())
                        || !tonight.again(contract.source()).isEmpty())
                .toList();
        return concerned.isEmpty()
                ? null
                : new WebBuild(tonight, concerned, published, known.touched(), led, ledDays, this::known);
    }

    /** Visits within the lookback, or near the days of tonight's ad clicks, that are explained otherwise now. */
    private Dataset<Row> led(Dataset<Row> news) {
        TreeSet<LocalDate> clicks = Conformed.days(conformed.of(tonight.pending(), "ad_click", "click_date"));
        LocalDate from = tonight.lookback();
        if (!clicks.isEmpty() && clicks.first().minusDays(1).isBefore(from)) {
            from = clicks.first().minusDays(1);
        }
        Dataset<Row> recent = staging.published(VISITS).where(col("event_date").geq(lit(from)));
        return staging.kept(Leads.led(recent, news, tonight.settings()));
    }

    /** Days within the lookback that nothing was delivered for, where visits or keys changed nevertheless. */
    private void elsewhere() {
        Column isElsewhere = tonight.isRecent().and(not(staged.isIn()));
        SourceDays days = new SourceDays();
        if (reassigned != null) {
            days.addAll(SourceDays.in(reassigned.where(not(staged.isIn()))));
        }
        if (begun().isAnyMerged() && !published.isEmpty()) {
            days.addAll(SourceDays.in(FactDays.ofKeys(staging.published(FACT).where(isElsewhere), merges())));
        }
        SourceDays web = days.of(conformed::isWeb);
        if (!days.isEmpty()) {
            facts.add(mended(staging.published(FACT).where(days.isIn())));
        }
        if (!web.isEmpty()) {
            visits.add(mended(staging.published(VISITS).where(web.isIn())));
        }
        staged.addAll(days);
    }

    /** Visits within the lookback that are not built now, and are another person's because of who was seen tonight. */
    private Dataset<Row> reassigned(WebBuild web) {
        if (!published.of(conformed::isWeb).isAnyBeside(web.fresh())) {
            return null;
        }
        Dataset<Row> stored = web.notBuilt(staging.published(VISITS));
        Dataset<Row> seen = Visits.logins(
                web.visits().select("visitor_key", "visit_key", "visit_started_at", "customer_key", "identity_rule"));
        Dataset<Row> concerned = web.concerned() != null
                ? web.concerned()
                : seen.select("visitor_key").limit(0);
        Dataset<Row> found = staging.kept(FactDays.reassigned(
                stored.where(tonight.isRecent()),
                seen,
                current(Visits.logins(stored.where(not(tonight.isRecent())))),
                concerned));
        return found.isEmpty() ? null : found;
    }

    /** Logins of any age with the keys that hold now: older days keep theirs when customers are merged. */
    private Dataset<Row> current(Dataset<Row> logins) {
        Dataset<Row> persons = staging.published("mart.dim_customer").filter(not(col("is_anonymous")));
        return rekeyed(begun().isAnyEverMerged() ? Customers.current(logins, persons) : logins);
    }

    /** Rows that were published before, with tonight's changes of customers. */
    private Dataset<Row> mended(Dataset<Row> rows) {
        return rekeyed(reassigned == null ? rows : FactDays.withCustomers(rows, reassigned));
    }

    private Dataset<Row> rekeyed(Dataset<Row> rows) {
        return rekeyed(rows, begun().isAnyMerged());
    }

    private Dataset<Row> rekeyed(Dataset<Row> rows, boolean isAnyMerged) {
        return isAnyMerged ? FactDays.rekeyed(rows, merges()) : rows;
    }

    private Dataset<Row> merges() {
        return changes.filter(col("reason").equalTo("merge")).select("old_key", "new_key");
    }

    private Dataset<Row> persons() {
        return staging.read(ResolveStep.NODES).select("identifier_type", "identifier_value", "customer_key");
    }

    private Known known(TreeSet<LocalDate> days, Dataset<Row> logins) {
        Begun known = begun();
        return new Known(
                persons(),
                staging.kept(Campaigns.clicks(conformed.near("ad_click", days), known.campaigns())),
                known.campaigns(),
                known.posts(),
                current(logins));
    }

    static Dataset<Row> union(List<Dataset<Row>> parts) {
        return parts.stream().reduce(Dataset::unionByName).orElseThrow();
    }
}
