package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A distribution in the form of suites: weights of single values, or of bins between consecutive edges.
 *
 * @param values the values of a categorical partition; else empty
 * @param bins ascending edges of a continuous partition; else empty
 * @param weights one per value or bin
 * @param tails weights below the first edge and above the last; empty if not given
 */
record ValueDistribution(List<JsonNode> values, double[] bins, double[] weights, double[] tails) {

    /** Tolerance for the sum of weights, which must be 1. */
    private static final double SLACK = 1.001e-5;

    ValueDistribution {
        values = List.copyOf(values);
    }

    /**
     * Reads a partition.
     *
     * @throws ExpectationFault if it is not valid, with the reason
     */
    static ValueDistribution read(JsonNode written) {
        boolean isCategorical = written.has("values");
        ValueDistribution read = new ValueDistribution(
                isCategorical
                        ? StreamSupport.stream(written.get("values").spliterator(), false)
                                .toList()
                        : List.of(),
                isCategorical ? new double[0] : numbers(written, "bins"),
                numbers(written, "weights"),
                isCategorical || !written.has("tail_weights") ? new double[0] : numbers(written, "tail_weights"));
        read.refuseUnfit();
        return read;
    }

    private static double[] numbers(JsonNode written, String member) {
        JsonNode list = written.path(member);
        if (!list.isArray() || !StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isNumber)) {
            throw new ExpectationFault("`partition_object` has no numbers as `" + member + "`");
        }
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private void refuseUnfit() {
        if (weights.length != (isCategorical() ? values.size() : bins.length - 1)) {
            throw new ExpectationFault("`partition_object` has " + weights.length + " weights for "
                    + (isCategorical() ? values.size() + " values" : (bins.length - 1) + " bins"));
        }
        if (tails.length != 0 && tails.length != 2) {
            throw new ExpectationFault("`tail_weights` must be two, not " + tails.length);
        }
        if (!isCategorical() && IntStream.range(1, bins.length).anyMatch(at -> !(bins[at] > bins[at - 1]))) {
            throw new ExpectationFault("`bins` must rise from edge to edge");
        }
        double sum = Arrays.stream(weights).sum() + Arrays.stream(tails).sum();
        if (!(Math.abs(sum - 1) <= SLACK)) {
            throw new ExpectationFault("the weights of `partition_object` sum to " + sum + ", not to 1");
        }
    }

    boolean isCategorical() {
        return !values.isEmpty() || bins.length == 0;
    }

    boolean isOpenBelow() {
        return bins[0] == Double.NEGATIVE_INFINITY;
    }

    boolean isOpenAbove() {
        return bins[bins.length - 1] == Double.POSITIVE_INFINITY;
    }

    ObjectNode document() {
        ObjectNode document = SuiteJson.object();
        if (isCategorical()) {
            document.set("values", JsonValues.toJson(values));
        } else {
            document.set("bins", JsonValues.toJson(Arrays.stream(bins).boxed().toList()));
        }
        document.set("weights", JsonValues.toJson(Arrays.stream(weights).boxed().toList()));
        if (tails.length > 0) {
            document.set(
                    "tail_weights",
                    JsonValues.toJson(Arrays.stream(tails).boxed().toList()));
        }
        return document;
    }

    /**
     * Entropy of {@code observed} relative to {@code expected}, each scaled to a sum of 1. It may be infinite or NaN.
     */
    static double divergence(double[] observed, double[] expected) {
        double seen = Arrays.stream(observed).sum();
        double wanted = Arrays.stream(expected).sum();
        double divergence = 0;
        for (int at = 0; at < observed.length; at++) {
            double p = observed[at] / seen;
            double q = expected[at] / wanted;
            divergence += p == 0 && q >= 0 ? 0 : p * Math.log(p / q);
        }
        return divergence;
    }
}
