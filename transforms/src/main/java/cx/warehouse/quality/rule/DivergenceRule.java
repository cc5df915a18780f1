package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.check.DistinctMeasure;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.Judgement;
import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.suite.ExpectationFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The Kullback-Leibler divergence of a column's distribution from an expected one. The distribution is over single
 * values, or over bins whose rows the shared scan counts. Without an expected partition, the result shows the column's
 * own distribution, by value or in the bins that numpy's "auto" would choose.
 */
final class DivergenceRule {

    /** Greatest number of bins; more add nothing to a distribution. */
    private static final int MOST_BINS = 1_000;

    private final ExpectationArguments arguments;
    private final Optional<Double> threshold;
    private final double tailHoldout;
    private final double internalHoldout;
    private final boolean isBucketized;

    private DivergenceRule(ExpectationArguments arguments) {
        this.arguments = arguments;
        this.threshold = arguments.value("threshold").map(node -> arguments.number("threshold"));
        this.tailHoldout = share("tail_weight_holdout");
        this.internalHoldout = share("internal_weight_holdout");
        this.isBucketized = arguments.value("bucketize_data").isEmpty() || arguments.flag("bucketize_data");
        if (threshold.isPresent() && !(threshold.get() >= 0)) {
            throw new ExpectationFault("`threshold` must not be below zero: " + threshold.get());
        }
    }

    private double share(String name) {
        double share = arguments.value(name).isPresent() ? arguments.number(name) : 0;
        if (!(share >= 0 && share <= 1)) {
            throw new ExpectationFault("`" + name + "` must be between 0 and 1, not " + share);
        }
        return share;
    }

    static FrameCheck check(ExpectationArguments arguments) {
        DivergenceRule rule = new DivergenceRule(arguments);
        Optional<ValueDistribution> expected =
                arguments.value("partition_object").map(ValueDistribution::read);
        if (expected.isEmpty()) {
            return rule.isBucketized ? rule.ownBinsCheck() : rule.categoricalCheck(null);
        }
        return expected.get().isCategorical()
                ? rule.categoricalCheck(expected.get())
                : rule.continuousCheck(expected.get());
    }

    private FrameCheck categoricalCheck(ValueDistribution expected) {
        if (internalHoldout > 0) {
            throw new ExpectationFault("`internal_weight_holdout` is not for values, only for bins");
        }
        Column kinds = functions.count(functions.lit(1));
        DistinctMeasure measure =
                new DistinctMeasure(List.of(kinds, functions.sum(DistinctMeasure.rows())), (figures, values) -> {
                    if ((Long) figures.get(0) > values.size()) {
                        throw new ExpectationFault(
                                "the column has " + figures.get(0) + " distinct values, too many to weigh each");
                    }
                    return judgeValues(expected, values, figures.get(1) == null ? 0 : (Long) figures.get(1));
                });
        return AggregateRules.distinctCheck(arguments, arguments.column(), FrameCheck.ShownValues.ALL, measure);
    }

    private Judgement judgeValues(ValueDistribution expected, List<Row> values, long rows) {
        Map<JsonNode, Double> observed = new LinkedHashMap<>();
        Map<JsonNode, Double> wanted = new LinkedHashMap<>();
        if (expected != null) {
            for (int at = 0; at < expected.values().size(); at++) {
                JsonNode value =
                        ExpectationArguments.normalizeNumber(expected.values().get(at));
                observed.put(value, 0.0);
                wanted.put(value, expected.weights()[at]);
            }
        }
        values.forEach(row -> observed.put(
                ExpectationArguments.normalizeNumber(JsonValues.toJson(row.get(0))), (double) row.getLong(1) / rows));
        long strangers = observed.keySet().stream()
                .filter(value -> !wanted.containsKey(value))
                .count();
        double scale = strangers > 0 && expected != null ? 1 - tailHoldout : 1;
        List<JsonNode> all = List.copyOf(observed.keySet());
        double[] seen = all.stream().mapToDouble(observed::get).toArray();
        double[] due = all.stream()
                .mapToDouble(value -> expected == null
                        ? observed.get(value)
                        : wanted.containsKey(value) ? wanted.get(value) * scale : tailHoldout / strangers)
                .toArray();
        return judge(
                ValueDistribution.divergence(seen, due),
                new ValueDistribution(all, new double[0], seen, new double[0]),
                new ValueDistribution(all, new double[0], due, new double[0]));
    }

    private Judgement judge(double divergence, ValueDistribution observed, ValueDistribution expected) {
        boolean success = threshold.isEmpty() || divergence <= threshold.get();
        return Judgement.ofObserved(success, Double.isFinite(divergence) ? divergence : null)
                .addDetail("observed_partition", observed.document())
                .addDetail("expected_partition", expected.document());
    }

    private FrameCheck continuousCheck(ValueDistribution expected) {
        if (!isBucketized) {
            throw new ExpectationFault("bins need `bucketize_data`, which is false");
        }
        if (tailHoldout > 0 && expected.tails().length > 0) {
            throw new ExpectationFault("`tail_weight_holdout` must be 0 where there are `tail_weights`");
        }
        boolean isOpen = expected.isOpenBelow() || expected.isOpenAbove();
        if (isOpen && expected.tails().length > 0) {
            throw new ExpectationFault("`tail_weights` are not for bins that reach to infinity");
        }
        if (expected.isOpenBelow() && expected.isOpenAbove() && tailHoldout > 0) {
            throw new ExpectationFault("`tail_weight_holdout` is not for bins that reach to infinity");
        }
        return histogramCheck(expected.bins(), shares -> judgeBins(expected, shares));
    }

