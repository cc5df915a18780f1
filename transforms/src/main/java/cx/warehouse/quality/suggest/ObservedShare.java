package cx.warehouse.quality.suggest;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A share of rows as observed, and the share to demand of other rows because of it. */
record ObservedShare(long count, long total) {

    /** Standard deviations of a one-sided confidence of 99 %. */
    private static final double Z = 2.326;

    boolean isWhole() {
        return count == total;
    }

    /**
     * The {@code mostly} to demand. It is 1 if there was no exception. Otherwise it is Wilson's lower confidence bound
     * of the true share, rounded down to hundredths, or to thousandths above 0.99.
     */
    BigDecimal mostly() {
        if (isWhole()) {
            return BigDecimal.ONE;
        }
        double share = (double) count / total;
        double weight = Z * Z / total;
        double centre = share + weight / 2;
        double margin = Z * Math.sqrt(share * (1 - share) / total + weight / (4 * total));
        BigDecimal bound = BigDecimal.valueOf(Math.max(0, (centre - margin) / (1 + weight)));
        int digits = bound.compareTo(new BigDecimal("0.99")) > 0 ? 3 : 2;
        return bound.setScale(digits, RoundingMode.DOWN).stripTrailingZeros();
    }

    /** {@code 97.3%}; never rounded up to 100%. */
    String percent() {
        return BigDecimal.valueOf(100.0 * count / total)
                        .setScale(1, RoundingMode.DOWN)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
