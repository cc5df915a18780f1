package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.experience.channel.DimCampaign;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code mart_attribution}: the conversions and the revenue that each model credits to a name. */
public final class MartAttribution {

    static final String CHANNEL = "channel";
    static final String CAMPAIGN = "campaign";
    static final String PILLAR = "pillar";

    private static final String UNATTRIBUTED = "unattributed";
    private static final String CONVERSIONS = "decimal(28,12)";
    private static final String MONEY = CurrencyConversion.REPORTING_TYPE;

    private static final String[] NAME = {Periods.PERIOD, Periods.START, "level", "name"};
    private static final String[] LINE = {"model", "level", "name", Periods.PERIOD, Periods.START};

    private MartAttribution() {}

    /**
     * One row per model, level, name and period: conversions, revenue, cost, roas, cpa, and the month in which the
     * period starts. Each model has the line {@code unattributed}. Conversions belong to the week and the month of their
     * day in the reporting zone, cost to those of the vendor's own day.
     *
     * @param steps path_step
     * @param journeys mart_journey
     * @param spend fact_spend
     * @param campaigns dim_campaign
     * @param map campaign_map.csv: visit_campaign, billed_campaign
     */
    public static Dataset<Row> rows(
            Dataset<Row> steps,
            Dataset<Row> journeys,
            Dataset<Row> spend,
            Dataset<Row> campaigns,
            Dataset<Row> map,
            ExperienceSettings settings) {
        boolean isRateWanted = settings.attribution().credits().shapleyRate();
        Dataset<Row> names = CampaignNames.of(campaigns, map);
        Dataset<Row> days =
                CampaignNames.add(steps, names).unionByName(CampaignNames.add(costs(spend, settings), names), true);
        Dataset<Row> dataDriven = DataDrivenCredits.rows(PeriodPaths.rows(journeys, names), isRateWanted)
                .withColumn("cost", lit(0).cast(MONEY));
        Column isPaid = col("cost").gt(0);
        Column cost = col("cost").cast("double");
        return lines(totals(days), isRateWanted)
                .unionByName(dataDriven)
                .groupBy(columns(LINE))
                .agg(total("conversions", CONVERSIONS), total("revenue", MONEY), total("cost", MONEY))
                .withColumn("period_end", Periods.end())
                .withColumn("roas", when(isPaid, col("revenue").cast("double").divide(cost)))
                .withColumn(
                        "cpa",
                        when(
                                isPaid.and(col("conversions").gt(0)),
                                cost.divide(col("conversions").cast("double"))))
                .withColumn("month", Periods.month());
    }

    private static Dataset<Row> costs(Dataset<Row> spend, ExperienceSettings settings) {
        return spend.select(
                col("spend_date").as(Conversions.DAY),
                col(CHANNEL),
                ChannelRules.pillar(col(CHANNEL), settings).as(PILLAR),
                DimCampaign.key(col("platform"), col("account_id"), col("campaign_id"))
                        .as("campaign_key"),
                col("cost_reporting").as("cost"));
    }

    /**
     * One row per period, level and name, also {@code unattributed}: credit and revenue of each rule model, cost, and
     * the conversions without a touchpoint with their revenue.
     */
    private static Dataset<Row> totals(Dataset<Row> days) {
        List<Column> sums = new ArrayList<>();
        for (String model : RuleCredits.MODELS) {
            sums.add(total(model, CONVERSIONS));
            sums.add(total(model + RuleCredits.REVENUE, MONEY));
        }
        sums.add(total(UNATTRIBUTED, CONVERSIONS));
        sums.add(total(UNATTRIBUTED + RuleCredits.REVENUE, MONEY));
        sums.add(total("cost", MONEY));
        Column[] others = sums.subList(1, sums.size()).toArray(Column[]::new);
        Column isUntouched = col(RuleCredits.POSITION).equalTo(0);
        Dataset<Row> byDay = days.withColumn(
                        UNATTRIBUTED, when(isUntouched, lit(1)).cast(CONVERSIONS))
                .withColumn(UNATTRIBUTED + RuleCredits.REVENUE, when(isUntouched, col("revenue")))
                .groupBy(Conversions.DAY, CHANNEL, PILLAR, "name")
                .agg(sums.get(0), others);
        return Periods.add(byDay, Conversions.DAY)
                .withColumn(
                        "named",
                        explode(array(
                                level(CHANNEL, col(CHANNEL)),
                                level(CAMPAIGN, when(col(CHANNEL).isNotNull(), col("name"))),
                                level(PILLAR, col(PILLAR)),
                                level(CHANNEL, lit(UNATTRIBUTED)),
                                level(CAMPAIGN, lit(UNATTRIBUTED)),
                                level(PILLAR, lit(UNATTRIBUTED)))))
                .withColumn("level", col("named.level"))
                .withColumn("name", col("named.name"))
                .where(col("name").isNotNull())
                .groupBy(columns(NAME))
                .agg(sums.get(0), others);
    }

    /** One row per name and model; the models that compare paths have their credit from elsewhere. */
    private static Dataset<Row> lines(Dataset<Row> totals, boolean isRateWanted) {
        List<Column> credits = new ArrayList<>();
        RuleCredits.MODELS.forEach(model -> credits.add(credit(model, col(model), col(model + RuleCredits.REVENUE))));
        DataDrivenCredits.models(isRateWanted).forEach(model -> credits.add(credit(model, lit(0), lit(0))));
        return totals.withColumn("credit", explode(array(credits.toArray(Column[]::new))))
                .where(DataDrivenCredits.hasLevel(col("credit.model"), col("level")))
                .select(
                        col("credit.model").as("model"),
                        col("level"),
                        col("name"),
                        col(Periods.PERIOD),
                        col(Periods.START),
                        col("credit.conversions").as("conversions"),
                        col("credit.revenue").as("revenue"),
                        when(isUnattributed(), lit(0))
                                .otherwise(col("cost"))
                                .cast(MONEY)
                                .as("cost"));
    }

    private static Column credit(String model, Column conversions, Column revenue) {
        return struct(
                lit(model).as("model"),
                when(isUnattributed(), col(UNATTRIBUTED))
                        .otherwise(conversions)
                        .cast(CONVERSIONS)
                        .as("conversions"),
                when(isUnattributed(), col(UNATTRIBUTED + RuleCredits.REVENUE))
                        .otherwise(revenue)
                        .cast(MONEY)
                        .as("revenue"));
    }

    private static Column isUnattributed() {
        return col("name").equalTo(UNATTRIBUTED);
    }

    private static Column level(String level, Column name) {
        return struct(lit(level).as("level"), name.as("name"));
    }

    private static Column total(String column, String type) {
        return coalesce(sum(column), lit(0)).cast(type).as(column);
    }

    private static Column[] columns(String... names) {
        Column[] columns = new Column[names.length];
        for (int at = 0; at < names.length; at++) {
            columns[at] = col(names[at]);
        }
        return columns;
    }
}
