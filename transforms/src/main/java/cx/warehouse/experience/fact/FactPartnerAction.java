package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.KeyDigests;
import cx.warehouse.experience.LatestVersions;
import cx.warehouse.experience.PageUrls;
import cx.warehouse.experience.identity.Identifiers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Builds {@code fact_partner_action}: the sales that affiliate networks report, with those that were taken back. */
public final class FactPartnerAction {

    private static final String AMOUNT = "decimal(18,6)";
    private static final String REPORTED_ON = "reported_reversal_on";

    private FactPartnerAction() {}

    /**
     * One row per action in its latest version. An action that the network took back keeps its amounts; its
     * standing_cost is 0. A correction is an action of its own with negative amounts. So the standing cost adds up to
     * the cost in {@code fact_spend}, by source, account, currency and day.
     *
     * <p>reversed_on is the day on which the network took the action back, in the reporting zone; where it does not
     * say, the first delivery that reports so.
     *
     * @param actions conformed.partner_action, all versions of the days to build
     * @param daily frame of {@link CurrencyConversion#dailyRates}
     */
    public static Dataset<Row> rows(Dataset<Row> actions, Dataset<Row> daily, ExperienceSettings settings) {
        Column isWithdrawn = not(LatestVersions.isNotWithdrawn());
        Dataset<Row> versions = actions.withColumn(
                REPORTED_ON,
                min(when(isWithdrawn, col("business_date"))).over(Window.partitionBy("source", "action_id")));
        Column isReversal = isWithdrawn.or(col("commission_amount").lt(0));
        Column cost = col("commission_amount").plus(coalesce(col("fee_amount"), lit(0)));
        Dataset<Row> latest = LatestVersions.latest(versions, "source", "action_id")
                .withColumn("is_reversal", isReversal)
                .withColumn(
                        "reversed_on",
                        when(
                                isReversal,
                                coalesce(
                                        FactCustomerExperience.day(col("status_at"), settings),
                                        col(REPORTED_ON),
                                        col("business_date"))))
                .withColumn(
                        "standing_cost",
                        when(isWithdrawn, lit(0)).otherwise(cost).cast(AMOUNT));
        return CurrencyConversion.withRates(latest, daily, "action_date", "currency")
                .select(
                        KeyDigests.digest(col("source"), col("action_id")).as("action_key"),
                        col("source"),
                        col("platform"),
                        col("account_id"),
                        FactCustomerExperience.partnerKey().as("partner_key"),
                        PageUrls.withoutPersonalWords(col("partner_id")).as("partner_id"),
                        PageUrls.withoutPersonalWords(col("partner_name")).as("partner_name"),
                        col("action_id"),
                        col("original_action_id"),
                        col("action_date"),
                        col("occurred_at"),
                        col("status"),
                        PageUrls.withoutPersonalWords(col("reason")).as("reason"),
                        col("is_reversal"),
                        col("reversed_on"),
                        PageUrls.withoutPersonalWords(Identifiers.orderNumber(col("order_id")))
                                .as("order_id"),
                        PageUrls.withoutPersonalWords(col("voucher")).as("voucher"),
                        col("sale_amount"),
                        col("sale_currency"),
                        col("commission_amount"),
                        col("fee_amount"),
                        col("standing_cost"),
                        col("currency"),
                        CurrencyConversion.toReporting(col("standing_cost"), col("currency"), settings.currency())
                                .as("standing_cost_reporting"));
    }
}
