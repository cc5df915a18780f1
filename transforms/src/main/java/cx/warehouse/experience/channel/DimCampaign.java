package cx.warehouse.experience.channel;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.LatestVersions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Builds {@code dim_campaign}: campaigns that platforms bill or report clicks for, and campaigns that only visits name.
 */
public final class DimCampaign {

    public static final String CAMPAIGN_KEY = "campaign_key";
    public static final String CAMPAIGN_NAME = "campaign_name";
    public static final String CAMPAIGN_TYPE = "campaign_type";

    /** Delivery day of the name that counts; null where no delivery gives one. Likewise for the type. */
    private static final String NAME_STATED_ON = "name_stated_on";

    private static final String TYPE_STATED_ON = "type_stated_on";

    /** Campaign name in a visit; it counts where no platform reports one. */
    private static final String VISIT_NAME = "visit_name";

    public static final String CLICK_KEY = "click_campaign_key";
    public static final String CLICK_CAMPAIGN = "click_campaign_name";
    public static final String CLICK_TYPE = "click_campaign_type";
    public static final String CLICK_AD_KEY = "click_ad_key";
    public static final String CLICK_DATE = "click_date";
    public static final String NAME_PLATFORM = "name_platform";
    public static final String NAME = "lower_name";
    public static final String NAME_KEY = "name_campaign_key";

    private DimCampaign() {}

    /** The key of a platform's campaign. */
    public static Column key(Column platform, Column accountId, Column campaignId) {
        return KeyDigests.digest(platform, accountId, campaignId);
    }

    /** The key of a campaign that is only known by its name, in lower case; null for null. */
    public static Column namedKey(Column lowerName) {
        return when(lowerName.isNotNull(), KeyDigests.digest(lit("named"), trim(lowerName)));
    }

    /**
     * {@code dim_campaign}: one row a campaign. Name and type are those of the latest delivery that states them.
     *
     * @param spend conformed.spend of new deliveries, all versions
     * @param clicks conformed.ad_click of new deliveries, all versions
     * @param visits rows of the fact with interaction_type visit; their campaigns that no platform knows are added by
     *     the name the visit gives
     * @param prior dim_campaign as last published, or an empty frame with its columns; its campaigns stay
     */
    public static Dataset<Row> rows(
            Dataset<Row> spend,
            Dataset<Row> clicks,
            Dataset<Row> visits,
            Dataset<Row> prior,
            ExperienceSettings settings) {
        Column isStated = col("platform").isNotNull();
        Dataset<Row> before = prior.select(
                col(CAMPAIGN_KEY),
                col("platform"),
                col("account_id"),
                col("campaign_id"),
                when(isStated, col(CAMPAIGN_NAME)).as(CAMPAIGN_NAME),
                col(CAMPAIGN_TYPE),
                col(NAME_STATED_ON),
                col(TYPE_STATED_ON),
                when(not(isStated), col(CAMPAIGN_NAME)).as(VISIT_NAME));
        Dataset<Row> named = visits.filter(col(CAMPAIGN_KEY).isNotNull())
                .select(col(CAMPAIGN_KEY), col("extra").getItem("campaign").as(VISIT_NAME))
                .distinct();
        Dataset<Row> campaigns = statements(spend, col(CAMPAIGN_TYPE))
                .unionByName(statements(clicks, lit(null).cast("string")))
                .unionByName(before, true)
                .unionByName(named, true)
                .groupBy(CAMPAIGN_KEY)
                .agg(
                        max("platform").as("platform"),
                        max("account_id").as("account_id"),
                        max("campaign_id").as("campaign_id"),
                        latest(CAMPAIGN_NAME, NAME_STATED_ON),
                        latest(CAMPAIGN_TYPE, TYPE_STATED_ON),
                        max(NAME_STATED_ON).as(NAME_STATED_ON),
                        max(TYPE_STATED_ON).as(TYPE_STATED_ON),
                        min(VISIT_NAME).as(VISIT_NAME))
                .filter(isStated.or(col(VISIT_NAME).isNotNull()));
        Column channel = when(isStated, ChannelRules.ofSpend(col("platform"), col(CAMPAIGN_TYPE)));
        return campaigns
                .withColumn(CAMPAIGN_NAME, when(isStated, col(CAMPAIGN_NAME)).otherwise(col(VISIT_NAME)))
                .withColumn("channel", channel)
                .withColumn("pillar", when(channel.isNotNull(), ChannelRules.pillar(channel, settings)))
                .select(
                        CAMPAIGN_KEY,
                        "platform",
                        "account_id",
                        "campaign_id",
                        CAMPAIGN_NAME,
                        CAMPAIGN_TYPE,
                        "channel",
                        "pillar",
                        NAME_STATED_ON,
                        TYPE_STATED_ON);
    }

