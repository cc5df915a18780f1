package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.LatestVersions;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.identity.Identifiers;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Hashes of the lookups that a visit's channel and customer depend on: identifiers of persons, an ad click, a campaign,
 * a post. When one changes, the visit is rebuilt. Two lookups that share a hash of 64 bits cost a rebuild for nothing.
 */
public final class VisitDependencies {

    /** Column with the hash in a frame of dependencies. */
    public static final String DEPENDENCY = "dependency";

    private static final String MEANS = "means";
    private static final String CAMPAIGN_NAME = "campaign name";

    private VisitDependencies() {}

    /** Hashes of an event: its identifiers, its ad click and campaign, and the post that its content names. */
    static Column ofEvent() {
        return array_compact(array(
                person(Identifiers.LOGIN, Interaction.LOGIN_ID),
                person(Identifiers.EMAIL, Interaction.EMAIL),
                person(Identifiers.ORDER, Interaction.ORDER_ID),
                dependency("click", col(TrafficSource.TRAFFIC_SOURCE).getField("click_id")),
                dependency("campaign", col(TrafficSource.TRAFFIC_SOURCE).getField("campaign_key")),
                dependency("post", col(TrafficSource.TRAFFIC_SOURCE).getField("content"))));
    }

    /** Hashes of a visit: the campaign that its origin names. */
    static Column ofOrigin(Column platform, Column lowerName) {
        return array_compact(array(dependency(CAMPAIGN_NAME, platform, lowerName)));
    }

    /** The hash of a row's order number; null without one. */
    public static Column ofOrder(Column orderId) {
        return dependency(Identifiers.ORDER, Identifiers.orderNumber(orderId));
    }

    /**
     * Hashes of identifiers and of their customers, for {@link #changedDependencies}: dependency, means.
     *
     * @param nodes identifier_type, identifier_value (normalized), customer_key
     */
    public static Dataset<Row> persons(Dataset<Row> nodes) {
        return nodes.filter(col(Identifiers.TYPE).isin(Identifiers.LOGIN, Identifiers.EMAIL, Identifiers.ORDER))
                .select(
                        xxhash64(col(Identifiers.TYPE), col(Identifiers.VALUE)).as(DEPENDENCY),
                        xxhash64(col("customer_key")).as(MEANS));
    }

    /**
     * Hashes of campaigns by key and by name, and of their attributes, for {@link #changedDependencies}: dependency,
     * means.
     *
     * @param campaigns dim_campaign
     */
    public static Dataset<Row> campaigns(Dataset<Row> campaigns) {
        Column name = lower(trim(col(DimCampaign.CAMPAIGN_NAME)));
        return campaigns
                .filter(col("platform").isNotNull())
                .select(
                        explode(array_compact(array(
                                        dependency("campaign", col(DimCampaign.CAMPAIGN_KEY)),
                                        dependency(CAMPAIGN_NAME, lower(col("platform")), name))))
                                .as(DEPENDENCY),
                        xxhash64(col(DimCampaign.CAMPAIGN_KEY), name, col(DimCampaign.CAMPAIGN_TYPE))
                                .as(MEANS));
    }

    /**
     * Hashes of ad clicks and of the ads they lead to, for {@link #changedDependencies}: dependency, means. A vendor
     * delivers a click again for some days, mostly without a change.
     *
     * @param clicks conformed.ad_click, all versions
     */
    public static Dataset<Row> clicks(Dataset<Row> clicks) {
        return LatestVersions.latest(clicks, Interaction.CLICK_ID)
                .select(
                        dependency("click", col(Interaction.CLICK_ID)).as(DEPENDENCY),
                        xxhash64(
                                        col(DimCampaign.CLICK_DATE),
                                        coalesce(col("platform"), lit("")),
                                        coalesce(col("account_id"), lit("")),
                                        coalesce(col("campaign_id"), lit("")),
                                        coalesce(col(DimCampaign.CAMPAIGN_NAME), lit("")),
                                        coalesce(col("ad_id"), lit("")))
                                .as(MEANS));
    }

    /**
     * Hashes of social posts, for {@link #changedDependencies}: dependency, means.
     *
     * @param posts post_id
     */
    public static Dataset<Row> posts(Dataset<Row> posts) {
        return posts.select(dependency("post", col("post_id")).as(DEPENDENCY), lit(0L).as(MEANS));
    }

    /**
     * The dependencies that are new, gone or lead to something else: dependency; one row each.
     *
     * @param before dependency, means
     * @param now the same columns
     */
    public static Dataset<Row> changedDependencies(Dataset<Row> before, Dataset<Row> now) {
        return RewrittenRows.changedValues(before.distinct(), now.distinct(), DEPENDENCY, MEANS)
                .select(DEPENDENCY)
                .distinct();
    }

    /**
     * The visits that depend on a changed lookup: source, visitor_id, visitor_key, event_date; one row per visitor,
     * source and covered day.
     *
     * @param visits {@link Visits#stateRows}
     * @param changed {@link #changedDependencies}, materialized
     */
    public static Dataset<Row> dependentVisits(Dataset<Row> visits, Dataset<Row> changed, ExperienceSettings settings) {
        Column first = Visits.firstDay(settings);
        Column last = Visits.lastDay(settings);
        return visits.filter(size(col(Visits.DEPENDS_ON)).gt(0))
                .withColumn(DEPENDENCY, explode(col(Visits.DEPENDS_ON)))
                .join(changed, new String[] {DEPENDENCY}, "left_semi")
                .select(
                        col(Interaction.SOURCE),
                        col(Interaction.VISITOR_ID),
                        col(Visits.VISITOR_KEY),
                        explode(sequence(first, last)).as("event_date"))
                .distinct();
    }

    private static Column person(String type, String column) {
        return dependency(type, Identifiers.normalize(lit(type), col(column)));
    }

    private static Column dependency(String kind, Column... parts) {
        Column isThere =
                Arrays.stream(parts).map(Column::isNotNull).reduce(Column::and).orElseThrow();
        Column[] all = Stream.concat(Stream.of(lit(kind)), Arrays.stream(parts)).toArray(Column[]::new);
        return when(isThere, xxhash64(all));
    }
}
