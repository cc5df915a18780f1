package cx.warehouse.sample.world;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sums amounts exactly by a key, and formats hundredths in the ways of the vendors. */
public final class SampleAmounts {
    private final Map<String, BigDecimal> sums = new TreeMap<>();
    private BigDecimal total = BigDecimal.ZERO;

    public void add(String key, BigDecimal amount) {
        sums.merge(key, amount, BigDecimal::add);
        total = total.add(amount);
    }

    /** The sum over all keys, not rounded. */
    public BigDecimal sum() {
        return total;
    }

    /** The sum over all keys, rounded once to six decimals. */
    public String total() {
        return sixPlaces(total);
    }

    /** The sums by key, sorted by key, each rounded to six decimals. */
    public Map<String, Object> byKey() {
        Map<String, Object> byKey = new LinkedHashMap<>();
        sums.forEach((key, sum) -> byKey.put(key, sixPlaces(sum)));
        return byKey;
    }

    public static String sixPlaces(BigDecimal amount) {
        return amount.setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    public static BigDecimal decimal(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    /** Formats 120450 as 1204.50. */
    public static String plainDecimal(long cents) {
        return decimal(cents).toPlainString();
    }

    /** Formats 120450 as 1,204.50. */
    public static String groupedDecimal(long cents) {
        long units = Math.abs(cents) / 100;
        long rest = Math.abs(cents) % 100;
        return (cents < 0 ? "-" : "") + groupedWhole(units) + "." + (rest < 10 ? "0" : "") + rest;
    }

    /** Formats 120450 as 1.204,50. */
    public static String germanDecimal(long cents) {
        return continentalDecimal(cents, '.');
    }

    /** Formats 120450 as 1 204,50 with a narrow no-break space (U+202F), as modern French software does. */
    public static String frenchDecimal(long cents) {
        return continentalDecimal(cents, '\u202F');
    }

    /** Formats 12040 as 12 040 with a no-break space (U+00A0), as older software does. */
    public static String frenchWhole(long number) {
        return groupedWhole(number).replace(',', '\u00A0');
    }

    /** Formats 120450 as $1,204.50 and -120450 as -$1,204.50. */
    public static String dollarText(long cents) {
        return (cents < 0 ? "-$" : "$") + groupedDecimal(Math.abs(cents));
    }

    /** Formats 12040 as 12,040. */
    public static String groupedWhole(long number) {
        StringBuilder text = new StringBuilder(Long.toString(number));
        for (int place = text.length() - 3; place > 0; place -= 3) {
            text.insert(place, ',');
        }
        return text.toString();
    }

    private static String continentalDecimal(long cents, char between) {
        String text = groupedDecimal(cents);
        return text.substring(0, text.length() - 3).replace(',', between) + "," + text.substring(text.length() - 2);
    }
}
