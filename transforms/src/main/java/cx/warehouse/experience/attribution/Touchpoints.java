package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.channel.ChannelRules;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds touchpoints: the starts of visits to marketing properties, and further kinds that settings name. */
final class Touchpoints {

    static final String KEY = "touchpoint_key";
    static final String TOUCHED_AT = "touched_at";

    /** Channel of a purchase in a store. */
    static final String STORE = "(store)";

    private Touchpoints() {}

    /**
     * One row per touchpoint of some people: customer_key (current), touchpoint_key (the visit, or the purchase in a
     * store), touched_at (UTC), channel, pillar, campaign_key.
     *
     * @param visits rows of state.visit
     * @param orders fact_order; only purchases in stores are read, and only where settings count them
     * @param people customer_key as stored in visits and orders, current_customer_key; one row per stored key
     */
    static Dataset<Row> rows(
            Dataset<Row> visits, Dataset<Row> orders, Dataset<Row> people, ExperienceSettings settings) {
        List<String> kinds = settings.attribution().paths().touchpoints();
        Dataset<Row> touchpoints = visits.where(isKind(kinds))
                .select(
                        col("customer_key"),
                        col("visit_key").as(KEY),
                        col("visit_started_at").as(TOUCHED_AT),
                        col("channel"),
                        col("campaign_key"));
        if (kinds.contains("store")) {
            touchpoints = touchpoints.unionByName(orders.where("origin = 'store' and net_amount >= 0")
                    .select(
                            col("customer_key"),
                            Conversions.key(col("origin"), col("order_id")).as(KEY),
                            col("ordered_at").as(TOUCHED_AT),
                            lit(STORE).as("channel"),
                            lit(null).cast("string").as("campaign_key")));
        }
        return touchpoints
                .join(people, "customer_key")
                .select(
                        col("current_customer_key").as("customer_key"),
                        col(KEY),
                        col(TOUCHED_AT),
                        col("channel"),
                        ChannelRules.pillar(col("channel"), settings).as("pillar"),
                        col("campaign_key"));
    }

    private static Column isKind(List<String> kinds) {
        Column isPortal = col("channel").equalTo(ChannelRules.NOT_MARKETING);
        Column isKind = lit(false);
        if (kinds.contains("shop")) {
            isKind = isKind.or(isPortal.equalTo(false));
        }
        return kinds.contains("portal") ? isKind.or(isPortal) : isKind;
    }
}
