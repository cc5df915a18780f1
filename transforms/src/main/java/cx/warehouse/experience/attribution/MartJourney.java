package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.FactCustomerExperience;
import cx.warehouse.experience.KeyDigests;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds {@code mart_journey}: the path before each conversion, and the last path of each person without one. */
public final class MartJourney {

    private static final String STEPS = "path";

    private MartJourney() {}

    /**
     * One row per conversion of a known person, and one per person without any conversion: the touchpoints of the
     * lookback before and including the person's last one.
     *
     * @param steps all rows of path_step of the people
     * @param visits state.visit
     * @param orders fact_order; read only where purchases in stores are touchpoints
     * @param people customer_key as stored, current_customer_key: all keys of the people whose rows are wanted
     */
    public static Dataset<Row> rows(
            Dataset<Row> steps,
            Dataset<Row> visits,
            Dataset<Row> orders,
            Dataset<Row> people,
            ExperienceSettings settings) {
        Dataset<Row> ofPeople = steps.where(col("customer_key").isNotNull());
        return table(converted(ofPeople)
                .unionByName(open(ofPeople, Touchpoints.rows(visits, orders, people, settings), settings)));
    }

    private static Dataset<Row> converted(Dataset<Row> steps) {
        // the key breaks ties here and in path_step
        Column step = step(col(Touchpoints.TOUCHED_AT), col(Touchpoints.KEY));
        return steps.groupBy("conversion_key", "customer_key", "origin", "order_id", "converted_at", "order_date")
                .agg(
                        expr("max(revenue)").as("revenue"),
                        sort_array(collect_list(when(col(RuleCredits.POSITION).gt(0), step)))
                                .as(STEPS))
                .select(
                        col("conversion_key").as("journey_key"),
                        col("customer_key"),
                        lit(true).as("is_converted"),
                        col("origin"),
                        col("order_id"),
                        col("order_date").as("journey_date"),
                        col("converted_at").as("ended_at"),
                        col("revenue"),
                        col(STEPS));
    }

    private static Dataset<Row> open(Dataset<Row> steps, Dataset<Row> touchpoints, ExperienceSettings settings) {
        long lookback = settings.attribution().paths().lookback().toNanos() / 1000;
        Column step = step(col(Touchpoints.TOUCHED_AT), col(Touchpoints.KEY));
        Column last = array_max(col(STEPS)).getField("at");
        Column recent = filter(col(STEPS), touched -> unix_micros(last)
                .minus(unix_micros(touched.getField("at")))
                .leq(lookback));
        return touchpoints
                .join(steps.select("customer_key"), new String[] {"customer_key"}, "left_anti")
                .groupBy("customer_key")
                .agg(sort_array(collect_list(step)).as(STEPS))
                .withColumn("ended_at", last)
                .withColumn(STEPS, recent)
                .withColumn(STEPS, collapsed(settings.attribution().paths().collapse()))
                .select(
                        KeyDigests.digest(lit("open"), col("customer_key")).as("journey_key"),
                        col("customer_key"),
                        lit(false).as("is_converted"),
                        lit(null).cast("string").as("origin"),
                        lit(null).cast("string").as("order_id"),
                        FactCustomerExperience.day(col("ended_at"), settings).as("journey_date"),
                        col("ended_at"),
                        lit(null).cast(CurrencyConversion.REPORTING_TYPE).as("revenue"),
                        col(STEPS));
    }

    private static Column step(Column at, Column key) {
        return struct(
                at.as("at"),
                key.as("key"),
                col("channel"),
                col("pillar"),
                coalesce(col("campaign_key"), lit("")).as("campaign_key"));
    }

    private static Column collapsed(String rule) {
        return switch (rule) {
            case "exposure" -> expr("filter(path, (step, i) -> i = 0 or step.channel <> path[i - 1].channel)");
            case "first" ->
                expr("filter(path, (step, i) -> not exists(slice(path, 1, i),"
                        + " earlier -> earlier.channel = step.channel))");
            default -> col(STEPS);
        };
    }

    private static Dataset<Row> table(Dataset<Row> journeys) {
        Column hasSteps = size(col(STEPS)).gt(0);
        Column start = when(hasSteps, col(STEPS).getItem(0).getField("at")).otherwise(col("ended_at"));
        Column length = unix_micros(col("ended_at")).minus(unix_micros(col("started_at")));
        return journeys.withColumn("steps", size(col(STEPS)))
                .withColumn("started_at", start)
                .withColumn("days", RuleCredits.days(length))
                .withColumn("channels", col(STEPS).getField("channel"))
                .withColumn("pillars", col(STEPS).getField("pillar"))
                .withColumn("campaign_keys", col(STEPS).getField("campaign_key"))
                .withColumn("first_channel", when(hasSteps, col("channels").getItem(0)))
                .withColumn("last_channel", expr("case when steps > 0 then channels[steps - 1] end"))
                .select(
                        "journey_key",
                        "customer_key",
                        "is_converted",
                        "origin",
                        "order_id",
                        "journey_date",
                        "started_at",
                        "ended_at",
                        "steps",
                        "days",
                        "first_channel",
                        "last_channel",
                        "channels",
                        "pillars",
                        "campaign_keys",
                        "revenue");
    }
}
