package cx.warehouse.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.dimension.DimDate;
import cx.warehouse.experience.fact.FactCoverage;
import cx.warehouse.experience.fact.FactOrder;
import cx.warehouse.experience.fact.FactPostDay;
import cx.warehouse.experience.fact.FactSpend;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.mart.MartChannelDay;
import cx.warehouse.experience.rebuild.FactRebuild;
import cx.warehouse.experience.rebuild.SourceDays;
import cx.warehouse.experience.visit.Visits;
import cx.warehouse.ledger.Load;
import cx.warehouse.spark.ParallelTasks;
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
    private final NightContext tonight;
    private final StagedTables staging;
    private final ConformedShapes conformed;
    private final ExperienceSettings settings;

    BuildStep(Warehouse warehouse, StagedTables staging, List<Load> pending, LocalDate date) {
        this.warehouse = warehouse;
        this.staging = staging;
        this.conformed = new ConformedShapes(warehouse);
        this.settings = BusinessSettings.of(warehouse);
        List<Load> again = pending.stream()
                .filter(load -> warehouse.ledger().isAssembled(load.source(), load.businessDate()))
                .toList();
        Set<String> overtaken = pending.stream()
                .filter(load -> warehouse.ledger().isAssembledAfter(load.source(), load.businessDate()))
                .map(Load::source)
                .collect(Collectors.toSet());
        // small and looked at again and again: computed once
        Dataset<Row> rates = staging.materialize(CurrencyConversion.dailyRates(fxRates(), settings.currency()));
        this.tonight = new NightContext(
                staging,
                pending,
                again,
                overtaken,
                date,
                conformed,
                settings,
                rates,
                staging.materialize(ResolveStep.blockingChanges(staging)));
    }

    void run() {
        TreeSet<LocalDate> spendDays = new TreeSet<>();
        TreeSet<LocalDate> orderDays = new TreeSet<>();
        FactRebuildStep fact = new FactRebuildStep(tonight);
        CampaignRebuild campaigns = new CampaignRebuild(tonight);
        // visits take longest, and nothing else should keep them waiting: all other things share a thread
        ParallelTasks.run(List.of(() -> fact.rebuildVisits(campaigns::statedCampaigns), () -> {
            orderDays.addAll(stageOrders());
            spendDays.addAll(stageSpend());
            stageCoverage();
            stagePostDays();
            fact.rebuildInteractions(); // waits for what visits begin with
        }));
        SourceDays built = fact.gather();
        TreeSet<LocalDate> visitDays = built.of(conformed::isWeb).days();
        ParallelTasks.run(List.of(
                () -> {
                    fact.stage();
                    campaigns.stage(visitDays);
                    stageChannelDays(spendDays, orderDays, visitDays, campaigns.renamedDays());
                },
                () -> {
                    fact.stageVisits();
                    stageCustomers(visitDays);
                    TreeSet<LocalDate> days = built.days();
                    days.addAll(spendDays);
                    days.addAll(orderDays);
                    days.add(tonight.date());
                    stageDates(days);
                    stageChannels();
                }));
    }

    private void stageCoverage() {
        if (tonight.brings("coverage")) {
            staging.stage("mart.fact_coverage", FactCoverage.rows(conformed.all("coverage"), settings), lit(true));
        }
    }

    private void stagePostDays() {
        if (tonight.brings("post_metric")) {
            staging.stage("mart.fact_post_day", FactPostDay.rows(conformed.all("post_metric")), lit(true));
        }
    }

    private TreeSet<LocalDate> stageSpend() {
        TreeSet<LocalDate> days = ConformedShapes.days(conformed.of(tonight.pending(), "spend", "spend_date"));
        if (tonight.replacesDelivery("spend")) {
            // a day that the former delivery named and this one does not has to go too
            days.addAll(ConformedShapes.days(
                    staging.readPublished("mart.fact_spend").select("spend_date")));
        }
        if (!days.isEmpty()) {
            Dataset<Row> rows = conformed.near("spend", days).where(ConformedShapes.isOn("spend_date", days));
            staging.stage(
                    "mart.fact_spend",
                    FactSpend.rows(rows, tonight.rates(), settings),
                    ConformedShapes.isOn("spend_date", days));
        }
        return days;
    }

    private TreeSet<LocalDate> stageOrders() {
        if (!tonight.brings("sales_order") && !hasReassignedIdentifiers()) {
            return new TreeSet<>();
        }
        Dataset<Row> orders = conformed.all("sales_order");
        Dataset<Row> persons = staging.materialize(IdentityResolution.persons(staging.read(ResolveStep.NODES), orders));
        staging.stage("mart.fact_order", FactOrder.rows(orders, persons, tonight.rates(), settings), lit(true));
        TreeSet<LocalDate> days = ConformedShapes.days(
                FactRebuild.days(conformed.of(tonight.pending(), "sales_order", "ordered_at"), "ordered_at", settings));
        if (tonight.replacesDelivery("sales_order")) {
            days.addAll(ConformedShapes.days(
                    staging.readPublished("mart.fact_order").select("order_date")));
        }
        return days;
    }

    /** May orders be other customers', since a key was split, or an identifier joins nobody any more or somebody again? */
    private boolean hasReassignedIdentifiers() {
        Dataset<Row> splits =
                staging.read(ResolveStep.CHANGES).filter(col("reason").equalTo("split"));
        return !splits.isEmpty() || !tonight.blockingChanges().isEmpty();
    }

    /** Stages what is known of visitors and customers. */
    private void stageCustomers(TreeSet<LocalDate> visitDays) {
        if (!visitDays.isEmpty()) {
            Dataset<Row> visits =
                    staging.read(FactRebuildStep.VISITS).where(ConformedShapes.isOn("event_date", visitDays));
            staging.stage(VISITORS, DimCustomer.visitors(visits, visitors()), lit(true));
        }
        IdentityResolution.ResolvedIdentities resolved = new IdentityResolution.ResolvedIdentities(
                staging.read(ResolveStep.NODES), staging.read(ResolveStep.BLOCKED), staging.read(ResolveStep.CHANGES));
        staging.stage(
                "mart.dim_customer",
                DimCustomer.rows(staging.readPublished("mart.dim_customer"), resolved, visitors(), logins()),
                lit(true));
        staging.stage(
                "mart.customer_history",
                DimCustomer.customerHistory(staging.readPublished("mart.customer_history"), resolved),
                lit(true));
        staging.stage(
                "mart.bridge_identity",
                DimCustomer.bridgeIdentity(resolved, visitors(), logins(), staging.read("mart.dim_customer"), settings),
                lit(true));
    }

    private void stageChannelDays(
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
            Dataset<Row> orders = staging.read("mart.fact_order").where(ConformedShapes.isOn("order_date", days));
            Dataset<Row> mart = MartChannelDay.rows(
                    staging.read(FactRebuildStep.FACT).where(ConformedShapes.isOn("event_date", days)),
                    FactOrder.orderVisits(
                            staging.read(FactRebuildStep.FACT).where(ConformedShapes.isOn("event_date", around)),
                            orders),
                    orders,
                    staging.read("mart.fact_spend").where(ConformedShapes.isOn("spend_date", days)),
                    staging.read("mart.dim_campaign"),
                    settings);
            staging.stage("mart.mart_channel_day", mart, ConformedShapes.isOn("event_date", days));
        }
    }

    /** The channels, when the settings say another pillar of one than so far. */
    private void stageChannels() {
        Dataset<Row> channels = DimDate.channels(warehouse.engine().session(), settings);
        List<Row> known =
                staging.read("mart.dim_channel").selectExpr(channels.columns()).collectAsList();
        if (!Set.copyOf(known).equals(Set.copyOf(channels.collectAsList()))) {
            staging.stage("mart.dim_channel", channels, lit(true));
        }
    }

    /** Every day from the first to the last that a fact tells of. */
    private void stageDates(TreeSet<LocalDate> days) {
        TreeSet<LocalDate> known =
                ConformedShapes.days(staging.read("mart.dim_date").select(col("date_day")));
        if (!known.containsAll(days)) {
            days.addAll(known);
            staging.stage(
                    "mart.dim_date",
                    DimDate.dates(warehouse.engine().session(), days.first(), days.last(), settings),
                    lit(true));
        }
    }

    private Dataset<Row> visitors() {
        return staging.read(VISITORS);
    }

    private Dataset<Row> logins() {
        return Visits.logins(staging.read(FactRebuildStep.VISITS));
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
