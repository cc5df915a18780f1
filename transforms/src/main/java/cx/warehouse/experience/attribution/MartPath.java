package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Builds {@code mart_path}: the paths of channels that most conversions of a month took. */
public final class MartPath {

    private MartPath() {}

    /**
     * One row per month and path: place, path (channels in order), steps, journeys, conversions, revenue. A month keeps
     * the paths with the most conversions, of equal ones those with the most journeys.
     *
     * @param journeys mart_journey
     */
    public static Dataset<Row> rows(Dataset<Row> journeys, ExperienceSettings settings) {
        return journeys.where(col("steps").gt(0))
                .groupBy(
                        date_trunc("month", col("journey_date")).cast("date").as("month"),
                        array_join(col("channels"), " > ").as("path"),
                        col("steps"))
                .agg(
                        count(lit(1)).as("journeys"),
                        count_if(col("is_converted")).as("conversions"),
                        coalesce(sum("revenue"), lit(0))
                                .cast(CurrencyConversion.REPORTING_TYPE)
                                .as("revenue"))
                .withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy("month")
                                        .orderBy(
                                                col("conversions").desc(),
                                                col("journeys").desc(),
                                                col("path"))))
                .where(col("place").leq(settings.attribution().paths().topPaths()));
    }
}
