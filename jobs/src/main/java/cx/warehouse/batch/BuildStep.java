package cx.warehouse.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.contract.SourceContract;
import cx.warehouse.experience.Calendar;
import cx.warehouse.experience.Campaigns;
import cx.warehouse.experience.ChannelDay;
import cx.warehouse.experience.Coverage;
import cx.warehouse.experience.Customers;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.Fact;
import cx.warehouse.experience.FactDays;
import cx.warehouse.experience.Identities;
import cx.warehouse.experience.Known;
import cx.warehouse.experience.Money;
import cx.warehouse.experience.Orders;
import cx.warehouse.experience.PostDays;
import cx.warehouse.experience.Spend;
import cx.warehouse.experience.Visits;
import cx.warehouse.storage.Load;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Builds facts, dimensions and marts for the days that tonight's loads touch. */
final class BuildStep {

    static final String FACT = "mart.fact_customer_experience";

    /** When each visitor was first seen; never published. */
    static final String VISITORS = "conformed.visitor";

    /** Visits in which a person was seen; never published. */
    static final String LOGINS = "conformed.visitor_login";

    private final Warehouse warehouse;
    private final Staging staging;
    private final List<Load> pending;
    private final LocalDate date;
    private final Conformed conformed;
    private final ExperienceSettings settings;
    private final Dataset<Row> rates;

    BuildStep(Warehouse warehouse, Staging staging, List<Load> pending, LocalDate date) {
        this.warehouse = warehouse;
        this.staging = staging;
        this.pending = pending;
        this.date = date;
        this.conformed = new Conformed(warehouse);
        this.settings = ExperienceOptions.of(warehouse);
        // small and looked at again and again: computed once
        this.rates = Money.daily(fxRates(), settings.currency()).localCheckpoint();
    }

    void run() {
        TreeSet<LocalDate> spendDays = spend();
        TreeSet<LocalDate> orderDays = orders();
        if (isPending("coverage")) {
            staging.stage("mart.fact_coverage", Coverage.fact(conformed.all("coverage"), settings), lit(true));
        }
        if (isPending("post_metric")) {
            staging.stage("mart.fact_post_day", PostDays.fact(conformed.all("post_metric")), lit(true));
        }
        campaigns(staging.read(FACT).where(lit(false)));
        Map<String, TreeSet<LocalDate>> factDays = fact();
        TreeSet<LocalDate> visitDays = customers(factDays);
        campaigns(staging.read(FACT).where(isVisit().and(on("event_date", visitDays))));
        channelDays(spendDays, orderDays, visitDays);
    }

    private TreeSet<LocalDate> spend() {
        TreeSet<LocalDate> days = days(conformed.of(pending, "spend", "spend_date"));
        if (!days.isEmpty()) {
            Dataset<Row> rows = near("spend", days).where(on("spend_date", days));
            staging.stage("mart.fact_spend", Spend.fact(rows, rates, settings), on("spend_date", days));
        }
        return days;
    }

    private TreeSet<LocalDate> orders() {
        if (!isPending("sales_order")) {
            return new TreeSet<>();
        }
        Dataset<Row> orders = conformed.all("sales_order");
        Dataset<Row> persons = Identities.persons(staging.read(ResolveStep.NODES), orders);
        staging.stage("mart.fact_order", Orders.fact(orders, persons, rates, settings), lit(true));
        return days(FactDays.days(conformed.of(pending, "sales_order", "ordered_at"), "ordered_at", settings));
    }

    /** Stages the fact's rows of every source that touches some days; says which days by source. */
    private Map<String, TreeSet<LocalDate>> fact() {
        Map<String, TreeSet<LocalDate>> touched = touched();
        List<Dataset<Row>> built = new ArrayList<>();
        List<Dataset<Row>> others = new ArrayList<>();
        TreeSet<LocalDate> all = new TreeSet<>();
        touched.values().forEach(all::addAll);
        Known known = known(all);
        for (SourceContract contract : conformed.filling("interaction")) {
            TreeSet<LocalDate> days = touched.get(contract.source());
            if (days != null) {
                Column isOfDays = on("event_date", days);
                Dataset<Row> rows = conformed.of(contract, "interaction", conformed.near(contract, days));
                if (contract.family() == SourceContract.Family.WEB) {
                    built.add(Fact.ofVisits(Visits.of(rows, known, settings).events(), settings)
                            .where(isOfDays));
                } else {
                    others.add(rows);
                }
            }
        }
        others.stream()
                .reduce(Dataset::unionByName)
                .map(rows -> Fact.ofInteractions(rows, known, staging.read("mart.fact_order"), rates, settings))
                .map(rows -> rows.where(isTouched(touched)))
                .ifPresent(built::add);
        built.stream().reduce(Dataset::unionByName).ifPresent(rows -> staging.stage(FACT, rows, isTouched(touched)));
        return touched;
    }

    /** By source, the days in the reporting zone of which tonight's rows tell. */
    private Map<String, TreeSet<LocalDate>> touched() {
        Map<String, TreeSet<LocalDate>> touched = new TreeMap<>();
        Dataset<Row> rows = conformed.of(pending, "interaction", "source", "occurred_at");
        FactDays.bySource(rows, settings).collectAsList().forEach(row -> touched.computeIfAbsent(
                        row.getString(0), source -> new TreeSet<>())
                .add(LocalDate.parse(row.getString(1))));
        return touched;
    }

