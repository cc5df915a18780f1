package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings.CreditSettings;
import cx.warehouse.experience.channel.ChannelRules;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Shares the credit of each conversion among its touchpoints, by the six models that are rules.
 *
 * <p>The credits of a conversion add up to 1 exactly: each is the difference of two rounded running sums. Its credited
 * revenue adds up to its revenue exactly: each touchpoint has its part in whole micro-units, and the units that are
 * left go one by one to the largest remainders, of equal ones to the earliest. What is smaller than a micro-unit stays
 * with the first of them.
 */
final class RuleCredits {

    /** Names of the models; a model has a column of that name for credit, and one with {@link #REVENUE} for money. */
    static final List<String> MODELS =
            List.of("first_touch", "last_touch", "last_non_direct", "linear", "position_based", "time_decay");

    /** Ending of a column of credited revenue. */
    static final String REVENUE = "_revenue";

    static final String POSITION = "position";
    static final String STEPS = "steps";

    private static final int DECIMALS = 12;
    private static final String CREDIT_TYPE = "decimal(13,12)";
    private static final long MICROS_A_DAY = 86_400_000_000L;

    private static final WindowSpec PATH = Window.partitionBy(Conversions.DAY, Conversions.KEY);
    private static final WindowSpec IN_TIME = PATH.orderBy(Touchpoints.TOUCHED_AT, Touchpoints.KEY);
    private static final WindowSpec ALL = IN_TIME.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    private static final WindowSpec SO_FAR = IN_TIME.rowsBetween(Window.unboundedPreceding(), Window.currentRow());

    private RuleCredits() {}

    /**
     * Adds position (from 1; 0 without a touchpoint), steps (touchpoints of the conversion), the credit of each model
     * and its revenue. Without a touchpoint all credits are 0; without revenue the credited revenue is null.
     *
     * @param paths one row per conversion and touchpoint, or one without touchpoint: order_date, conversion_key,
     *     touchpoint_key, touched_at, channel, age_micros, revenue
     */
    static Dataset<Row> add(Dataset<Row> paths, CreditSettings settings) {
        Column isTouched = col(Touchpoints.KEY).isNotNull();
        Column isLastNonDirect = col(POSITION).equalTo(coalesce(col("last_other"), col(STEPS)));
        Dataset<Row> placed = paths.withColumn(
                        POSITION, when(isTouched, row_number().over(IN_TIME)).otherwise(0))
                .withColumn(STEPS, count(Touchpoints.KEY).over(ALL).cast("int"))
                .withColumn("least_age", min("age_micros").over(ALL))
                .withColumn("weight", weight(settings))
                .withColumn(
                        "last_other",
                        max(when(col("channel").notEqual(ChannelRules.DIRECT), col(POSITION)))
                                .over(ALL))
                .withColumn("first_touch", one(isTouched.and(col(POSITION).equalTo(1))))
                .withColumn("last_touch", one(isTouched.and(col(POSITION).equalTo(col(STEPS)))))
                .withColumn("last_non_direct", one(isTouched.and(isLastNonDirect)))
                .withColumn("linear_so_far", soFar(col(POSITION).divide(col(STEPS))))
                .withColumn("position_based_so_far", soFar(positionBased(settings)))
                .withColumn(
                        "time_decay_so_far",
                        soFar(sum("weight").over(SO_FAR).divide(sum("weight").over(ALL))));
        for (String model : MODELS.subList(3, 6)) {
            Column running = col(model + "_so_far");
            placed = placed.withColumn(
                    model,
                    when(isTouched, running.minus(coalesce(lag(running, 1).over(IN_TIME), lit(0))))
                            .otherwise(0)
                            .cast(CREDIT_TYPE));
        }
        return addRevenue(placed)
                .drop("least_age", "weight", "last_other")
                .drop(MODELS.stream().map(model -> model + "_so_far").toArray(String[]::new));
    }

    /** Credit of all touchpoints up to this one; 1 at the last, whatever the rounding. */
    private static Column soFar(Column share) {
        return when(col(POSITION).equalTo(col(STEPS)), lit(1))
                .otherwise(round(share, DECIMALS))
                .cast(CREDIT_TYPE);
    }

    private static Column one(Column isCredited) {
        return when(isCredited, lit(1)).otherwise(0).cast(CREDIT_TYPE);
    }

    /** Weight by age, that of the latest touchpoint being 1, so that no path is too old to have a weight. */
    private static Column weight(CreditSettings settings) {
        double halfLife = settings.halfLife().toNanos() / 1000.0;
        return pow(lit(2.0), col("least_age").minus(col("age_micros")).divide(lit(halfLife)));
    }

    private static Column positionBased(CreditSettings settings) {
        double first = settings.positionFirst().doubleValue();
        double last = settings.positionLast().doubleValue();
        return when(col(STEPS).equalTo(2), lit(first / (first + last)))
                .otherwise(lit(first)
                        .plus(col(POSITION)
                                .minus(1)
                                .multiply(lit(1 - first - last))
                                .divide(col(STEPS).minus(2))));
    }

    private static Dataset<Row> addRevenue(Dataset<Row> credited) {
        Dataset<Row> rows = credited.withColumn(
                "units", floor(col("revenue").multiply(lit(1_000_000))).cast("long"));
        for (String model : MODELS.subList(0, 3)) {
            rows = rows.withColumn(
                    model + REVENUE,
                    when(col(model).equalTo(1), col("revenue"))
                            .when(col("revenue").isNotNull(), lit(0))
                            .cast(CurrencyConversion.REPORTING_TYPE));
        }
        rows = rows.withColumn("linear_place", col(POSITION))
                .withColumn("linear_whole", expr("units div greatest(steps, 1)"))
                .withColumn("linear_left", expr("units % greatest(steps, 1)"));
        for (String model : List.of("position_based", "time_decay")) {
            Column exact = col(model).multiply(col("units").cast("decimal(19,0)"));
            rows = rows.withColumn(model + "_whole", floor(exact).cast("long"))
                    .withColumn(model + "_rest", exact.minus(floor(exact)).cast(CREDIT_TYPE))
                    .withColumn(
                            model + "_left",
                            col("units").minus(sum(model + "_whole").over(ALL)));
        }
        for (String model : List.of("position_based", "time_decay")) {
            rows = rows.withColumn(
                    model + "_place",
                    row_number().over(PATH.orderBy(col(model + "_rest").desc(), col(POSITION))));
        }
        for (String model : MODELS.subList(3, 6)) {
            rows = rows.withColumn(model + REVENUE, splitRevenue(model))
                    .drop(model + "_place", model + "_whole", model + "_left", model + "_rest");
        }
        return rows.drop("units");
    }

    private static Column splitRevenue(String model) {
        Column whole = col(model + "_whole")
                .plus(when(col(model + "_place").leq(col(model + "_left")), lit(1))
                        .otherwise(0));
        Column below = col("revenue").minus(money(col("units")));
        return when(
                        col(STEPS).gt(0),
                        money(whole)
                                .plus(when(col(model + "_place").equalTo(1), below)
                                        .otherwise(lit(0))))
                .when(col("revenue").isNotNull(), lit(0))
                .cast(CurrencyConversion.REPORTING_TYPE);
    }

    /** Micro-units as money. */
    private static Column money(Column units) {
        return units.cast("decimal(19,0)").multiply(lit("0.000001").cast("decimal(7,6)"));
    }

    /** Age in days, with fractions. */
    static Column days(Column micros) {
        return micros.cast("double").divide(lit((double) MICROS_A_DAY)).cast("decimal(12,8)");
    }
}
