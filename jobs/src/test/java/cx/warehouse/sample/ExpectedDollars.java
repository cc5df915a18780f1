package cx.warehouse.sample;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Converts amounts to dollars by the rates of a sample's reference file. */
final class ExpectedDollars {
    private final Map<String, BigDecimal> rates = new HashMap<>();

    ExpectedDollars(Path sample) {
        SampleReader.rows(SampleReader.text(sample.resolve("reference/fx_rates.csv"), ""), ',', 0)
                .forEach(row ->
                        rates.put(row.at("rate_date") + row.at("quote_currency"), new BigDecimal(row.at("rate"))));
    }

    BigDecimal dollars(BigDecimal amount, String currency, LocalDate day) {
        if (currency.equals("USD")) {
            return amount;
        }
        LocalDate known = day;
        while (!rates.containsKey(known + "USD")) {
            known = known.minusDays(1);
        }
        BigDecimal euros =
                currency.equals("EUR") ? amount : amount.divide(rates.get(known + currency), MathContext.DECIMAL128);
        return euros.multiply(rates.get(known + "USD"));
    }

    static String sixPlaces(BigDecimal amount) {
        return amount.setScale(6, RoundingMode.HALF_UP).toPlainString();
    }
}
