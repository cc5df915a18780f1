package cx.warehouse.experience.channel;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.PageUrls;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code dim_ad}: the ads and ad groups for which platforms report costs or clicks. */
public final class DimAd {

    private static final String AD_KEY = "ad_key";
    private static final String AD_NAME = "ad_name";
    private static final String STATED_ON = "stated_on";
    private static final String NAME_STATED_ON = "name_stated_on";

    private DimAd() {}

    /** The key of a platform's ad; null without an ad. */
    public static Column key(Column platform, Column adId) {
        return when(adId.isNotNull(), KeyDigests.digest(platform, adId));
    }

    /**
     * One row per ad: ad_key, platform, account_id, campaign_key, ad_id, ad_name, stated_on, name_stated_on. Account
     * and campaign are those of the latest delivery that states the ad, and the name that of the latest one with a
     * name.
     *
     * @param spend conformed.spend of new deliveries, all versions
     * @param clicks conformed.ad_click of new deliveries, all versions
     * @param prior dim_ad as last published, or an empty frame with its columns; its ads stay
     */
    public static Dataset<Row> rows(Dataset<Row> spend, Dataset<Row> clicks, Dataset<Row> prior) {
        Dataset<Row> stated = statements(spend, PageUrls.withoutPersonalWords(col(AD_NAME)))
                .unionByName(statements(clicks, lit(null).cast("string")))
                .unionByName(prior.select(
                        AD_KEY,
                        "platform",
                        "account_id",
                        DimCampaign.CAMPAIGN_KEY,
                        "ad_id",
                        AD_NAME,
                        STATED_ON,
                        NAME_STATED_ON));
        Column name = col(AD_NAME);
        Column place = struct(col("account_id"), col(DimCampaign.CAMPAIGN_KEY));
        return stated.groupBy(AD_KEY)
                .agg(
                        max("platform").as("platform"),
                        max("ad_id").as("ad_id"),
                        max_by(place, struct(col(STATED_ON), place)).as("place"),
                        max_by(name, when(name.isNotNull(), struct(col(NAME_STATED_ON), name)))
                                .as(AD_NAME),
                        max(STATED_ON).as(STATED_ON),
                        max(NAME_STATED_ON).as(NAME_STATED_ON))
                .select(
                        col(AD_KEY),
                        col("platform"),
                        col("place.account_id"),
                        col("place." + DimCampaign.CAMPAIGN_KEY),
                        col("ad_id"),
                        col(AD_NAME),
                        col(STATED_ON),
                        col(NAME_STATED_ON));
    }

    private static Dataset<Row> statements(Dataset<Row> rows, Column name) {
        return rows.where(col("ad_id").isNotNull())
                .select(
                        key(col("platform"), col("ad_id")).as(AD_KEY),
                        col("platform"),
                        col("account_id"),
                        DimCampaign.key(col("platform"), col("account_id"), coalesce(col("campaign_id"), lit("")))
                                .as(DimCampaign.CAMPAIGN_KEY),
                        col("ad_id"),
                        name.as(AD_NAME),
                        col(Interaction.BUSINESS_DATE).as(STATED_ON),
                        when(name.isNotNull(), col(Interaction.BUSINESS_DATE)).as(NAME_STATED_ON))
                .distinct();
    }
}
