package cx.warehouse.experience.attribution;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Splits amounts in proportion to weights, so that the parts add up to the amount to its last unit. */
final class ExactSplit {

    private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);

    private ExactSplit() {}

    /**
     * The part of each name. Units that are left go one by one to the largest remainders, of equal ones to the first
     * name.
     *
     * @param amount amount of at most {@code scale} decimals, not below zero
     * @param weights weights from zero, in order of name, with a sum above zero; none where the amount has no owner
     * @param scale decimals of the parts
     */
    static Map<String, BigDecimal> split(BigDecimal amount, Map<String, BigDecimal> weights, int scale) {
        BigDecimal total = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Map<String, BigDecimal> parts = new TreeMap<>();
        if (total.signum() == 0) {
            return parts;
        }
        Map<String, BigDecimal> remainders = new TreeMap<>();
        BigDecimal left = amount;
        for (Map.Entry<String, BigDecimal> weight : weights.entrySet()) {
            BigDecimal exact = amount.multiply(weight.getValue()).divide(total, DIGITS);
            BigDecimal part = exact.setScale(scale, RoundingMode.FLOOR);
            parts.put(weight.getKey(), part);
            remainders.put(weight.getKey(), exact.subtract(part));
            left = left.subtract(part);
        }
        BigDecimal unit = new BigDecimal(BigInteger.ONE, scale);
        List<String> names = new ArrayList<>(parts.keySet());
        names.sort(Comparator.comparing(remainders::get, Comparator.reverseOrder()));
        for (int at = 0; left.signum() > 0; at++) {
            parts.merge(names.get(at % names.size()), unit, BigDecimal::add);
            left = left.subtract(unit);
        }
        return parts;
    }
}
