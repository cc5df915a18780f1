package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.unix_micros;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.PathSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Builds {@code path_step}: the touchpoints before each conversion, with the credit that each model gives them. */
public final class PathStep {

    private static final String AGE = "age_micros";

    private PathStep() {}

    /**
     * One row per conversion and eligible touchpoint, in order of time; one row of position 0 for a conversion without
     * one. A touchpoint is eligible when it is of the same person and lies at most the lookback before the conversion,
     * both ends included. Touchpoints at one instant are ordered by their keys.
     *
     * @param orders fact_order: the orders of the days to build; with {@code reset-after-conversion} also those of the
     *     lookback before
     * @param visits state.visit of those days and the lookback before
     * @param customers dim_customer
     */
    public static Dataset<Row> rows(
            Dataset<Row> orders, Dataset<Row> visits, Dataset<Row> customers, ExperienceSettings settings) {
        PathSettings rules = settings.attribution().paths();
        Dataset<Row> conversions = Conversions.rows(orders, customers, settings);
        Dataset<Row> people = customers
                .select("customer_key", "current_customer_key")
                .join(
                        conversions.select(col("customer_key").as("current_customer_key")),
                        new String[] {"current_customer_key"},
                        "left_semi");
        Dataset<Row> touchpoints = Touchpoints.rows(visits, orders, people, settings)
                .withColumnRenamed("customer_key", "touched_customer");
        Column age = unix_micros(col(Conversions.CONVERTED_AT)).minus(unix_micros(col(Touchpoints.TOUCHED_AT)));
        Column isEligible = age.between(0, rules.lookback().toNanos() / 1000)
                .and(col(Touchpoints.KEY).notEqual(col(Conversions.KEY)))
                .and(coalesce(col(Touchpoints.TOUCHED_AT).gt(col(Conversions.AFTER)), lit(true)));
        Dataset<Row> paths = conversions
                .join(
                        touchpoints,
                        col("customer_key").equalTo(col("touched_customer")).and(isEligible),
                        "left")
                .withColumn(AGE, age);
        return RuleCredits.add(
                        collapse(paths, rules.collapse()),
                        settings.attribution().credits())
                .select(columns());
    }

    /** The days before a conversion on which its touchpoints may lie; a lookback may begin on the day before its last. */
    public static int daysBack(ExperienceSettings settings) {
        Duration lookback = settings.attribution().paths().lookback();
        return (int) lookback.plusDays(1).minusNanos(1).toDays() + 1;
    }

    private static Dataset<Row> collapse(Dataset<Row> paths, String rule) {
        WindowSpec inTime =
                Window.partitionBy(Conversions.DAY, Conversions.KEY).orderBy(Touchpoints.TOUCHED_AT, Touchpoints.KEY);
        return switch (rule) {
            case "exposure" ->
                paths.withColumn("channel_before", lag(col("channel"), 1).over(inTime))
                        .where(not(coalesce(col("channel").equalTo(col("channel_before")), lit(false))))
                        .drop("channel_before");
            case "first" ->
                paths.withColumn(
                                "place",
                                row_number()
                                        .over(Window.partitionBy(Conversions.DAY, Conversions.KEY, "channel")
                                                .orderBy(Touchpoints.TOUCHED_AT, Touchpoints.KEY)))
                        .where(col("place").equalTo(1))
                        .drop("place");
            default -> paths;
        };
    }

    private static Column[] columns() {
        List<Column> columns = new ArrayList<>(List.of(
                col(Conversions.KEY),
                col(RuleCredits.POSITION),
                col(RuleCredits.STEPS),
                col("origin"),
                col("order_id"),
                col("customer_key"),
                col(Conversions.CONVERTED_AT),
                col(Conversions.DAY),
                col("revenue"),
                col(Touchpoints.KEY),
                col(Touchpoints.TOUCHED_AT),
                RuleCredits.days(col(AGE)).as("age_days"),
                col("channel"),
                col("pillar"),
                col("campaign_key")));
        RuleCredits.MODELS.forEach(model -> columns.add(col(model)));
        RuleCredits.MODELS.forEach(model -> columns.add(col(model + RuleCredits.REVENUE)));
        return columns.toArray(Column[]::new);
    }
}
