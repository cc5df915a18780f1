package cx.warehouse.experience.visit;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.experience.identity.Identifiers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the visit in which each web order was placed: that of the earliest purchase event with its number, on the
 * order's day or a day beside it. An event on a further day is a page that was opened again.
 */
public final class OrderVisits {

    private static final String ORDER = "order_id";
    private static final String SEEN_ORDER = "seen_order_id";
    private static final String SEEN_AT = "seen_at";
    private static final String SEEN = "seen_visits";
    private static final String FOUND = "found_visit";

    private OrderVisits() {}

    /**
     * A struct of seen_at (UTC), interaction_key and order_id (normalized) of a purchase event; null for events without
     * an order number, and for pages and searches that name one.
     */
    static Column sighting() {
        Column order = Identifiers.orderNumber(col(Interaction.ORDER_ID));
        return when(
                order.isNotNull().and(col(Interaction.INTERACTION_TYPE).isin("order", "event")),
                struct(
                        col(Interaction.OCCURRED_AT).as(SEEN_AT),
                        col(Interaction.INTERACTION_KEY).as("interaction_key"),
                        order.as(ORDER)));
    }

    /**
     * Adds visit_key, channel, pillar, campaign_key and is_untracked to orders. is_untracked is true for a web order
     * that no visit holds; its other columns are null. An order of a store belongs to no visit: its pillar is owned,
     * its channel is null, and it is not untracked.
     *
     * @param orders rows with origin (web, store), order_id (normalized) and order_date (reporting zone)
     * @param visits {@link Visits#stateRows} of all visits
     */
    public static Dataset<Row> addVisit(Dataset<Row> orders, Dataset<Row> visits, ExperienceSettings settings) {
        Dataset<Row> seen = visits.where(col(Visits.ORDERS).isNotNull())
                .select(
                        col(Visits.VISIT_KEY),
                        col(Visits.CHANNEL),
                        col("campaign_key"),
                        explode(col(Visits.ORDERS)).as("sighting"))
                .groupBy(col("sighting." + ORDER).as(SEEN_ORDER))
                .agg(collect_list(struct(
                                col("sighting." + SEEN_AT),
                                col("sighting.interaction_key"),
                                col(Visits.VISIT_KEY),
                                col(Visits.CHANNEL),
                                col("campaign_key")))
                        .as(SEEN));
        Column isWeb = col("origin").equalTo("web");
        Column near = filter(col(SEEN), visit -> abs(datediff(
                        FactCustomerExperience.day(visit.getField(SEEN_AT), settings), col("order_date")))
                .leq(1));
        Dataset<Row> found = orders.join(seen, isWeb.and(col(ORDER).equalTo(col(SEEN_ORDER))), "left")
                .withColumn(FOUND, array_min(near)); // the earliest, because its time comes first in the struct
        Column channel = col(FOUND).getField(Visits.CHANNEL);
        return found.withColumn("visit_key", col(FOUND).getField(Visits.VISIT_KEY))
                .withColumn("channel", channel)
                .withColumn(
                        "pillar",
                        when(channel.isNotNull(), ChannelRules.pillar(channel, settings))
                                .when(coalesce(isWeb, lit(false)).equalTo(false), ChannelRules.OWNED))
                .withColumn("campaign_key", col(FOUND).getField("campaign_key"))
                .withColumn("is_untracked", isWeb.and(col(FOUND).isNull()))
                .drop(FOUND, SEEN, SEEN_ORDER);
    }

    /** The visits with orders that a load added, took away or changed; one row or more where there is any. */
    public static Dataset<Row> changed(RewrittenRows visits) {
        Column hasOrders = col(Visits.ORDERS).isNotNull();
        return RewrittenRows.changedValues(
                visits.before().where(hasOrders),
                visits.now().where(hasOrders),
                Visits.VISIT_KEY,
                Visits.CHANNEL,
                "campaign_key",
                Visits.ORDERS);
    }
}
