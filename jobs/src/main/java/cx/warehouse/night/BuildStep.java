package cx.warehouse.night;

import cx.warehouse.experience.CalendarDays;
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
import cx.warehouse.experience.rebuild.CampaignChanges;
import cx.warehouse.experience.rebuild.CustomerChanges;
import cx.warehouse.experience.rebuild.Deliveries;
import cx.warehouse.experience.rebuild.FactChange;
import cx.warehouse.experience.rebuild.FactRebuild;
import cx.warehouse.experience.rebuild.InteractionChanges;
import cx.warehouse.experience.rebuild.NightChanges;
import cx.warehouse.experience.rebuild.NightContext;
import cx.warehouse.experience.rebuild.NightTables;
import cx.warehouse.experience.rebuild.TableNames;
import cx.warehouse.experience.rebuild.VisitChanges;
import cx.warehouse.experience.visit.Visits;
import cx.warehouse.spark.ParallelTasks;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Builds facts, dimensions and marts for the days that new deliveries affect. */
final class BuildStep {

    private final Warehouse warehouse;
    private final StagedTables staging;
    private final NightContext night;
    private final NightTables tables;
    private final ExperienceSettings settings;

    BuildStep(Warehouse warehouse, StagedTables staging, NightContext night) {
        this.warehouse = warehouse;
        this.staging = staging;
        this.night = night;
        this.tables = night.tables();
        this.settings = night.settings();
    }

    void run() {
        TreeSet<LocalDate> spendDays = new TreeSet<>();
        TreeSet<LocalDate> orderDays = new TreeSet<>();
        // small and read several times
        Dataset<Row> rates = tables.materialize(CurrencyConversion.dailyRates(fxRates(), settings.currency()));
        NightChanges changes = NightChanges.find(night);
        // visits take longest, so they run in parallel with everything else
        ParallelTasks.Both<VisitChanges, InteractionChanges> rebuilt =
                ParallelTasks.both(() -> VisitChanges.build(night, changes), () -> {
                    orderDays.addAll(stageOrders(changes.customers(), rates));
                    spendDays.addAll(stageSpend(rates));
                    stageCoverage();
                    stagePostDays();
                    return InteractionChanges.build(night, changes, rates);
                });
        FactChange fact = FactChange.of(night, changes, rebuilt.first(), rebuilt.second());
        TreeSet<LocalDate> visitDays =
                fact.rebuiltDays().of(night.deliveries()::isWeb).days();
        ParallelTasks.run(List.of(
                () -> {
                    fact.fact()
                            .ifPresent(rows -> staging.stage(
                                    TableNames.FACT, rows, fact.replacedDays().isIn()));
                    staging.stage(TableNames.DIM_CAMPAIGN, CampaignChanges.allCampaigns(night, visitDays));
                    stageChannelDays(spendDays, orderDays, visitDays, CampaignChanges.renamedDays(night));
                },
                () -> {
                    fact.visits()
                            .ifPresent(rows -> staging.stage(
                                    TableNames.VISITS,
                                    rows,
                                    fact.replacedDays()
                                            .of(night.deliveries()::isWeb)
                                            .isIn()));
                    stageCustomers(visitDays);
                    TreeSet<LocalDate> days = fact.rebuiltDays().days();
                    days.addAll(spendDays);
                    days.addAll(orderDays);
                    days.add(night.deliveries().businessDate());
                    stageDates(days);
                    stageChannels();
                }));
    }

    private void stageCoverage() {
        if (night.deliveries().bring("coverage")) {
            staging.stage("mart.fact_coverage", FactCoverage.rows(tables.shape("coverage", Deliveries.ALL), settings));
        }
    }

    private void stagePostDays() {
        if (night.deliveries().bring("post_metric")) {
            staging.stage("mart.fact_post_day", FactPostDay.rows(tables.shape("post_metric", Deliveries.ALL)));
        }
    }

    private TreeSet<LocalDate> stageSpend(Dataset<Row> rates) {
        TreeSet<LocalDate> days = CalendarDays.of(tables.shape("spend", Deliveries.NEW, "spend_date"));
        if (night.deliveries().replace("spend")) {
            // days that only the replaced delivery had must lose their rows
            days.addAll(CalendarDays.of(tables.published("mart.fact_spend").select("spend_date")));
        }
        if (!days.isEmpty()) {
            Dataset<Row> rows =
                    tables.shape("spend", Deliveries.near(days)).where(CalendarDays.isOn("spend_date", days));
            staging.stage(
                    "mart.fact_spend", FactSpend.rows(rows, rates, settings), CalendarDays.isOn("spend_date", days));
        }
        return days;
    }

