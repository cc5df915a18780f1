package cx.warehouse.experience.mart;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.experience.channel.DimCampaign;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code mart_channel_day}: visits, orders, revenue and cost of each channel and campaign per day. */
public final class MartChannelDay {

    /** Columns of the mart in their order. */
    public static final List<String> COLUMNS = List.of(
            "event_date",
            "pillar",
            "channel",
            "campaign_name",
            "visits",
            "orders",
            "revenue",
            "cost_reporting",
            "clicks",
            "impressions",
            "roas",
            "cac");

    /** Campaign name of rows without a campaign. */
    public static final String NO_CAMPAIGN = "(none)";

    private static final List<String> GRAIN = List.of("event_date", "pillar", "channel", "campaign_name");

    private MartChannelDay() {}

    /**
     * One row a day, pillar, channel and campaign name.
     *
     * <p>Visits are those to marketing properties. Orders and revenue (gross, reporting currency) are the web orders of
     * record with the channel of the visit in which they were placed, {@value Channels#UNTRACKED} when no visit holds
     * them; store payments have no channel and are not here. Cost, clicks and impressions are those of fact_spend on
     * the vendor's day. Every figure adds up to its fact exactly. roas = revenue / cost and cac = cost / orders, null
     * where there is no cost or no order; they are ratios of a row and do not add up.
     *
     * @param fact rows of fact_customer_experience of the days to build
     * @param placed what {@code FactOrder.orderVisits} returns for those orders
     * @param orders fact_order of the days
     * @param spend fact_spend of the days
     * @param campaigns dim_campaign
     */
    public static Dataset<Row> rows(
            Dataset<Row> fact,
            Dataset<Row> placed,
            Dataset<Row> orders,
            Dataset<Row> spend,
            Dataset<Row> campaigns,
            ExperienceSettings settings) {
        Dataset<Row> names = campaigns.select(
                col("campaign_key").as("named_key"), col("campaign_name").as("known_name"));
        Dataset<Row> visits = addCampaignName(
                        fact.filter(col("interaction_type")
                                .equalTo("visit")
                                .and(col("channel").notEqual(ChannelRules.NOT_MARKETING))),
                        names)
                .groupBy(col("event_date"), col("channel"), col("campaign_name"))
                .agg(count(lit(1)).as("visits"));
        Dataset<Row> sold = addCampaignName(
                        orders.filter(col("origin").equalTo("web"))
                                .join(
                                        placed.withColumnRenamed("order_id", "placed_order"),
                                        col("order_id").equalTo(col("placed_order")),
                                        "left"),
                        names)
                .groupBy(
                        col("order_date").as("event_date"),
                        coalesce(col("channel"), lit(ChannelRules.UNTRACKED)).as("channel"),
                        col("campaign_name"))
                .agg(count(lit(1)).as("orders"), sum("gross_revenue").as("revenue"));
        Dataset<Row> spent = addCampaignName(
                        spend.withColumn(
                                "campaign_key",
                                DimCampaign.key(col("platform"), col("account_id"), col("campaign_id"))),
                        names)
                .groupBy(col("spend_date").as("event_date"), col("channel"), col("campaign_name"))
                .agg(
                        sum("cost_reporting").as("cost_reporting"),
                        sum("clicks").as("clicks"),
                        sum("impressions").as("impressions"));
        Column hasCost = col("cost_reporting").gt(0);
        return visits.unionByName(sold, true)
                .unionByName(spent, true)
                .withColumn("pillar", ChannelRules.pillar(col("channel"), settings))
                .groupBy(GRAIN.stream().map(name -> col(name)).toArray(Column[]::new))
                .agg(
                        coalesce(sum("visits"), lit(0L)).as("visits"),
                        coalesce(sum("orders"), lit(0L)).as("orders"),
                        coalesce(sum("revenue"), lit(0))
                                .cast(CurrencyConversion.REPORTING_TYPE)
                                .as("revenue"),
                        coalesce(sum("cost_reporting"), lit(0))
                                .cast(CurrencyConversion.REPORTING_TYPE)
                                .as("cost_reporting"),
                        coalesce(sum("clicks"), lit(0L)).as("clicks"),
                        coalesce(sum("impressions"), lit(0L)).as("impressions"))
                .withColumn(
                        "roas",
                        when(
                                hasCost,
                                col("revenue")
                                        .cast("double")
                                        .divide(col("cost_reporting").cast("double"))))
                .withColumn(
                        "cac",
                        when(
                                hasCost.and(col("orders").gt(0)),
                                col("cost_reporting").cast("double").divide(col("orders"))))
                .select(COLUMNS.stream().map(name -> col(name)).toArray(Column[]::new));
    }

    private static Dataset<Row> addCampaignName(Dataset<Row> rows, Dataset<Row> names) {
        return rows.join(broadcast(names), col("campaign_key").equalTo(col("named_key")), "left")
                .withColumn("campaign_name", coalesce(col("known_name"), lit(NO_CAMPAIGN)));
    }
}
