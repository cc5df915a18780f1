package cx.warehouse.experience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Campaigns: those that platforms bill or report clicks for, and those that only visits name. */
public final class Campaigns {

    public static final String CAMPAIGN_KEY = "campaign_key";
    public static final String CAMPAIGN_NAME = "campaign_name";
    public static final String CAMPAIGN_TYPE = "campaign_type";

    static final String CLICK_KEY = "click_campaign_key";
    static final String CLICK_CAMPAIGN = "click_campaign_name";
    static final String CLICK_TYPE = "click_campaign_type";
    static final String CLICK_AD_KEY = "click_ad_key";
    static final String NAME_PLATFORM = "name_platform";
    static final String NAME = "lower_name";
    static final String NAME_KEY = "name_campaign_key";

    private Campaigns() {}

    /** The key of a platform's campaign. */
    static Column key(Column platform, Column accountId, Column campaignId) {
        return Digests.digest(platform, accountId, campaignId);
    }

    /** The key of a campaign that is only known by its name, in lower case; null for null. */
    static Column namedKey(Column lowerName) {
        return when(lowerName.isNotNull(), Digests.digest(lit("named"), trim(lowerName)));
    }

    /**
     * {@code dim_campaign}: one row a campaign. Name and type are those of the latest delivery that states them.
     *
     * @param spend conformed.spend, all versions
     * @param clicks conformed.ad_click, all versions
     * @param visits rows of the fact with interaction_type visit; their campaigns that no platform knows are added by
     *     the name the visit gives
     * @param prior dim_campaign of the night before, or an empty frame of its shape; its campaigns stay
     */
    public static Dataset<Row> dimension(
            Dataset<Row> spend,
            Dataset<Row> clicks,
            Dataset<Row> visits,
            Dataset<Row> prior,
            ExperienceSettings settings) {
        Dataset<Row> billed = stated(spend, col("campaign_type"), 1);
        Dataset<Row> clicked = stated(clicks, lit(null).cast("string"), 2);
        Dataset<Row> before = prior.select(
                col(CAMPAIGN_KEY),
                col("platform"),
                col("account_id"),
                col("campaign_id"),
                col(CAMPAIGN_NAME),
                col(CAMPAIGN_TYPE),
                lit(null).cast("date").as("stated_on"),
                lit(3).as("told_by"));
        Column[] latest = {col("stated_on").desc_nulls_last(), col("told_by"), col(CAMPAIGN_NAME), col(CAMPAIGN_TYPE)};
        var byKey = Window.partitionBy(CAMPAIGN_KEY).orderBy(latest);
        var whole = byKey.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        Dataset<Row> platforms = billed.unionByName(clicked)
                .unionByName(before)
                .withColumn(
                        CAMPAIGN_NAME,
                        org.apache
                                .spark
                                .sql
                                .functions
                                .first(CAMPAIGN_NAME, true)
                                .over(whole))
                .withColumn(
                        CAMPAIGN_TYPE,
                        org.apache
                                .spark
                                .sql
                                .functions
                                .first(CAMPAIGN_TYPE, true)
                                .over(whole))
                .withColumn("place", row_number().over(byKey))
                .filter(col("place").equalTo(1))
                .select(CAMPAIGN_KEY, "platform", "account_id", "campaign_id", CAMPAIGN_NAME, CAMPAIGN_TYPE);
        Dataset<Row> named = visits.filter(col(CAMPAIGN_KEY)
                        .isNotNull()
                        .and(col("extra").getItem("campaign").isNotNull()))
                .groupBy(CAMPAIGN_KEY)
                .agg(
                        lit(null).cast("string").as("platform"),
                        lit(null).cast("string").as("account_id"),
                        lit(null).cast("string").as("campaign_id"),
                        min(col("extra").getItem("campaign")).as(CAMPAIGN_NAME),
                        lit(null).cast("string").as(CAMPAIGN_TYPE))
                .join(platforms.select(CAMPAIGN_KEY), new String[] {CAMPAIGN_KEY}, "left_anti");
        Column channel = when(col("platform").isNotNull(), Channels.ofSpend(col("platform"), col(CAMPAIGN_TYPE)));
        return platforms
                .unionByName(named)
                .withColumn("channel", channel)
                .withColumn("pillar", when(channel.isNotNull(), Channels.pillar(channel, settings)))
                .select(
                        CAMPAIGN_KEY,
                        "platform",
                        "account_id",
                        "campaign_id",
                        CAMPAIGN_NAME,
                        CAMPAIGN_TYPE,
                        "channel",
                        "pillar");
    }

    private static Dataset<Row> stated(Dataset<Row> rows, Column campaignType, int toldBy) {
        return rows.groupBy(
                        key(col("platform"), col("account_id"), col("campaign_id"))
                                .as(CAMPAIGN_KEY),
                        col("platform"),
                        col("account_id"),
                        col("campaign_id"),
                        col(CAMPAIGN_NAME),
                        campaignType.as(CAMPAIGN_TYPE))
                .agg(max(Interaction.BUSINESS_DATE).as("stated_on"))
                .withColumn("told_by", lit(toldBy));
    }

    /**
     * One row an ad click id with the campaign it leads to, for {@link Known}.
     *
     * @param clicks conformed.ad_click, all versions; the days of the visits and a few before them are enough
     * @param campaigns dim_campaign
     */
    public static Dataset<Row> clicks(Dataset<Row> clicks, Dataset<Row> campaigns) {
        Dataset<Row> latest = Versions.latest(clicks, Interaction.CLICK_ID)
                .withColumn("clicked_key", key(col("platform"), col("account_id"), col("campaign_id")));
        Dataset<Row> types = campaigns.select(
                col(CAMPAIGN_KEY),
                col(CAMPAIGN_NAME).as("known_name"),
                col(CAMPAIGN_TYPE).as("known_type"));
        return latest.join(types, col("clicked_key").equalTo(col(CAMPAIGN_KEY)), "left")
                .select(
                        col(Interaction.CLICK_ID),
                        col("clicked_key").as(CLICK_KEY),
                        coalesce(col("known_name"), col(CAMPAIGN_NAME), col("campaign_id"))
                                .as(CLICK_CAMPAIGN),
                        col("known_type").as(CLICK_TYPE),
                        when(col("ad_id").isNotNull(), Digests.digest(col("platform"), col("ad_id")))
                                .as(CLICK_AD_KEY));
    }

    /** One row a platform and campaign name in lower case; of several campaigns of one name the least key. */
    static Dataset<Row> byName(Dataset<Row> campaigns) {
        return campaigns
                .filter(col("platform").isNotNull().and(col(CAMPAIGN_NAME).isNotNull()))
                .groupBy(
                        lower(col("platform")).as(NAME_PLATFORM),
                        lower(trim(col(CAMPAIGN_NAME))).as(NAME))
                .agg(min(CAMPAIGN_KEY).as(NAME_KEY));
    }
}
