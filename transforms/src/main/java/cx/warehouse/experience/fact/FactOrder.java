package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.LatestVersions;
import cx.warehouse.experience.identity.CustomerLookup;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.visit.OrderVisits;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code fact_order}: one row per order of record of the web shop or payment in a store. */
public final class FactOrder {

    private static final String AMOUNT = "decimal(18,6)";

    private FactOrder() {}

    /**
     * The orders in their latest version.
     *
     * <p>gross is the subtotal after discounts, before shipping and tax; net takes refunds off on the order's own day.
     * The refund of a web order may include tax and shipping, so a fully refunded order has net 0, and net never
     * falls below 0. A store refund is taken off the payment it names; one whose payment is not there is a row of its
     * own, gross 0, on its own day. order_date is the day in the reporting zone; the rate is that of the order's
     * local day. Revenue is null where there is no rate. The visit, channel, pillar and campaign are those of {@link
     * OrderVisits#addVisit}.
     *
     * @param orders conformed.sales_order, all versions
     * @param persons identifier_type, identifier_value, customer_key; the customer is that of the e-mail, else login,
     *     loyalty number, order number, else null
     * @param visits {@link cx.warehouse.experience.visit.Visits#stateRows} of all visits
     * @param daily frame of {@link CurrencyConversion#dailyRates}
     */
    public static Dataset<Row> rows(
            Dataset<Row> orders,
            Dataset<Row> persons,
            Dataset<Row> visits,
            Dataset<Row> daily,
            ExperienceSettings settings) {
        Dataset<Row> current = LatestVersions.latest(orders, "origin", "order_id");
        Dataset<Row> payments = current.filter(col("refund_of").isNull());
        Dataset<Row> refunds = current.filter(col("refund_of").isNotNull());
        Dataset<Row> paidBack = refunds.groupBy(col("refund_of").as("paid_back_id"))
                .agg(sum(abs(col("gross_amount"))).as("paid_back"));
        Column status = coalesce(col("financial_status"), lit(""));
        Column refunded = coalesce(col("refunded_amount"), lit(0)).plus(coalesce(col("paid_back"), lit(0)));
        Column net = when(col("gross_amount").leq(0), col("gross_amount"))
                .when(status.equalTo("refunded"), lit(0))
                .otherwise(greatest(col("gross_amount").minus(refunded), lit(0)));
        Dataset<Row> settled = payments.join(
                        paidBack,
                        col("origin").equalTo("store").and(col("payment_id").equalTo(col("paid_back_id"))),
                        "left")
                .withColumn("net_amount", net.cast(AMOUNT))
                .drop("paid_back_id", "paid_back");
        Dataset<Row> orphans = refunds.join(
                        payments.groupBy(col("payment_id").as("known_payment"))
                                .agg(min("order_id").as("any_order")),
                        col("refund_of").equalTo(col("known_payment")),
                        "left_anti")
                .withColumn("net_amount", abs(col("gross_amount")).multiply(-1).cast(AMOUNT))
                .withColumn("gross_amount", lit(0).cast(AMOUNT));
        Dataset<Row> all = settled.unionByName(orphans);
        Dataset<Row> email = CustomerLookup.addCustomer(all, persons, Identifiers.EMAIL, "email", "email_customer");
        Dataset<Row> login =
                CustomerLookup.addCustomer(email, persons, Identifiers.LOGIN, "login_id", "login_customer");
        Dataset<Row> loyalty =
                CustomerLookup.addCustomer(login, persons, Identifiers.LOYALTY, "loyalty_number", "loyalty_customer");
        Dataset<Row> owned =
                CustomerLookup.addCustomer(loyalty, persons, Identifiers.ORDER, "order_id", "order_customer");
        Dataset<Row> rows = CurrencyConversion.withRates(owned, daily, "local_date", "currency")
                .select(
                        Identifiers.orderNumber(col("order_id")).as("order_id"),
                        col("origin"),
                        coalesce(
                                        col("email_customer"),
                                        col("login_customer"),
                                        col("loyalty_customer"),
                                        when(col("origin").equalTo("web"), col("order_customer")))
                                .as("customer_key"),
                        col("ordered_at"),
                        FactCustomerExperience.day(col("ordered_at"), settings).as("order_date"),
                        col("currency"),
                        col("gross_amount").cast(AMOUNT).as("gross_amount"),
                        col("net_amount"),
                        CurrencyConversion.toReporting(col("gross_amount"), col("currency"), settings.currency())
                                .as("gross_revenue"),
                        CurrencyConversion.toReporting(col("net_amount"), col("currency"), settings.currency())
                                .as("net_revenue"));
        return OrderVisits.addVisit(rows, visits, settings);
    }

    /**
     * The orders whose numbers some interactions carry.
     *
     * @param orders fact_order
     * @param interactions conformed.interaction
     */
    public static Dataset<Row> ordersOf(Dataset<Row> orders, Dataset<Row> interactions) {
        Dataset<Row> numbers = interactions
                .select(Identifiers.orderNumber(col("order_id")).as("carried_order"))
                .where(col("carried_order").isNotNull())
                .distinct();
        return orders.join(numbers, col("order_id").equalTo(col("carried_order")), "left_semi");
    }
}
