package cx.warehouse.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Amounts: hundredths as text in the ways of the vendors, and exact sums by a key. */
final class Money {
    private final Map<String, BigDecimal> sums = new TreeMap<>();
    private BigDecimal total = BigDecimal.ZERO;

    void add(String key, BigDecimal amount) {
        sums.merge(key, amount, BigDecimal::add);
        total = total.add(amount);
    }

    /** The sum over all keys, not rounded. */
    BigDecimal sum() {
        return total;
    }

    /** The sum over all keys, rounded once to six places. */
    String total() {
        return six(total);
    }

    /** The sums by key, in order of the keys, each rounded to six places. */
    Map<String, Object> byKey() {
        Map<String, Object> byKey = new LinkedHashMap<>();
        sums.forEach((key, sum) -> byKey.put(key, six(sum)));
        return byKey;
    }

    static String six(BigDecimal amount) {
        return amount.setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    static BigDecimal decimal(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    /** 120450 gives 1204.50. */
    static String plain(long cents) {
        return decimal(cents).toPlainString();
    }

    /** 120450 gives 1,204.50. */
    static String grouped(long cents) {
        long units = Math.abs(cents) / 100;
        long rest = Math.abs(cents) % 100;
        return (cents < 0 ? "-" : "") + groups(units) + "." + (rest < 10 ? "0" : "") + rest;
    }

    /** 120450 gives 1.204,50. */
    static String german(long cents) {
        return continental(cents, '.');
    }

    /** 120450 gives 1 204,50, with the narrow space that French texts have today. */
    static String french(long cents) {
        return continental(cents, '\u202F');
    }

    /** 12040 gives 12 040, with the wider space that older programs write. */
    static String frenchGroups(long number) {
        return groups(number).replace(',', '\u00A0');
    }

    /** 120450 gives $1,204.50, -120450 gives -$1,204.50. */
    static String dollars(long cents) {
        return (cents < 0 ? "-$" : "$") + grouped(Math.abs(cents));
    }

    /** 12040 gives 12,040. */
    static String groups(long number) {
        StringBuilder text = new StringBuilder(Long.toString(number));
        for (int place = text.length() - 3; place > 0; place -= 3) {
            text.insert(place, ',');
        }
        return text.toString();
    }

    private static String continental(long cents, char between) {
        String text = grouped(cents);
        return text.substring(0, text.length() - 3).replace(',', between) + "," + text.substring(text.length() - 2);
    }
}
