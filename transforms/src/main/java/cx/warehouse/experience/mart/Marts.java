package cx.warehouse.experience.mart;

import static java.util.Map.entry;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.attribution.PathStep;
import cx.warehouse.experience.channel.DimAd;
import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.dimension.DimChannel;
import cx.warehouse.experience.dimension.DimDate;
import cx.warehouse.experience.dimension.DimPage;
import cx.warehouse.experience.fact.FactCoverage;
import cx.warehouse.experience.fact.FactPartnerAction;
import cx.warehouse.experience.fact.FactPostDay;
import cx.warehouse.experience.fact.FactSpend;
import cx.warehouse.experience.fact.FactVisitCost;
import cx.warehouse.experience.fact.SpendBalance;
import cx.warehouse.experience.visit.OrderVisits;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The published tables that functions build, one line a table; the SQL of its declaration builds every other one. */
public final class Marts {

    /** Builds the rows of a table. */
    @FunctionalInterface
    public interface MartFunction {

        /** The rows; those of {@link MartInputs#prior} themselves when nothing changed. */
        Dataset<Row> rows(MartInputs inputs, ExperienceSettings settings);
    }

    /** Builds the rows of the keys that a load may have changed. */
    @FunctionalInterface
    public interface KeyedFunction {

        KeyedRows rows(MartInputs inputs, ExperienceSettings settings);
    }

    /** Finds further days to rebuild, beside the days on which inputs changed. */
    @FunctionalInterface
    public interface AffectedDays {

        /** One column of days; any row rebuilds a table that is built whole. */
        Dataset<Row> days(MartInputs inputs, ExperienceSettings settings);
    }

    private static final String MART_ATTRIBUTION = "mart_attribution";
    private static final String MART_JOURNEY = "mart_journey";
    private static final String MART_PATH = "mart_path";
    private static final String PATH_STEP = "path_step";

    private static final Map<String, MartFunction> FUNCTIONS = Map.ofEntries(
            entry("bridge_identity", CustomerTables::bridge),
            entry("customer_history", CustomerTables::history),
            entry("dim_account", (in, settings) -> rowsOrPrior(in, in.accounts())),
            entry("dim_ad", (in, settings) -> ads(in)),
            entry(
                    "dim_channel",
                    (in, settings) -> rowsOrPrior(in, DimChannel.rows(in.prior().sparkSession(), settings))),
            entry("dim_customer", CustomerTables::customers),
            entry("dim_date", Marts::dates),
            entry("dim_page", (in, settings) -> pages(in)),
            entry("fact_coverage", (in, settings) -> FactCoverage.rows(in.read("conformed.coverage"), settings)),
            entry("fact_order", OrderTables::orders),
            entry(
                    "fact_partner_action",
                    (in, settings) ->
                            FactPartnerAction.rows(in.read("conformed.partner_action"), in.dailyRates(), settings)),
            entry("fact_post_day", (in, settings) -> FactPostDay.rows(in.read("conformed.post_metric"))),
            entry(
                    "fact_spend",
                    (in, settings) -> FactSpend.rows(in.read("conformed.spend"), in.dailyRates(), settings)),
            entry(
                    "fact_visit_cost",
                    (in, settings) -> FactVisitCost.rows(in.read("state.visit"), in.read("fact_spend"))),
            entry(MART_ATTRIBUTION, AttributionTables::attribution),
            entry(MART_JOURNEY, AttributionTables::journeys),
            entry(MART_PATH, AttributionTables::paths),
            entry(PATH_STEP, AttributionTables::steps));

    private static final Map<String, KeyedFunction> KEYED_FUNCTIONS = Map.of(
            "bridge_identity",
            CustomerTables::changedBridge,
            "customer_history",
            CustomerTables::changedHistory,
            "dim_customer",
            CustomerTables::changedCustomers,
            "fact_order",
            OrderTables::changedOrders,
            MART_JOURNEY,
            AttributionTables::changedJourneys);

    /** Compares the rebuilt days of a table with its inputs. */
    @FunctionalInterface
    public interface BalanceCheck {

        /**
         * One text per difference; no row where all agree.
         *
         * @param rows all rows of the rebuilt days
         */
        Dataset<Row> differences(MartInputs inputs, Dataset<Row> rows);
    }

    private static final Map<String, BalanceCheck> BALANCE_CHECKS =
            Map.of("fact_spend", (in, rows) -> SpendBalance.differences(in.read("conformed.spend"), rows));

    private static final Map<String, AffectedDays> AFFECTED_DAYS = Map.of(
            "dim_date",
            (in, settings) -> deliveryDay(in),
            "fact_order",
            (in, settings) -> reassignedOrders(in),
            "fact_partner_action",
            (in, settings) -> formerDaysOfActions(in),
            "mart_channel_day",
            (in, settings) -> renamedCampaignDays(in),
            PATH_STEP,
            AttributionTables::redirectedDays);

    /** The tables whose rows the settings of attribution decide. */
    private static final Set<String> ATTRIBUTION_TABLES = Set.of(MART_ATTRIBUTION, MART_JOURNEY, MART_PATH, PATH_STEP);

    private Marts() {}

    /** The names of all tables that functions build. */
    public static Set<String> names() {
        return FUNCTIONS.keySet();
    }

