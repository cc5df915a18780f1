package cx.warehouse.quality.suggest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** A range for numbers like those observed: wider than the observed range, with round bounds. */
record RoundRange(BigDecimal least, BigDecimal greatest) {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final List<BigDecimal> STEPS = List.of(BigDecimal.ONE, TWO, BigDecimal.valueOf(5), BigDecimal.TEN);
    private static final BigDecimal MANY_DEVIATIONS = BigDecimal.TEN;

    /** Builds a range around numbers between {@code least} and {@code greatest} with a finite mean and deviation. */
    static RoundRange around(BigDecimal least, BigDecimal greatest, ColumnProfile.Spread spread) {
        BigDecimal span = greatest.subtract(least);
        if (least.signum() > 0 && span.multiply(TWO).compareTo(least) < 0) {
            BigDecimal slack = span.max(greatest.divide(HUNDRED.divide(TWO), MathContext.DECIMAL64));
            return new RoundRange(plain(floor(least.subtract(slack))), plain(ceiling(greatest.add(slack))));
        }
        BigDecimal mean = BigDecimal.valueOf(spread.mean());
        BigDecimal width = BigDecimal.valueOf(spread.deviation()).multiply(MANY_DEVIATIONS);
        BigDecimal low = least.signum() >= 0
                ? BigDecimal.ZERO
                : round(least.multiply(TWO).min(mean.subtract(width)).negate()).negate();
        BigDecimal high = greatest.signum() <= 0
                ? BigDecimal.ZERO
                : round(greatest.multiply(TWO).max(mean.add(width)));
        return new RoundRange(plain(low), plain(high));
    }

    /** Whether both bounds fit into a double. */
    boolean isFinite() {
        return Double.isFinite(least.doubleValue()) && Double.isFinite(greatest.doubleValue());
    }

    /** Rounds up to 1, 2, 5, 10, 20, 50 and so on. */
    private static BigDecimal round(BigDecimal value) {
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(value.precision() - value.scale() - 1);
        return STEPS.stream()
                .map(power::multiply)
                .filter(step -> step.compareTo(value) >= 0)
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal floor(BigDecimal value) {
        return value.round(new MathContext(2, RoundingMode.FLOOR));
    }

    private static BigDecimal ceiling(BigDecimal value) {
        return value.round(new MathContext(2, RoundingMode.CEILING));
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.stripTrailingZeros()
                .setScale(Math.max(0, value.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY);
    }
}
