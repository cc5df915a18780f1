package cx.warehouse.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.Calendar;
import cx.warehouse.experience.ChannelDay;
import cx.warehouse.experience.Coverage;
import cx.warehouse.experience.Customers;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactDays;
import cx.warehouse.experience.Identities;
import cx.warehouse.experience.Money;
import cx.warehouse.experience.Orders;
import cx.warehouse.experience.PostDays;
import cx.warehouse.experience.SourceDays;
import cx.warehouse.experience.Spend;
import cx.warehouse.experience.Visits;
import cx.warehouse.storage.Load;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Builds facts, dimensions and marts for the days that tonight's loads touch. */
final class BuildStep {

    /** When each visitor was first seen; never published. */
    static final String VISITORS = "conformed.visitor";

    private final Warehouse warehouse;
    private final Tonight tonight;
    private final Staging staging;
    private final Conformed conformed;
    private final ExperienceSettings settings;

    BuildStep(Warehouse warehouse, Staging staging, List<Load> pending, LocalDate date) {
        this.warehouse = warehouse;
        this.staging = staging;
        this.conformed = new Conformed(warehouse);
        this.settings = ExperienceOptions.of(warehouse);
        List<Load> again = pending.stream()
                .filter(load -> warehouse.ledger().isAssembled(load.source(), load.businessDate()))
                .toList();
        Set<String> overtaken = pending.stream()
                .filter(load -> warehouse.ledger().isAssembledAfter(load.source(), load.businessDate()))
                .map(Load::source)
                .collect(Collectors.toSet());
        // small and looked at again and again: computed once
        Dataset<Row> rates = staging.kept(Money.daily(fxRates(), settings.currency()));
        this.tonight = new Tonight(
                staging,
                pending,
                again,
                overtaken,
                date,
                conformed,
                settings,
                rates,
                staging.kept(ResolveStep.turned(staging)));
    }

    void run() {
        TreeSet<LocalDate> spendDays = new TreeSet<>();
        TreeSet<LocalDate> orderDays = new TreeSet<>();
        FactBuild fact = new FactBuild(tonight);
        CampaignBuild campaigns = new CampaignBuild(tonight);
        // visits take longest, and nothing else should keep them waiting: all other things share a thread
        Together.run(List.of(() -> fact.visits(campaigns::stated), () -> {
            orderDays.addAll(orders());
            spendDays.addAll(spend());
            coverage();
            postDays();
            fact.interactions(); // waits for what visits begin with
        }));
        SourceDays built = fact.gather();
        TreeSet<LocalDate> visitDays = built.of(conformed::isWeb).days();
        Together.run(List.of(
                () -> {
                    fact.stage();
                    campaigns.stage(visitDays);
                    channelDays(spendDays, orderDays, visitDays, campaigns.renamed());
                },
                () -> {
                    fact.stageVisits();
                    customers(visitDays);
                    TreeSet<LocalDate> days = built.days();
                    days.addAll(spendDays);
                    days.addAll(orderDays);
                    days.add(tonight.date());
                    calendar(days);
                    channels();
                }));
    }

    private void coverage() {
        if (tonight.brings("coverage")) {
            staging.stage("mart.fact_coverage", Coverage.fact(conformed.all("coverage"), settings), lit(true));
        }
    }

    private void postDays() {
        if (tonight.brings("post_metric")) {
            staging.stage("mart.fact_post_day", PostDays.fact(conformed.all("post_metric")), lit(true));
        }
    }

    private TreeSet<LocalDate> spend() {
        TreeSet<LocalDate> days = Conformed.days(conformed.of(tonight.pending(), "spend", "spend_date"));
        if (tonight.bringsAgain("spend")) {
            // a day that the former delivery named and this one does not has to go too
            days.addAll(Conformed.days(staging.published("mart.fact_spend").select("spend_date")));
        }
        if (!days.isEmpty()) {
            Dataset<Row> rows = conformed.near("spend", days).where(Conformed.isOn("spend_date", days));
            staging.stage(
                    "mart.fact_spend", Spend.fact(rows, tonight.rates(), settings), Conformed.isOn("spend_date", days));
        }
        return days;
    }

    private TreeSet<LocalDate> orders() {
        if (!tonight.brings("sales_order") && !areOthersBuyers()) {
            return new TreeSet<>();
        }
        Dataset<Row> orders = conformed.all("sales_order");
        Dataset<Row> persons = staging.kept(Identities.persons(staging.read(ResolveStep.NODES), orders));
        staging.stage("mart.fact_order", Orders.fact(orders, persons, tonight.rates(), settings), lit(true));
        TreeSet<LocalDate> days = Conformed.days(
                FactDays.days(conformed.of(tonight.pending(), "sales_order", "ordered_at"), "ordered_at", settings));
        if (tonight.bringsAgain("sales_order")) {
            days.addAll(Conformed.days(staging.published("mart.fact_order").select("order_date")));
        }
        return days;
    }

