package cx.warehouse.experience;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Converts amounts to the reporting currency by the rate of the activity day, or by the latest rate of the 7 days
 * before it.
 *
 * <p>Precision: amounts are decimal(18,6) and rates are decimal(12,6). {@code amount × rate of the reporting currency}
 * is exact in decimal(31,12). Spark divides that by the currency's rate into decimal(38,13). Only this division loses
 * digits, beyond the 13th. The result has {@value #SCALE} decimals, and no amount is rounded to cents before a sum.
 * Amounts in the reporting currency are not converted.
 */
public final class CurrencyConversion {

    /** Decimals of an amount in the reporting currency. */
    public static final int SCALE = 10;

    /** SQL type of an amount in the reporting currency. */
    public static final String REPORTING_TYPE = "decimal(28,10)";

    private static final int DAYS_BACK = 7;
    private static final String BASE = "EUR";

    private CurrencyConversion() {}

    /**
     * One row per currency and day with a rate: rate_day, rate_currency, rate, reporting_rate. A day without rates
     * takes the latest earlier rate of each currency, at most 7 days back.
     *
     * @param rates reference rates: rate_date date, base_currency (other bases than EUR are ignored), quote_currency,
     *     rate
     * @param reportingCurrency ISO 4217 code in upper case; the result is empty where it has no rates
     */
    public static Dataset<Row> dailyRates(Dataset<Row> rates, String reportingCurrency) {
        Dataset<Row> quoted = rates.filter(upper(col("base_currency")).equalTo(BASE))
                .select(
                        col("rate_date").cast("date").as("rate_date"),
                        upper(col("quote_currency")).as("rate_currency"),
                        col("rate").cast("decimal(12,6)").as("rate"));
        Dataset<Row> base = quoted.select(
                        col("rate_date"),
                        lit(BASE).as("rate_currency"),
                        lit("1").cast("decimal(12,6)").as("rate"))
                .distinct();
        Dataset<Row> filled = quoted.filter(col("rate_currency").notEqual(BASE))
                .unionByName(base)
                .withColumn("age", explode(expr("sequence(0, " + DAYS_BACK + ")")))
                .withColumn("rate_day", date_add(col("rate_date"), col("age")))
                .withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy("rate_day", "rate_currency")
                                        .orderBy(col("age"), col("rate").desc())))
                .filter(col("place").equalTo(1))
                .select("rate_day", "rate_currency", "rate");
        Dataset<Row> reporting = filled.filter(col("rate_currency").equalTo(reportingCurrency))
                .select(col("rate_day").as("reporting_day"), col("rate").as("reporting_rate"));
        return filled.join(reporting, col("rate_day").equalTo(col("reporting_day")))
                .select("rate_day", "rate_currency", "rate", "reporting_rate");
    }

    /**
     * Adds rate and reporting_rate for each row's day and currency. Both are null where no rate exists.
     *
     * @param daily frame of {@link #dailyRates}; it is broadcast
     * @param day name of the date column
     * @param currency name of the currency column, in any case
     */
    public static Dataset<Row> withRates(Dataset<Row> rows, Dataset<Row> daily, String day, String currency) {
        return rows.join(
                        broadcast(daily),
                        col(day).equalTo(col("rate_day"))
                                .and(upper(col(currency)).equalTo(col("rate_currency"))),
                        "left")
                .drop("rate_day", "rate_currency");
    }

    /**
     * The amount in the reporting currency as {@value #REPORTING_TYPE}. It is null where the amount is null, or where
     * its day and currency have no rate.
     *
     * @param amount at most decimal(18,6), in rows of {@link #withRates}
     * @param currency currency of the amount, in any case
     */
    public static Column toReporting(Column amount, Column currency, String reportingCurrency) {
        Column exact = amount.cast("decimal(18,6)");
        return when(upper(currency).equalTo(reportingCurrency), exact.cast(REPORTING_TYPE))
                .otherwise(exact.multiply(col("reporting_rate"))
                        .divide(col("rate"))
                        .cast(REPORTING_TYPE));
    }
}