    /** The function that builds a table, by its name without schema. */
    public static Optional<MartFunction> function(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name));
    }

    /**
     * The function that builds some keys of a table, by its name without schema. The first partition of such a table is
     * a day, and {@link #function} builds all of it for the first time.
     */
    public static Optional<KeyedFunction> keyedFunction(String name) {
        return Optional.ofNullable(KEYED_FUNCTIONS.get(name));
    }

    /** The further days of a table, by its name without schema. */
    public static Optional<AffectedDays> affectedDays(String name) {
        return Optional.ofNullable(AFFECTED_DAYS.get(name));
    }

    /** The comparison of a table with its inputs, by its name without schema. */
    public static Optional<BalanceCheck> balanceCheck(String name) {
        return Optional.ofNullable(BALANCE_CHECKS.get(name));
    }

    /** True for a table that a change of the settings of attribution builds again. */
    public static boolean isAttribution(String name) {
        return ATTRIBUTION_TABLES.contains(name);
    }

    /**
     * The first day of an input that a rebuilt day needs, counted from that day: the declared one, or the one that
     * follows from the lookback of attribution.
     *
     * @param name the table, without schema
     * @param declared the day that the table's declaration names
     */
    public static int firstDayRead(String name, int declared, ExperienceSettings settings) {
        return name.equals(PATH_STEP) ? -PathStep.daysBack(settings) : declared;
    }

    /** Rows when orders may have another customer, and when a visit with an order changed: then, another channel. */
    private static Dataset<Row> reassignedOrders(MartInputs in) {
        return OrderTables.reassignments(in)
                .union(OrderVisits.changed(in.rewrittenRows("state.visit")).select(lit(in.businessDate())));
    }

    /** The days on which the fact has actions that are delivered again, perhaps with another day. */
    private static Dataset<Row> formerDaysOfActions(MartInputs in) {
        String[] action = {"source", "action_id"};
        Dataset<Row> delivered = in.delivered("conformed.partner_action")
                .select("source", "action_id")
                .distinct();
        return in.prior().join(delivered, action, "left_semi").select("action_date");
    }

    /** The day of the delivery, which has rows of its own in facts such as {@code fact_post_day}. */
    private static Dataset<Row> deliveryDay(MartInputs in) {
        return in.prior().sparkSession().range(1).select(lit(in.businessDate()));
    }

    /** Days on which the mart shows a former name of a campaign. */
    private static Dataset<Row> renamedCampaignDays(MartInputs in) {
        Dataset<Row> names = DimCampaign.formerNames(in.published("dim_campaign"), in.read("dim_campaign"));
        return in.prior()
                .join(names, new String[] {DimCampaign.CAMPAIGN_NAME}, "left_semi")
                .select("event_date");
    }

    /** The rows of a small table that settings or reference files make; the prior rows while they are the same. */
    private static Dataset<Row> rowsOrPrior(MartInputs in, Dataset<Row> rows) {
        if (in.isFirstBuild()) {
            return rows;
        }
        Set<Row> known = Set.copyOf(in.prior().selectExpr(rows.columns()).collectAsList());
        return known.equals(Set.copyOf(rows.collectAsList())) ? in.prior() : rows;
    }

    /** The prior ads with those of new deliveries. */
    private static Dataset<Row> ads(MartInputs in) {
        String spend = "conformed.spend";
        String clicks = "conformed.ad_click";
        return in.isFirstBuild() || in.isReplaced(spend) || in.isReplaced(clicks)
                ? DimAd.rows(in.read(spend), in.read(clicks), in.prior().limit(0))
                : DimAd.rows(in.delivered(spend), in.delivered(clicks), in.prior());
    }

    /**
     * The prior pages with those of the days that the load wrote. For pages that the load took out of these days, which
     * are few, the whole fact is read.
     */
    private static Dataset<Row> pages(MartInputs in) {
        String fact = "fact_customer_experience";
        if (in.isFirstBuild()) {
            return DimPage.rows(in.read(fact), in.prior().limit(0));
        }
        RewrittenRows written = in.rewrittenRows(fact);
        String[] page = {"page_key"};
        return in.frames()
                .materializeAndCount(DimPage.removedPages(written))
                .ifAny()
                .map(removed -> DimPage.rows(
                        written.now().unionByName(in.read(fact).join(removed, page, "left_semi")),
                        in.prior().join(removed, page, "left_anti")))
                .orElseGet(() -> DimPage.rows(written.now(), in.prior()));
    }

    /** Every day from the first to the last day of any fact; the prior rows while they hold all of them. */
    private static Dataset<Row> dates(MartInputs in, ExperienceSettings settings) {
        Dataset<Row> prior = in.prior();
        TreeSet<LocalDate> known = prior.select(col("date_day").cast("string")).collectAsList().stream()
                .map(row -> LocalDate.parse(row.getString(0)))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<LocalDate> days = new TreeSet<>(in.changedDays());
        days.add(in.businessDate());
        if (!in.isFirstBuild() && known.containsAll(days)) {
            return prior;
        }
        days.addAll(known);
        return DimDate.rows(prior.sparkSession(), days.first(), days.last(), settings);
    }
}
