package cx.warehouse.sample.world;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Daily exchange rates against the euro, on working days only, and conversions with them. */
public final class SampleExchangeRates {
    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final String[] CURRENCIES = {"USD", "GBP", "CAD"};
    private static final int DAYS_BEFORE = 14;
    private static final int LONGEST_GAP = 7;

    private final Map<LocalDate, Map<String, BigDecimal>> rates = new LinkedHashMap<>();

    public SampleExchangeRates(SampleSpec spec) {
        long[] level = {10_841, 8_562, 14_713};
        SeededRandom chance = new SeededRandom(SeededRandom.mix(spec.seed(), 101));
        LocalDate last = spec.delivery(spec.days());
        for (LocalDate day = spec.start().minusDays(DAYS_BEFORE); !day.isAfter(last); day = day.plusDays(1)) {
            if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
                continue;
            }
            Map<String, BigDecimal> rate = new LinkedHashMap<>();
            for (int i = 0; i < CURRENCIES.length; i++) {
                level[i] += chance.between(-40, 40);
                rate.put(CURRENCIES[i], BigDecimal.valueOf(level[i], 4));
            }
            rates.put(day, rate);
        }
    }

    /** The value of {@code amount} in dollars on a day, by the latest rates up to that day; not rounded. */
    public BigDecimal dollars(BigDecimal amount, String currency, LocalDate day) {
        if (currency.equals("USD")) {
            return amount;
        }
        Map<String, BigDecimal> rate = ratesOn(day);
        BigDecimal dollar = rate.get("USD");
        return currency.equals("EUR")
                ? amount.multiply(dollar, EXACT)
                : amount.multiply(dollar, EXACT).divide(rate.get(currency), EXACT);
    }

    /** Converts hundredths of one currency to hundredths of another, rounded half up. */
    public long exchange(long cents, String from, String to, LocalDate day) {
        if (from.equals(to)) {
            return cents;
        }
        BigDecimal euros = from.equals("EUR")
                ? BigDecimal.valueOf(cents)
                : BigDecimal.valueOf(cents).divide(ratesOn(day).get(from), EXACT);
        BigDecimal result =
                to.equals("EUR") ? euros : euros.multiply(ratesOn(day).get(to), EXACT);
        return result.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** The rows of the reference file, header first. */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rate_date", "base_currency", "quote_currency", "rate"));
        rates.forEach((day, rate) -> rate.forEach(
                (currency, value) -> rows.add(List.of(day.toString(), "EUR", currency, value.toPlainString()))));
        return rows;
    }

    private Map<String, BigDecimal> ratesOn(LocalDate day) {
        for (int back = 0; back <= LONGEST_GAP; back++) {
            Map<String, BigDecimal> rate = rates.get(day.minusDays(back));
            if (rate != null) {
                return rate;
            }
        }
        throw new IllegalStateException("Cannot convert an amount of " + day + ": no rate in the week before");
    }
}
