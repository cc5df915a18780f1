package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.quarter;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.weekday;
import static org.apache.spark.sql.functions.weekofyear;
import static org.apache.spark.sql.functions.year;

import cx.warehouse.experience.ExperienceSettings;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Builds {@code dim_date}, which no source delivers. */
public final class DimDate {

    private DimDate() {}

    /**
     * {@code dim_date}: one row a day from first to last, with its length in hours in the reporting zone (23, 24 or
     * 25).
     */
    public static Dataset<Row> rows(SparkSession spark, LocalDate first, LocalDate last, ExperienceSettings settings) {
        Column day = col("date_day");
        Column start = to_utc_timestamp(day.cast("timestamp"), settings.zone());
        Column end = to_utc_timestamp(day.plus(lit(1)).cast("timestamp"), settings.zone());
        return spark.range(1)
                .select(explode(sequence(lit(first), lit(last))).as("date_day"))
                .select(
                        day,
                        year(day).as("year"),
                        quarter(day).as("quarter"),
                        month(day).as("month"),
                        dayofmonth(day).as("day_of_month"),
                        weekday(day).plus(1).as("day_of_week"),
                        date_format(day, "EEEE").as("day_name"),
                        weekofyear(day).as("iso_week"),
                        weekday(day).geq(5).as("is_weekend"),
                        unix_seconds(end)
                                .minus(unix_seconds(start))
                                .divide(3600)
                                .cast("int")
                                .as("hours"));
    }
}
