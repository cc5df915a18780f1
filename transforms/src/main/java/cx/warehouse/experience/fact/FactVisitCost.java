package cx.warehouse.experience.fact;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.channel.DimCampaign;
import cx.warehouse.experience.visit.Visits;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Shares the cost of each campaign and day among its visits, to the last unit. */
public final class FactVisitCost {

    private static final String CAMPAIGN = "campaign_key";
    private static final String DAY = "spend_date";
    private static final String ZONE = "zone";
    private static final String VISIT = "visit_key";
    private static final String COST = "day_cost";

    private FactVisitCost() {}

    /**
     * One row a visit with a share of its campaign's cost, and one row a campaign and day without visit.
     *
     * <p>Cost is in the reporting currency and is divided in whole micro-units; what is left goes one micro-unit each
     * to the earliest visits, and the digits below a micro-unit to the earliest, so that the rows add up to fact_spend
     * exactly. A visit belongs to the campaign-day on which it starts in the zone of the campaign's account. Cost that
     * could not be converted is in no row.
     *
     * @param visits state.visit: visit_key, visit_started_at (UTC), campaign_key
     * @param spend fact_spend
     * @return spend_date, campaign_key, visit_key (null for an unmatched campaign-day), cost_allocated
     */
    public static Dataset<Row> rows(Dataset<Row> visits, Dataset<Row> spend) {
        Dataset<Row> costs = spend.filter(col("cost_reporting").isNotNull())
                .groupBy(
                        DimCampaign.key(col("platform"), col("account_id"), col("campaign_id"))
                                .as(CAMPAIGN),
                        col(DAY))
                .agg(
                        sum("cost_reporting")
                                .cast(CurrencyConversion.REPORTING_TYPE)
                                .as(COST),
                        max("zone").as(ZONE));
        WindowSpec ofDay = Window.partitionBy(CAMPAIGN, DAY);
        return costs.join(visitsByDay(visits, costs), new String[] {CAMPAIGN, DAY}, "left")
                .withColumn("visits", count(col(VISIT)).over(ofDay))
                .withColumn("place", row_number().over(ofDay.orderBy(Visits.VISIT_STARTED_AT, VISIT)))
                .select(
                        col(DAY),
                        col(CAMPAIGN),
                        col(VISIT),
                        when(col("visits").equalTo(0), col(COST))
                                .otherwise(share())
                                .cast(CurrencyConversion.REPORTING_TYPE)
                                .as("cost_allocated"));
    }

    /**
     * One row per visit of a billed campaign, with the day on which it starts in the zone of the account. A campaign
     * has one zone here, the latest, so that an account that changes its zone never has a visit on two days.
     */
    private static Dataset<Row> visitsByDay(Dataset<Row> visits, Dataset<Row> costs) {
        Dataset<Row> zones =
                costs.groupBy(CAMPAIGN).agg(max_by(col(ZONE), col(DAY)).as(ZONE));
        return visits.join(zones, new String[] {CAMPAIGN})
                .select(
                        col(CAMPAIGN),
                        to_date(expr("from_utc_timestamp(" + Visits.VISIT_STARTED_AT + ", zone)"))
                                .as(DAY),
                        col(VISIT),
                        col(Visits.VISIT_STARTED_AT));
    }

    /** The share of the visit at one place among several, from day_cost, visits and place. */
    private static Column share() {
        Column micros = expr("cast(floor(day_cost * 1000000) as decimal(28,0))");
        Column units = expr("cast(floor(floor(day_cost * 1000000) / visits) as decimal(28,0))");
        Column left = micros.minus(units.multiply(col("visits")));
        Column own = inUnits(units.plus(when(col("place").leq(left), lit(1)).otherwise(lit(0))));
        Column below = col(COST).minus(inUnits(micros));
        return own.plus(when(col("place").equalTo(1), below).otherwise(lit(0)));
    }

    private static Column inUnits(Column micros) {
        return micros.multiply(lit("0.000001").cast("decimal(7,6)")).cast("decimal(28,6)");
    }
}