    private TreeSet<LocalDate> stageOrders(CustomerChanges customers, Dataset<Row> rates) {
        // an identifier that leads to another person may change the customer of any order
        if (!night.deliveries().bring("sales_order") && !customers.reassignIdentifiers()) {
            return new TreeSet<>();
        }
        Dataset<Row> orders = tables.shape("sales_order", Deliveries.ALL);
        Dataset<Row> persons =
                tables.materialize(IdentityResolution.persons(tables.current(TableNames.IDENTIFIERS), orders));
        staging.stage(TableNames.FACT_ORDER, FactOrder.rows(orders, persons, rates, settings));
        TreeSet<LocalDate> days = CalendarDays.of(
                FactRebuild.days(tables.shape("sales_order", Deliveries.NEW, "ordered_at"), "ordered_at", settings));
        if (night.deliveries().replace("sales_order")) {
            days.addAll(CalendarDays.of(tables.published(TableNames.FACT_ORDER).select("order_date")));
        }
        return days;
    }

    /** Stages the visitors, customers, history of keys and bridge of identifiers. */
    private void stageCustomers(TreeSet<LocalDate> visitDays) {
        if (!visitDays.isEmpty()) {
            Dataset<Row> visits = staging.read(TableNames.VISITS).where(CalendarDays.isOn("event_date", visitDays));
            staging.stage(TableNames.VISITORS, DimCustomer.visitors(visits, visitors()));
        }
        IdentityResolution.ResolvedIdentities resolved = new IdentityResolution.ResolvedIdentities(
                staging.read(TableNames.IDENTIFIERS),
                staging.read(TableNames.BLOCKED_VALUES),
                staging.read(TableNames.KEY_CHANGES));
        staging.stage(
                "mart.dim_customer",
                DimCustomer.rows(staging.readPublished("mart.dim_customer"), resolved, visitors(), logins()));
        staging.stage(
                "mart.customer_history",
                DimCustomer.customerHistory(staging.readPublished("mart.customer_history"), resolved));
        staging.stage(
                "mart.bridge_identity",
                DimCustomer.bridgeIdentity(
                        resolved, visitors(), logins(), staging.read("mart.dim_customer"), settings));
    }

    private void stageChannelDays(
            TreeSet<LocalDate> spendDays,
            TreeSet<LocalDate> orderDays,
            TreeSet<LocalDate> visitDays,
            TreeSet<LocalDate> renamedDays) {
        TreeSet<LocalDate> days = new TreeSet<>(spendDays);
        days.addAll(orderDays);
        days.addAll(visitDays);
        // an order just after midnight may belong to a visit of the day before, and the reverse
        visitDays.forEach(day -> days.addAll(List.of(day.minusDays(1), day.plusDays(1))));
        days.addAll(renamedDays);
        if (!days.isEmpty()) {
            TreeSet<LocalDate> around = new TreeSet<>(days);
            days.forEach(day -> around.addAll(List.of(day.minusDays(1), day.plusDays(1))));
            Dataset<Row> orders = staging.read("mart.fact_order").where(CalendarDays.isOn("order_date", days));
            Dataset<Row> mart = MartChannelDay.rows(
                    staging.read(TableNames.FACT).where(CalendarDays.isOn("event_date", days)),
                    FactOrder.orderVisits(
                            staging.read(TableNames.FACT).where(CalendarDays.isOn("event_date", around)), orders),
                    orders,
                    staging.read("mart.fact_spend").where(CalendarDays.isOn("spend_date", days)),
                    staging.read("mart.dim_campaign"),
                    settings);
            staging.stage("mart.mart_channel_day", mart, CalendarDays.isOn("event_date", days));
        }
    }

    /** Stages the channels when the settings have changed the pillar of one. */
    private void stageChannels() {
        Dataset<Row> channels = DimDate.channels(warehouse.engine().session(), settings);
        List<Row> known =
                staging.read("mart.dim_channel").selectExpr(channels.columns()).collectAsList();
        if (!Set.copyOf(known).equals(Set.copyOf(channels.collectAsList()))) {
            staging.stage("mart.dim_channel", channels);
        }
    }

    /** Stages every day from the first to the last that a fact has. */
    private void stageDates(TreeSet<LocalDate> days) {
        TreeSet<LocalDate> known = CalendarDays.of(staging.read("mart.dim_date").select("date_day"));
        if (!known.containsAll(days)) {
            days.addAll(known);
            staging.stage(
                    "mart.dim_date", DimDate.dates(warehouse.engine().session(), days.first(), days.last(), settings));
        }
    }

    private Dataset<Row> visitors() {
        return staging.read(TableNames.VISITORS);
    }

    private Dataset<Row> logins() {
        return Visits.logins(staging.read(TableNames.VISITS));
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
