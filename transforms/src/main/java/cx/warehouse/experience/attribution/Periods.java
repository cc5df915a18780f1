package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The periods that attribution reports: calendar weeks from Monday to Sunday, and calendar months. */
final class Periods {

    static final String PERIOD = "period";
    static final String START = "period_start";

    private static final String WEEK = "week";
    private static final String MONTH = "month";

    private Periods() {}

    /** Each row twice, for the week and for the month of its day: adds period and period_start. */
    static Dataset<Row> add(Dataset<Row> rows, String day) {
        return rows.withColumn("found_period", explode(array(of(WEEK, day), of(MONTH, day))))
                .withColumn(PERIOD, col("found_period").getField(PERIOD))
                .withColumn(START, col("found_period").getField(START))
                .drop("found_period");
    }

    /** The last day of a period. */
    static Column end() {
        return when(col(PERIOD).equalTo(WEEK), date_add(col(START), 6)).otherwise(last_day(col(START)));
    }

    /** The first day of the month in which a period starts. */
    static Column month() {
        return date_trunc(MONTH, col(START)).cast("date");
    }

    private static Column of(String period, String day) {
        return struct(
                lit(period).as(PERIOD),
                date_trunc(period, col(day)).cast("date").as(START));
    }
}
