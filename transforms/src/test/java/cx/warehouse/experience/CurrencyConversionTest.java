package cx.warehouse.experience;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CurrencyConversionTest extends ExperienceTest {

    private static Dataset<Row> toReporting(String rows) {
        Dataset<Row> amounts = frame("day date, currency string, amount decimal(18,6)", rows);
        return CurrencyConversion.withRates(amounts, rates(), "day", "currency")
                .withColumn("reporting", CurrencyConversion.toReporting(col("amount"), col("currency"), "USD"));
    }

    @Test
    void aSundayTakesFridaysRatesAndNothingIsRoundedToCents() {
        assertThat(text(toReporting("2026-03-08 | GBP | 100.00").selectExpr("round(reporting, 6) usd"), "usd"))
                .isEqualTo("127.234391");
        assertThat(text(toReporting("2026-03-08 | GBP | 100.00"), "reporting")).isEqualTo("127.2343914724");
    }

    @Test
    void theBaseCurrencyHasRateOneAndTheReportingCurrencyIsLeftAlone() {
        assertThat(text(toReporting("""
                2026-03-09 | EUR | 10.00
                2026-03-09 | USD | 10.01
                2031-01-01 | usd | 10.02
                """), "reporting")).isEqualTo("10.0100000000\n10.0200000000\n10.8710000000");
    }

    @Test
    void aRateServesSevenDaysAndLaterAmountsAreReported() {
        Dataset<Row> amounts = toReporting("""
                2026-03-13 | GBP | 1.00
                2026-03-21 | GBP | 1.00
                2026-03-22 | GBP | 1.00
                2026-03-14 | XXX | 1.00
                """);
        assertThat(text(amounts.filter("reporting is null"), "day", "currency"))
                .isEqualTo("2026-03-14 | XXX\n2026-03-22 | GBP");
    }
}