    /**
     * Counts the rows of bins. Each bin includes its lower edge, and the last one its upper edge too.
     *
     * @param judge takes the shares of rows below the bins, in each bin, and above them
     */
    private FrameCheck histogramCheck(double[] bins, Function<double[], Judgement> judge) {
        FrameColumns.Field field = AggregateRules.requireNumeric(arguments.column());
        Column value = field.column().cast(DataTypes.DoubleType);
        Column inside =
                arguments.condition().orElseGet(() -> functions.lit(true)).and(value.isNotNull());
        List<Column> counts = new ArrayList<>(List.of(RowScope.count(inside)));
        counts.add(RowScope.count(inside.and(value.lt(bins[0]))));
        for (int at = 1; at < bins.length; at++) {
            Column below = at == bins.length - 1 ? value.leq(bins[at]) : value.lt(bins[at]);
            counts.add(RowScope.count(inside.and(value.geq(bins[at - 1])).and(below)));
        }
        counts.add(RowScope.count(inside.and(value.gt(bins[bins.length - 1]))));
        return new FrameCheck.Measurement(new Measure<>(counts, found -> {
            long rows = (Long) found.get(0);
            return judge.apply(found.stream()
                    .skip(1)
                    .mapToDouble(count -> (double) (Long) count / rows)
                    .toArray());
        }));
    }

    /**
     * Compares the observed shares with the expected ones. Open ends become tails; the weights are scaled down by the
     * holdouts, which go to empty bins and to tails.
     */
    private Judgement judgeBins(ValueDistribution expected, double[] shares) {
        int first = expected.isOpenBelow() ? 1 : 0;
        int last = expected.bins().length - 1 - (expected.isOpenAbove() ? 1 : 0);
        double[] weights = Arrays.stream(expected.weights())
                .map(weight -> weight * (1 - tailHoldout - internalHoldout))
                .toArray();
        long empty = Arrays.stream(weights).filter(weight -> weight == 0).count();
        for (int at = 0; at < weights.length && internalHoldout > 0; at++) {
            weights[at] = weights[at] == 0 ? internalHoldout / empty : weights[at];
        }
        boolean isOpen = expected.isOpenBelow() || expected.isOpenAbove();
        double[] tails = expected.tails().length > 0
                ? expected.tails()
                : new double[] {isOpen ? tailHoldout : tailHoldout / 2, isOpen ? tailHoldout : tailHoldout / 2};
        ValueDistribution due = new ValueDistribution(
                List.of(),
                Arrays.copyOfRange(expected.bins(), first, last + 1),
                Arrays.copyOfRange(weights, first, last),
                new double[] {
                    expected.isOpenBelow() ? weights[0] : tails[0],
                    expected.isOpenAbove() ? weights[weights.length - 1] : tails[1]
                });
        ValueDistribution seen = new ValueDistribution(
                List.of(), due.bins(), Arrays.copyOfRange(shares, first + 1, last + 1), new double[] {
                    expected.isOpenBelow() ? shares[1] : shares[0],
                    expected.isOpenAbove() ? shares[shares.length - 2] : shares[shares.length - 1]
                });
        return judge(ValueDistribution.divergence(allWeights(seen), allWeights(due)), seen, due);
    }

    private static double[] allWeights(ValueDistribution partition) {
        return DoubleStream.concat(
                        DoubleStream.of(partition.tails()[0]),
                        DoubleStream.concat(
                                Arrays.stream(partition.weights()),
                                DoubleStream.of(partition.tails()[1])))
                .toArray();
    }

    /** Shows the column's own distribution over bins of equal width. */
    private FrameCheck ownBinsCheck() {
        if (tailHoldout > 0) {
            throw new ExpectationFault("`tail_weight_holdout` must be 0 where the column's own distribution is shown");
        }
        return QuantileRules.rankCheck(
                arguments, count -> List.of(1L, rank(0.25, count), rank(0.75, count), count), (count, found) -> {
                    if (count == 0) {
                        throw new ExpectationFault("the column has no values, and so no distribution");
                    }
                    double[] quartiles = found.stream()
                            .mapToDouble(value -> ((Number) value).doubleValue())
                            .toArray();
                    double[] bins = bins(quartiles, count);
                    return histogramCheck(bins, shares -> judgeBins(ownDistribution(bins, shares), shares));
                });
    }

    private static long rank(double share, long count) {
        return Math.max(1, (long) Math.ceil(share * count));
    }

    /**
     * Bin edges as numpy's "auto" chooses them: by Freedman and Diaconis, and at least as many bins as Sturges gives.
     */
    private static double[] bins(double[] quartiles, long count) {
        double low = quartiles[0];
        double high = quartiles[3];
        double middle = quartiles[2] - quartiles[1];
        double most = Math.ceil(Math.log(count + 1.0) / Math.log(2));
        if (middle >= 1e-10) {
            most = Math.max(most, Math.ceil((high - low) / (2 * middle / Math.cbrt(count))));
        }
        int bins = low == high ? 1 : (int) Math.min(most, MOST_BINS);
        return IntStream.rangeClosed(0, bins)
                .mapToDouble(at -> at == bins ? high : low + (high - low) * at / bins)
                .toArray();
    }

    private static ValueDistribution ownDistribution(double[] bins, double[] shares) {
        double[] weights = Arrays.copyOfRange(shares, 1, shares.length - 1);
        double tail = (1 - Arrays.stream(weights).sum()) / 2;
        return new ValueDistribution(List.of(), bins, weights, new double[] {tail, tail});
    }
}
