package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.LatestVersions;
import cx.warehouse.experience.channel.ChannelRules;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Builds {@code fact_spend}: the cost that platforms and affiliate networks report, latest delivery only. */
public final class FactSpend {

    private static final String IS_SUBSTITUTE = "is_substitute";
    private static final String CAMPAIGN_OF_ROW = "campaign_of_row";
    private static final String COUNTS = "counts";
    private static final String RECORD_KEY = "record_key";

    private FactSpend() {}

    /**
     * One row a campaign, ad, device and vendor's day; the actions of an affiliate program add up by day.
     *
     * <p>Of several deliveries of a vendor's row the latest counts. Where two exports of one platform deliver a row
     * here, the one with the latest delivery counts. Rows that are finer than a row here add up, such as those of the
     * networks of a campaign. Costs that were taken back are gone. The vendor's day is never shifted; cost_reporting
     * is at that day's rate, null when there is none within 7 days. An export without ids counts only for an account's
     * days that no other reports. The channel of a campaign is that of the type it was last reported with.
     *
     * @param spend conformed.spend, all versions of the days to build
     * @param daily frame of {@link CurrencyConversion#dailyRates}
     */
    public static Dataset<Row> rows(Dataset<Row> spend, Dataset<Row> daily, ExperienceSettings settings) {
        Dataset<Row> counted = withoutSubstitutes(spend);
        // an action or ad keeps its id when later versions change or omit its campaign; a name may change
        Column isNamed =
                col("action_id").isNotNull().or(col("ad_id").isNotNull().and(not(isSubstitute())));
        Dataset<Row> standing = LatestVersions.ofLatestSource(
                        counted.withColumn(CAMPAIGN_OF_ROW, when(not(isNamed), col("campaign_id"))),
                        RECORD_KEY,
                        "platform",
                        "account_id",
                        CAMPAIGN_OF_ROW,
                        "ad_id",
                        "device",
                        "spend_date",
                        "action_id")
                .filter(LatestVersions.isNotWithdrawn())
                .drop(CAMPAIGN_OF_ROW);
        var ofCampaign = Window.partitionBy("platform", "account_id", "campaign_id", "spend_date")
                .orderBy(
                        col("business_date").desc(),
                        col("source_file").desc(),
                        col("source_line").desc())
                .rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        Dataset<Row> day = standing.withColumn(
                        "campaign_name", first(col("campaign_name"), true).over(ofCampaign))
                .withColumn("campaign_type", first(col("campaign_type"), true).over(ofCampaign))
                .withColumn("channel", ChannelRules.ofSpend(col("platform"), col("campaign_type")))
                .groupBy(
                        "source",
                        "platform",
                        "account_id",
                        "campaign_id",
                        "campaign_name",
                        "channel",
                        "ad_id",
                        "device",
                        "spend_date",
                        "zone",
                        "currency")
                .agg(
                        sum("cost").cast("decimal(18,6)").as("cost"),
                        sum("impressions").as("impressions"),
                        sum("clicks").as("clicks"),
                        sum("platform_conversions").cast("decimal(18,6)").as("platform_conversions"));
        return CurrencyConversion.withRates(day, daily, "spend_date", "currency")
                .select(
                        col("source"),
                        col("platform"),
                        col("account_id"),
                        col("campaign_id"),
                        col("campaign_name"),
                        col("channel"),
                        col("ad_id"),
                        col("device"),
                        col("spend_date"),
                        col("zone"),
                        col("currency"),
                        col("cost"),
                        CurrencyConversion.toReporting(col("cost"), col("currency"), settings.currency())
                                .as("cost_reporting"),
                        col("impressions"),
                        col("clicks"),
                        col("platform_conversions"));
    }

    /**
     * Leaves out the rows of exports without ids whose account and day another export reports, or a later delivery of
     * theirs reports again. They only name campaigns, so a renamed campaign would count twice.
     */
    static Dataset<Row> withoutSubstitutes(Dataset<Row> spend) {
        var ofDay = Window.partitionBy("platform", "account_id", "spend_date");
        Column isLatest =
                max(when(isSubstitute(), col("business_date"))).over(ofDay).equalTo(col("business_date"));
        Column isAlone = max(not(isSubstitute())).over(ofDay).equalTo(false);
        return spend.withColumn(COUNTS, not(isSubstitute()).or(isAlone.and(isLatest)))
                .filter(col(COUNTS))
                .drop(COUNTS);
    }

    private static Column isSubstitute() {
        return coalesce(col(IS_SUBSTITUTE), lit(false));
    }
}