    private static Column isTouched(Map<String, TreeSet<LocalDate>> touched) {
        Column isTouched = lit(false);
        for (Map.Entry<String, TreeSet<LocalDate>> source : touched.entrySet()) {
            isTouched = isTouched.or(col("source").equalTo(source.getKey()).and(on("event_date", source.getValue())));
        }
        return isTouched;
    }

    private Known known(TreeSet<LocalDate> days) {
        Dataset<Row> campaigns = staging.read("mart.dim_campaign");
        return new Known(
                staging.read(ResolveStep.NODES).select("identifier_type", "identifier_value", "customer_key"),
                Campaigns.clicks(near("ad_click", days), campaigns).localCheckpoint(),
                campaigns,
                PostDays.posts(conformed.all("post_metric")).localCheckpoint(),
                logins().where(on("event_date", days).equalTo(false)));
    }

    private TreeSet<LocalDate> customers(Map<String, TreeSet<LocalDate>> factDays) {
        TreeSet<LocalDate> days = new TreeSet<>();
        conformed.filling("interaction").stream()
                .filter(contract -> contract.family() == SourceContract.Family.WEB)
                .forEach(contract -> days.addAll(factDays.getOrDefault(contract.source(), new TreeSet<>())));
        Dataset<Row> visits = staging.read(FACT).where(isVisit().and(on("event_date", days)));
        if (!days.isEmpty()) {
            staging.stage(LOGINS, Visits.logins(visits), on("event_date", days));
            staging.stage(VISITORS, Customers.visitors(visits, visitors()), lit(true));
        }
        Identities.Resolved resolved = new Identities.Resolved(
                staging.read(ResolveStep.NODES), staging.read(ResolveStep.BLOCKED), staging.read(ResolveStep.CHANGES));
        staging.stage(
                "mart.dim_customer",
                Customers.dimension(staging.read("mart.dim_customer"), resolved, visitors(), logins()),
                lit(true));
        staging.stage(
                "mart.customer_history", Customers.history(staging.read("mart.customer_history"), resolved), lit(true));
        staging.stage(
                "mart.bridge_identity",
                Customers.bridge(resolved, visitors(), logins(), staging.read("mart.dim_customer"), settings),
                lit(true));
        return days;
    }

    private void campaigns(Dataset<Row> visits) {
        Dataset<Row> campaigns = Campaigns.dimension(
                conformed.of(pending, "spend"),
                conformed.of(pending, "ad_click"),
                visits,
                staging.read("mart.dim_campaign"),
                settings);
        staging.stage("mart.dim_campaign", campaigns, lit(true));
    }

    private void channelDays(TreeSet<LocalDate> spendDays, TreeSet<LocalDate> orderDays, TreeSet<LocalDate> visitDays) {
        TreeSet<LocalDate> days = new TreeSet<>(spendDays);
        days.addAll(orderDays);
        days.addAll(visitDays);
        if (!days.isEmpty()) {
            TreeSet<LocalDate> around = new TreeSet<>(days);
            days.forEach(day -> around.add(day.minusDays(1)));
            Dataset<Row> mart = ChannelDay.mart(
                    staging.read(FACT).where(on("event_date", days)),
                    Orders.visits(staging.read(FACT).where(on("event_date", around))),
                    staging.read("mart.fact_order").where(on("order_date", days)),
                    staging.read("mart.fact_spend").where(on("spend_date", days)),
                    staging.read("mart.dim_campaign"),
                    settings);
            staging.stage("mart.mart_channel_day", mart, on("event_date", days));
        }
        TreeSet<LocalDate> known = days(staging.read("mart.dim_date").select(col("date_day")));
        if (known.isEmpty() || !known.containsAll(days)) {
            days.add(date);
            days.addAll(known);
            staging.stage(
                    "mart.dim_date",
                    Calendar.dates(warehouse.engine().session(), days.first(), days.last(), settings),
                    lit(true));
            staging.stage(
                    "mart.dim_channel", Calendar.channels(warehouse.engine().session(), settings), lit(true));
        }
    }

    private Dataset<Row> near(String shape, TreeSet<LocalDate> days) {
        return conformed.filling(shape).stream()
                .map(contract -> conformed.of(contract, shape, conformed.near(contract, days)))
                .reduce(Dataset::unionByName)
                .orElseGet(() -> conformed.all(shape));
    }

    private Dataset<Row> visitors() {
        return staging.read(VISITORS);
    }

    private Dataset<Row> logins() {
        return staging.read(LOGINS);
    }

    private boolean isPending(String shape) {
        return conformed.filling(shape).stream().anyMatch(contract -> pending.stream()
                .anyMatch(load -> load.source().equals(contract.source())));
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

    private static Column isVisit() {
        return col("interaction_type").equalTo("visit");
    }

    private static Column on(String column, TreeSet<LocalDate> days) {
        return days.isEmpty() ? lit(false) : col(column).isin(days.toArray());
    }

    /** The days of a frame with one column of days; a few dozen at most. */
    private static TreeSet<LocalDate> days(Dataset<Row> rows) {
        TreeSet<LocalDate> days = new TreeSet<>();
        rows.distinct()
                .select(col(rows.columns()[0]).cast("string"))
                .collectAsList()
                .forEach(row -> {
                    if (!row.isNullAt(0)) {
                        days.add(LocalDate.parse(row.getString(0)));
                    }
                });
        return days;
    }
}
