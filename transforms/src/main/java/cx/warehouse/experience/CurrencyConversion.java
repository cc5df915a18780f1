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
 * Amounts in the reporting currency, by the daily rate of the activity day or the latest one up to 7 days before.
 *
 * <p>Precision: amounts are decimal(18,6), rates decimal(12,6). {@code amount × rate of the reporting currency} is exact
 * in decimal(31,12); Spark divides that by the currency's rate into decimal(38,13). That one division is the only place
 * where digits are lost, beyond the 13th; the result is kept with {@value #SCALE} decimals, and nothing is rounded to
 * cents before a sum. Amounts already in the reporting currency are not converted at all.
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
     * One row a currency and day on which it can be converted: rate_day, rate_currency, rate, reporting_rate.
     *
     * @param rates reference rates: rate_date date, base_currency (EUR), quote_currency, rate; a day without rates
     *     takes the latest earlier ones, at most 7 days back, currency by currency
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

    /** Adds rate and reporting_rate of each row's day and currency, both null where there are none. */
    public static Dataset<Row> withRates(Dataset<Row> rows, Dataset<Row> daily, String day, String currency) {
        return rows.join(
                        broadcast(daily),
                        col(day).equalTo(col("rate_day"))
                                .and(upper(col(currency)).equalTo(col("rate_currency"))),
                        "left")
                .drop("rate_day", "rate_currency");
    }

    /**
     * An amount in the reporting currency; null where the amount is, or where its day and currency have no rate.
     *
     * @param amount at most decimal(18,6); rows have been through {@link #withRates}
     */
    public static Column toReporting(Column amount, Column currency, String reportingCurrency) {
        Column exact = amount.cast("decimal(18,6)");
        return when(upper(currency).equalTo(reportingCurrency), exact.cast(REPORTING_TYPE))
                .otherwise(exact.multiply(col("reporting_rate"))
                        .divide(col("rate"))
                        .cast(REPORTING_TYPE));
    }

    /**
     * Rows whose money could not be converted: {@code amount} is there and {@code reporting} is not. A night that has
     * any is refused.
     */
    public static Dataset<Row> rowsWithoutRate(Dataset<Row> rows, String amount, String reporting) {
        return rows.filter(col(amount).isNotNull().and(col(reporting).isNull()));
    }
}