    /** May orders be other customers', since a key was split, or an identifier joins nobody any more or somebody again? */
    private boolean areOthersBuyers() {
        Dataset<Row> splits =
                staging.read(ResolveStep.CHANGES).filter(col("reason").equalTo("split"));
        return !splits.isEmpty() || !tonight.turned().isEmpty();
    }

    /** Stages what is known of visitors and customers. */
    private void customers(TreeSet<LocalDate> visitDays) {
        if (!visitDays.isEmpty()) {
            Dataset<Row> visits = staging.read(FactBuild.VISITS).where(Conformed.isOn("event_date", visitDays));
            staging.stage(VISITORS, Customers.visitors(visits, visitors()), lit(true));
        }
        Identities.Resolved resolved = new Identities.Resolved(
                staging.read(ResolveStep.NODES), staging.read(ResolveStep.BLOCKED), staging.read(ResolveStep.CHANGES));
        staging.stage(
                "mart.dim_customer",
                Customers.dimension(staging.published("mart.dim_customer"), resolved, visitors(), logins()),
                lit(true));
        staging.stage(
                "mart.customer_history",
                Customers.history(staging.published("mart.customer_history"), resolved),
                lit(true));
        staging.stage(
                "mart.bridge_identity",
                Customers.bridge(resolved, visitors(), logins(), staging.read("mart.dim_customer"), settings),
                lit(true));
    }

    private void channelDays(
            TreeSet<LocalDate> spendDays,
            TreeSet<LocalDate> orderDays,
            TreeSet<LocalDate> visitDays,
            TreeSet<LocalDate> renamedDays) {
        TreeSet<LocalDate> days = new TreeSet<>(spendDays);
        days.addAll(orderDays);
        days.addAll(visitDays);
        // an order on one side of midnight may be seen in a visit on the other
        visitDays.forEach(day -> days.addAll(List.of(day.minusDays(1), day.plusDays(1))));
        days.addAll(renamedDays);
        if (!days.isEmpty()) {
            TreeSet<LocalDate> around = new TreeSet<>(days);
            days.forEach(day -> around.addAll(List.of(day.minusDays(1), day.plusDays(1))));
            Dataset<Row> orders = staging.read("mart.fact_order").where(Conformed.isOn("order_date", days));
            Dataset<Row> mart = ChannelDay.mart(
                    staging.read(FactBuild.FACT).where(Conformed.isOn("event_date", days)),
                    Orders.visits(staging.read(FactBuild.FACT).where(Conformed.isOn("event_date", around)), orders),
                    orders,
                    staging.read("mart.fact_spend").where(Conformed.isOn("spend_date", days)),
                    staging.read("mart.dim_campaign"),
                    settings);
            staging.stage("mart.mart_channel_day", mart, Conformed.isOn("event_date", days));
        }
    }

    /** The channels, when the settings say another pillar of one than so far. */
    private void channels() {
        Dataset<Row> channels = Calendar.channels(warehouse.engine().session(), settings);
        List<Row> known =
                staging.read("mart.dim_channel").selectExpr(channels.columns()).collectAsList();
        if (!Set.copyOf(known).equals(Set.copyOf(channels.collectAsList()))) {
            staging.stage("mart.dim_channel", channels, lit(true));
        }
    }

    /** Every day from the first to the last that a fact tells of. */
    private void calendar(TreeSet<LocalDate> days) {
        TreeSet<LocalDate> known = Conformed.days(staging.read("mart.dim_date").select(col("date_day")));
        if (!known.containsAll(days)) {
            days.addAll(known);
            staging.stage(
                    "mart.dim_date",
                    Calendar.dates(warehouse.engine().session(), days.first(), days.last(), settings),
                    lit(true));
        }
    }

    private Dataset<Row> visitors() {
        return staging.read(VISITORS);
    }

    private Dataset<Row> logins() {
        return Visits.logins(staging.read(FactBuild.VISITS));
    }

    private Dataset<Row> fxRates() {
        List<Row> rows = warehouse.referenceFiles().fxRates().stream()
                .map(rate -> RowFactory.create(rate.rateDate(), rate.baseCurrency(), rate.quoteCurrency(), rate.rate()))
                .toList();
        return warehouse
                .engine()
                .session()
                .createDataFrame(
                        rows,
                        StructType.fromDDL(
                                "rate_date date, base_currency string, quote_currency string, rate decimal(12,6)"));
    }
}