    /**
     * Campaigns that only visits name, and that no rebuilt visit names any more: campaign_key. Other visits
     * may still name them.
     *
     * @param prior dim_campaign as last published
     * @param former the published rows of the rebuilt visits
     * @param now the rebuilt rows of the same visits
     */
    public static Dataset<Row> campaignsNoLongerNamed(Dataset<Row> prior, Dataset<Row> former, Dataset<Row> now) {
        return prior.filter(col("platform").isNull())
                .select(CAMPAIGN_KEY)
                .join(former.select(CAMPAIGN_KEY), new String[] {CAMPAIGN_KEY}, "left_semi")
                .join(now.select(CAMPAIGN_KEY), new String[] {CAMPAIGN_KEY}, "left_anti");
    }

    /**
     * The rows without those of some campaigns.
     *
     * @param named any rows with campaign_key
     */
    public static Dataset<Row> withoutCampaigns(Dataset<Row> rows, Dataset<Row> named) {
        return rows.join(named.select(CAMPAIGN_KEY), new String[] {CAMPAIGN_KEY}, "left_anti");
    }

    /** Former names of campaigns that now have another name: campaign_name. */
    public static Dataset<Row> formerNames(Dataset<Row> before, Dataset<Row> now) {
        return before.select(CAMPAIGN_KEY, CAMPAIGN_NAME)
                .join(
                        now.select(
                                col(CAMPAIGN_KEY),
                                coalesce(col(CAMPAIGN_NAME), lit("")).as("name_now")),
                        CAMPAIGN_KEY)
                .filter(col(CAMPAIGN_NAME).notEqual(col("name_now")))
                .select(CAMPAIGN_NAME);
    }

    private static Dataset<Row> statements(Dataset<Row> rows, Column campaignType) {
        Column isNamed = col(CAMPAIGN_NAME).isNotNull();
        return rows.select(
                        key(col("platform"), col("account_id"), col("campaign_id"))
                                .as(CAMPAIGN_KEY),
                        col("platform"),
                        col("account_id"),
                        col("campaign_id"),
                        col(CAMPAIGN_NAME),
                        campaignType.as(CAMPAIGN_TYPE),
                        when(isNamed, col(Interaction.BUSINESS_DATE)).as(NAME_STATED_ON),
                        when(campaignType.isNotNull(), col(Interaction.BUSINESS_DATE))
                                .as(TYPE_STATED_ON))
                .distinct();
    }

    /** The value of the latest delivery that has one; of several on one day the greatest. */
    private static Column latest(String value, String statedOn) {
        return max_by(col(value), when(col(value).isNotNull(), struct(col(statedOn), col(value))))
                .as(value);
    }

    /**
     * One row per ad click id with its day and the campaign it leads to, for {@code VisitLookups}.
     *
     * @param clicks conformed.ad_click, all versions; those of the visits' days and the days around them are enough
     * @param campaigns dim_campaign
     */
    public static Dataset<Row> clicks(Dataset<Row> clicks, Dataset<Row> campaigns) {
        Dataset<Row> latest = LatestVersions.latest(clicks, Interaction.CLICK_ID)
                .withColumn("clicked_key", key(col("platform"), col("account_id"), col("campaign_id")));
        Dataset<Row> types = campaigns.select(
                col(CAMPAIGN_KEY),
                col(CAMPAIGN_NAME).as("known_name"),
                col(CAMPAIGN_TYPE).as("known_type"));
        return latest.join(types, col("clicked_key").equalTo(col(CAMPAIGN_KEY)), "left")
                .select(
                        col(Interaction.CLICK_ID),
                        col(CLICK_DATE),
                        col("clicked_key").as(CLICK_KEY),
                        coalesce(col("known_name"), col(CAMPAIGN_NAME), col("campaign_id"))
                                .as(CLICK_CAMPAIGN),
                        col("known_type").as(CLICK_TYPE),
                        DimAd.key(col("platform"), col("ad_id")).as(CLICK_AD_KEY));
    }

    /** True for a click on the day or the days around it, because the click's own day is in the zone of its account. */
    public static Column isClickNear(Column day) {
        return abs(datediff(day, col(CLICK_DATE))).leq(1);
    }

    /**
     * One row per platform and campaign name in lower case. Of several campaigns with one name the least key counts; a
     * campaign that only an export without ids names comes last.
     */
    public static Dataset<Row> byName(Dataset<Row> campaigns) {
        return campaigns
                .filter(col("platform").isNotNull().and(col(CAMPAIGN_NAME).isNotNull()))
                .groupBy(
                        lower(col("platform")).as(NAME_PLATFORM),
                        lower(trim(col(CAMPAIGN_NAME))).as(NAME))
                .agg(min_by(
                                col(CAMPAIGN_KEY),
                                struct(col("campaign_id").equalTo(col(CAMPAIGN_NAME)), col(CAMPAIGN_KEY)))
                        .as(NAME_KEY));
    }
}
