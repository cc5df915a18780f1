package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.Interaction;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.LatestVersions;
import cx.warehouse.experience.PageUrls;
import cx.warehouse.experience.channel.ChannelRules;
import cx.warehouse.experience.friction.FrictionRules;
import cx.warehouse.experience.identity.CustomerLookup;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.visit.Visits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the rows of the unified fact for interactions of sources without visits. */
public final class InteractionRows {

    private InteractionRows() {}

    /**
     * Builds the rows of interactions outside visits: tickets, orders, store purchases, partner actions, surveys. The
     * latest version of each counts; withdrawn interactions and bots are left out.
     *
     * <p>The customer is found by contact, else e-mail, login, loyalty number, order number; identity_rule names the
     * one that was found. Both are null where none is known. Partner actions are earned, channel Affiliates. Shares are
     * social. Others are owned, without channel.
     *
     * <p>A web order has the visit, channel, pillar and campaign of its order of record; is_untracked is true, and they
     * are null, where no visit holds it. A refund of a web order has its channel, pillar and campaign, but no visit,
     * because it was paid on another day. is_untracked is null for rows that are no orders.
     *
     * <p>Orders, store purchases and refunds have revenue: that of the order of record where its number is known, else
     * the amount at the rate of the day. Revenue is null where it cannot be converted.
     *
     * @param interactions conformed.interaction of sources without visits, all versions
     * @param persons one row per identifier: identifier_type, identifier_value (normalized), customer_key
     * @param orders the rows of fact_order with the numbers of these interactions
     * @param daily frame of {@link CurrencyConversion#dailyRates}
     * @return rows with the columns of fact_customer_experience
     */
    public static Dataset<Row> of(
            Dataset<Row> interactions,
            Dataset<Row> persons,
            Dataset<Row> orders,
            Dataset<Row> daily,
            ExperienceSettings settings) {
        Dataset<Row> current = LatestVersions.latestNotWithdrawn(
                        interactions, Interaction.SOURCE, Interaction.INTERACTION_KEY)
                .filter(coalesce(col(Interaction.IS_BOT), lit(false)).equalTo(false));
        Dataset<Row> rows = PageUrls.addPage(current)
                .withColumn("event_date", FactCustomerExperience.day(col("occurred_at"), settings));
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put(Identifiers.CONTACT, Interaction.CONTACT_ID);
        evidence.put(Identifiers.EMAIL, Interaction.EMAIL);
        evidence.put(Identifiers.LOGIN, Interaction.LOGIN_ID);
        evidence.put(Identifiers.LOYALTY, Interaction.LOYALTY_NUMBER);
        evidence.put(Identifiers.ORDER, Interaction.ORDER_ID);
        List<Column> customers = new ArrayList<>();
        Column rule = when(lit(false), lit(null).cast("string"));
        for (Map.Entry<String, String> entry : evidence.entrySet()) {
            String customer = entry.getKey() + "_customer";
            rows = CustomerLookup.addCustomer(rows, persons, entry.getKey(), entry.getValue(), customer);
            customers.add(col(customer));
            rule = rule.when(col(customer).isNotNull(), entry.getKey());
        }
        Dataset<Row> sold = orders.select(
                col("order_id").as("sold_order"),
                col("origin").as("sold_origin"),
                col("gross_revenue").as("sold_revenue"),
                col("visit_key").as("sold_visit"),
                col("channel").as("sold_channel"),
                col("pillar").as("sold_pillar"),
                col("campaign_key").as("sold_campaign"));
        Column type = col("interaction_type");
        Column isOrder = type.equalTo("order");
        Column isWebRefund =
                type.equalTo("refund").and(col(Interaction.IS_ONLINE).equalTo(true));
        Column isOfWebOrder = isOrder.or(isWebRefund);
        Dataset<Row> priced = CurrencyConversion.withRates(rows, daily, "event_date", Interaction.CURRENCY)
                .join(
                        sold,
                        Identifiers.orderNumber(col("order_id"))
                                .equalTo(col("sold_order"))
                                .and(when(isOfWebOrder, "web")
                                        .when(type.equalTo("store_purchase"), "store")
                                        .equalTo(col("sold_origin"))),
                        "left");
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("interaction_id", KeyDigests.digest(col("source"), col(Interaction.INTERACTION_KEY)));
        columns.put("visitor_key", lit(null));
        columns.put("ad_key", lit(null));
        columns.put("visit_key", when(isOrder, col("sold_visit")));
        columns.put("campaign_key", when(isOfWebOrder, col("sold_campaign")));
        columns.put(
                "is_untracked", when(isOrder, col("sold_visit").isNull()).when(type.equalTo("store_purchase"), false));
        columns.put("customer_key", coalesce(customers.toArray(Column[]::new)));
        columns.put("identity_rule", rule);
        columns.put(
                "channel",
                when(type.equalTo("partner_action"), ChannelRules.AFFILIATES).when(isOfWebOrder, col("sold_channel")));
        columns.put(
                "pillar",
                when(type.equalTo("partner_action"), ChannelRules.EARNED)
                        .when(type.equalTo("share"), ChannelRules.SOCIAL)
                        .when(isOfWebOrder, col("sold_pillar"))
                        .otherwise(ChannelRules.OWNED));
        columns.put("post_key", FactCustomerExperience.postKey(col("post_id")));
        columns.put("partner_key", FactCustomerExperience.partnerKey());
        columns.put("page_key", when(col(Visits.PAGE).isNotNull(), KeyDigests.digest(col(Visits.PAGE))));
        columns.put(FactCustomerExperience.FRICTION_KIND, FrictionRules.kind());
        columns.put("is_online", coalesce(col("is_online"), lit(true)));
        columns.put("extra", FactCustomerExperience.eventExtra(col(Visits.PAGE)));
        columns.put(
                "revenue",
                when(
                        type.isin("order", "store_purchase", "refund"),
                        coalesce(
                                when(type.notEqual("refund"), col("sold_revenue")),
                                CurrencyConversion.toReporting(col("amount"), col("currency"), settings.currency()))));
        return FactCustomerExperience.shape(priced, columns);
    }
}
