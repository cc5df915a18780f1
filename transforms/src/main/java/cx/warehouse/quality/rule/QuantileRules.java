package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.check.CheckOutcome;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.Judgement;
import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.frame.ValueBounds;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.SuiteJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/** Rules about values at certain ranks of a column: the median and other quantiles, exact at any size. */
final class QuantileRules {

    /**
     * Great Expectations' tolerance: the distance by which a quantile may lie outside its range, as a share of the
     * bound.
     */
    private static final double TOLERANCE = 1e-4;

    private QuantileRules() {}

    /** The middle value; the mean of the two middle values if their number is even. */
    static FrameCheck median(ExpectationArguments arguments) {
        ValueBounds bounds = arguments.bounds();
        return rankCheck(arguments, count -> List.of((count + 1) / 2, count / 2 + 1), (count, middle) -> {
            Object median = middle.isEmpty() ? null : mean(middle.get(0), middle.get(1));
            return Judgement.ofObserved(bounds.contains(median), median);
        });
    }

    private static Number mean(Object one, Object two) {
        if (one instanceof BigDecimal a && two instanceof BigDecimal b) {
            return a.add(b).multiply(new BigDecimal("0.5"));
        }
        return (((Number) one).doubleValue() + ((Number) two).doubleValue()) / 2;
    }

    /** Each quantile, which is a value of the column, lies in its range. */
    static FrameCheck quantiles(ExpectationArguments arguments) {
        JsonNode ranges = arguments
                .value("quantile_ranges")
                .orElseThrow(() -> new ExpectationFault("`quantile_ranges` is missing"));
        JsonNode quantiles = ranges.path("quantiles");
        JsonNode values = ranges.path("value_ranges");
        refuseUnfit(quantiles, values);
        checkAllowedError(arguments);
        return rankCheck(
                arguments,
                count -> {
                    List<Long> ranks = new ArrayList<>();
                    quantiles.forEach(
                            quantile -> ranks.add(Math.max(1, (long) Math.ceil(quantile.doubleValue() * count))));
                    return ranks;
                },
                (count, found) -> judgeQuantiles(found, quantiles, values));
    }

    private static void refuseUnfit(JsonNode quantiles, JsonNode values) {
        if (!quantiles.isArray() || !values.isArray() || quantiles.size() != values.size() || quantiles.isEmpty()) {
            throw new ExpectationFault(
                    "`quantile_ranges` needs as many `value_ranges` as `quantiles`, at least one of each");
        }
        for (JsonNode quantile : quantiles) {
            if (!quantile.isNumber() || !(quantile.doubleValue() >= 0 && quantile.doubleValue() <= 1)) {
                throw new ExpectationFault("`quantiles` holds " + quantile + ", which is not between 0 and 1");
            }
        }
        for (JsonNode range : values) {
            if (range.size() != 2) {
                throw new ExpectationFault("`value_ranges` holds " + range + ", which is not a pair");
            }
            new ValueBounds(bound(range, 0), bound(range, 1), false, false);
        }
    }

    /**
     * Checks the allowed error, which has no effect because quantiles are exact; it must be a valid share all the same.
     */
    private static void checkAllowedError(ExpectationArguments arguments) {
        JsonNode allowed = arguments.value("allow_relative_error").orElse(SuiteJson.NODES.booleanNode(false));
        boolean isShare = allowed.isNumber() && allowed.doubleValue() >= 0 && allowed.doubleValue() <= 1;
        if (!isShare && !(allowed.isBoolean() && !allowed.booleanValue())) {
            throw new ExpectationFault("`allow_relative_error` must be false or between 0 and 1, not " + allowed);
        }
    }

    private static Optional<JsonNode> bound(JsonNode range, int at) {
        return Optional.of(range.get(at)).filter(node -> !node.isNull());
    }

    private static CheckOutcome judgeQuantiles(List<Object> found, JsonNode quantiles, JsonNode ranges) {
        ObjectNode observed = SuiteJson.object();
        observed.set("quantiles", quantiles);
        ArrayNode values = observed.putArray("values");
        ArrayNode details = SuiteJson.list();
        boolean success = true;
        for (int at = 0; at < quantiles.size(); at++) {
            Object value = found.isEmpty() ? null : found.get(at);
            boolean isInside = isInside(value, ranges.get(at));
            values.add(JsonValues.toJson(value));
            details.add(isInside);
            success &= isInside;
        }
        return Judgement.ofObserved(success, observed).addDetail("success_details", details);
    }

    private static boolean isInside(Object value, JsonNode range) {
        ValueBounds bounds = new ValueBounds(bound(range, 0), bound(range, 1), false, false);
        if (bounds.contains(value)) {
            return true;
        }
        return value instanceof Number number
                && (isAbout(number.doubleValue(), range.get(0)) || isAbout(number.doubleValue(), range.get(1)));
    }

    private static boolean isAbout(double value, JsonNode bound) {
        return bound.isNumber()
                && Math.abs(value - bound.doubleValue()) <= 1e-8 + TOLERANCE * Math.abs(bound.doubleValue());
    }

    /** Counts the values first, because the ranks depend on their number; nulls and NaN do not count. */
    static FrameCheck rankCheck(
            ExpectationArguments arguments,
            Function<Long, List<Long>> ranks,
            BiFunction<Long, List<Object>, CheckOutcome> judge) {
        FrameColumns.Field field = AggregateRules.requireNumeric(arguments.column());
        boolean mayBeNaN = field.type() instanceof DoubleType || field.type() instanceof FloatType;
        Column held = mayBeNaN
                ? functions.when(functions.not(functions.isnan(field.column())), field.column())
                : field.column();
        Column values = arguments.insideCondition(held);
        return new FrameCheck.Measurement(new Measure<>(List.of(functions.count(values)), counts -> {
            long count = (Long) counts.get(0);
            return count == 0
                    ? judge.apply(0L, List.of())
                    : new FrameCheck.ValuesAtRanks(
                            values, count, ranks.apply(count), found -> judge.apply(count, found));
        }));
    }
}
