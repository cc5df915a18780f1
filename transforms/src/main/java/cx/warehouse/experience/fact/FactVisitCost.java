package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.channel.DimCampaign;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Shares the cost of each campaign and day among its visits, to the last unit. */
public final class FactVisitCost {

    private static final String MICRO = "decimal(28,6)";

    private FactVisitCost() {}

    /**
     * One row a visit with a share of its campaign's cost, and one row a campaign and day without visit.
     *
     * <p>Cost is in the reporting currency and is divided in whole micro-units; what is left goes one micro-unit each
     * to the earliest visits, and the digits below a micro-unit to the earliest, so that the rows add up to fact_spend
     * exactly. A visit belongs to the campaign-day on which it starts in the zone of the campaign's account. Cost that
     * could not be converted is in no row.
     *
     * @param visits rows of the fact with interaction_type visit: interaction_id, occurred_at, campaign_key
     * @param spend fact_spend
     * @return interaction_id (null for an unmatched campaign-day), campaign_key, spend_date, cost_allocated
     */
    public static Dataset<Row> rows(Dataset<Row> visits, Dataset<Row> spend) {
        Dataset<Row> days = spend.filter(col("cost_reporting").isNotNull())
                .groupBy(
                        DimCampaign.key(col("platform"), col("account_id"), col("campaign_id"))
                                .as("spend_campaign"),
                        col("spend_date"))
                .agg(
                        sum("cost_reporting")
                                .cast(CurrencyConversion.REPORTING_TYPE)
                                .as("day_cost"),
                        max("zone").as("zone"));
        Column day = to_date(expr("from_utc_timestamp(occurred_at, zone)"));
        Dataset<Row> zones = days.select("spend_campaign", "zone").distinct();
        Dataset<Row> brought = visits.join(zones, col("campaign_key").equalTo(col("spend_campaign")))
                .select(col("interaction_id"), col("occurred_at"), col("campaign_key"), day.as("visit_day"));
        var ofDay = Window.partitionBy("spend_campaign", "spend_date");
        var inTime = ofDay.orderBy("occurred_at", "interaction_id");
        Dataset<Row> matched = days.join(
                        brought,
                        col("spend_campaign")
                                .equalTo(col("campaign_key"))
                                .and(col("spend_date").equalTo(col("visit_day"))),
                        "left")
                .withColumn("visits", count(col("interaction_id")).over(ofDay))
                .withColumn("place", row_number().over(inTime));
        Column micros = expr("cast(floor(day_cost * 1000000) as decimal(28,0))");
        Column units = expr("cast(floor(floor(day_cost * 1000000) / greatest(visits, 1)) as decimal(28,0))");
        Column left = micros.minus(units.multiply(col("visits")));
        Column share = units.plus(when(col("place").leq(left), lit(1)).otherwise(lit(0)))
                .multiply(lit("0.000001").cast("decimal(7,6)"))
                .cast(MICRO);
        Column below = col("day_cost")
                .minus(micros.multiply(lit("0.000001").cast("decimal(7,6)")).cast(MICRO));
        return matched.select(
                col("interaction_id"),
                col("spend_campaign").as("campaign_key"),
                col("spend_date"),
                when(col("visits").equalTo(0), col("day_cost"))
                        .otherwise(
                                share.plus(when(col("place").equalTo(1), below).otherwise(lit(0))))
                        .cast(CurrencyConversion.REPORTING_TYPE)
                        .as("cost_allocated"));
    }

    /**
     * The fact with the shares on its visits; other rows have none.
     *
     * @param fact rows of fact_customer_experience
     * @param shares frame of {@link #rows}
     */
    public static Dataset<Row> addToFact(Dataset<Row> fact, Dataset<Row> shares) {
        Dataset<Row> matched = shares.filter(col("interaction_id").isNotNull())
                .select(
                        col("interaction_id").as("shared_id"),
                        col("cost_allocated").as("share"));
        return fact.join(matched, col("interaction_id").equalTo(col("shared_id")), "left")
                .withColumn("cost_allocated", coalesce(col("share"), col("cost_allocated")))
                .select(FactCustomerExperience.COLUMNS.stream()
                        .map(name -> col(name))
                        .toArray(Column[]::new));
    }
}
