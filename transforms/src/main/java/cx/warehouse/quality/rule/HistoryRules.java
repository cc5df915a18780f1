package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.Judgement;
import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.MetricHistory;
import cx.warehouse.quality.suite.SuiteJson;
import cx.warehouse.quality.suite.SuiteMetrics;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Our own expectations, whose names begin with {@code cx_}: they compare metrics of the current rows with those of
 * earlier nights. The shared scan measures the current rows. If there are too few earlier nights to judge by, the
 * expectation succeeds and the result says why.
 */
final class HistoryRules {

    private static final double NORMAL = 1.4826;
    private static final double NORMAL_OF_MEAN = 1.2533;

    /** The range of usual values according to earlier nights; an absent end is open. */
    private record UsualRange(Optional<Double> least, Optional<Double> most, String reason) {

        boolean contains(Double value) {
            return value != null && value >= least.orElse(value) && value <= most.orElse(value);
        }

        ArrayNode document() {
            return SuiteJson.list().add(least.orElse(null)).add(most.orElse(null));
        }
    }

    private HistoryRules() {}

    /** Bounds the change against the median of the last nights, as a share of the median or absolute. */
    static FrameCheck change(ExpectationArguments arguments) {
        Optional<Double> least = bound(arguments, "min_change");
        Optional<Double> most = bound(arguments, "max_change");
        if (least.isEmpty() && most.isEmpty()) {
            throw new ExpectationFault("`min_change` and `max_change` are both missing");
        }
        String change = arguments.value("change").map(JsonNode::asText).orElse("relative");
        if (!change.equals("relative") && !change.equals("absolute")) {
            throw new ExpectationFault("`change` must be relative or absolute, not " + change);
        }
        return historyCheck(arguments, earlierValues(arguments, 7), 1, values -> {
            double base = median(values);
            if (base == 0 && change.equals("relative")) {
                throw new ExpectationFault(
                        "the earlier median is 0, so there is no relative change; use `change`: absolute");
            }
            double unit = change.equals("relative") ? Math.abs(base) : 1;
            return new UsualRange(
                    least.map(bound -> base + bound * unit),
                    most.map(bound -> base + bound * unit),
                    "the median of " + values.length + " earlier nights is " + base);
        });
    }

    /**
     * Bounds the distance from the median in robust standard deviations. One deviation is 1.4826 times the median
     * absolute deviation; if that is 0, it is 1.2533 times the mean absolute deviation (Iglewicz and Hoaglin, 1993).
     */
    static FrameCheck usual(ExpectationArguments arguments) {
        double threshold = bound(arguments, "threshold").orElse(3.5);
        return historyCheck(arguments, earlierValues(arguments, 28), 7, values -> {
            double median = median(values);
            double[] distances =
                    Arrays.stream(values).map(value -> Math.abs(value - median)).toArray();
            double deviation = NORMAL * median(distances);
            if (deviation == 0) {
                deviation = NORMAL_OF_MEAN * Arrays.stream(distances).average().orElse(0);
            }
            double reach = Math.max(threshold * deviation, 1e-9 * Math.abs(median));
            return new UsualRange(
                    Optional.of(median - reach),
                    Optional.of(median + reach),
                    "the median of " + values.length + " earlier nights is " + median + ", their robust deviation "
                            + deviation);
        });
    }

    /** Bounds the ratio to the median of the same weekday's last nights; by default from a half to double. */
    static FrameCheck usualForWeekday(ExpectationArguments arguments) {
        double least = bound(arguments, "min_ratio").orElse(0.5);
        double most = bound(arguments, "max_ratio").orElse(2.0);
        DayOfWeek day = arguments.history().date().getDayOfWeek();
        List<MetricHistory.MetricPoint> same = earlierValues(arguments, 28).stream()
                .filter(point -> point.date().getDayOfWeek() == day)
                .toList();
        return historyCheck(arguments, same, 2, values -> {
            double median = median(values);
            return new UsualRange(
                    Optional.of(Math.min(median * least, median * most)),
                    Optional.of(Math.max(median * least, median * most)),
                    "the median of " + values.length + " such weekdays is " + median);
        });
    }

    /**
     * Bounds the age of the column's newest value at the end of the night: {@code "26h"}, {@code "90m"}, {@code "2d"}.
     */
    static FrameCheck fresh(ExpectationArguments arguments) {
        Duration age = age(arguments.text("max_age"));
        Instant asOf = arguments.history().asOf();
        Column moment = arguments.column().column().try_cast(DataTypes.TimestampType);
        Column newest = functions.max(arguments.insideCondition(moment));
        return new FrameCheck.Measurement(new Measure<>(List.of(functions.unix_seconds(newest)), figures -> {
            Long seconds = (Long) figures.get(0);
            Instant seen = seconds == null ? null : Instant.ofEpochSecond(seconds);
            boolean isFresh = seen != null && !seen.isBefore(asOf.minus(age));
            return Judgement.ofObserved(isFresh, seen)
                    .addDetail("as_of", JsonValues.toJson(asOf))
                    .addDetail("oldest_allowed", JsonValues.toJson(asOf.minus(age)));
        }));
    }

    private static Duration age(String text) {
        try {
            String written = text.trim().toUpperCase(Locale.ROOT);
            return Duration.parse(written.endsWith("D") ? "P" + written : "PT" + written);
        } catch (DateTimeParseException e) {
            throw new ExpectationFault("`max_age` must be like 90m, 26h or 2d, not " + text, e);
        }
    }

    private static Optional<Double> bound(ExpectationArguments arguments, String name) {
        return arguments.value(name).map(node -> arguments.number(name));
    }

    private static String metric(ExpectationArguments arguments) {
        return arguments.value("metric").map(JsonNode::asText).orElse("row_count");
    }

    private static List<MetricHistory.MetricPoint> earlierValues(ExpectationArguments arguments, int days) {
        int window = arguments.value("window").isPresent() ? (int) arguments.count("window") : days;
        return arguments.history().recent(SuiteMetrics.name(metric(arguments), arguments.kwargs()), window);
    }

    private static FrameCheck historyCheck(
            ExpectationArguments arguments,
            List<MetricHistory.MetricPoint> points,
            long fewest,
            Function<double[], UsualRange> usual) {
        long needed = arguments.value("min_history").isPresent() ? arguments.count("min_history") : fewest;
        return new FrameCheck.Measurement(new Measure<>(List.of(aggregate(arguments)), figures -> {
            Double value = figures.get(0) == null ? null : ((Number) figures.get(0)).doubleValue();
            if (points.size() < Math.max(1, needed)) {
                String why = points.size() + " earlier nights are too few to judge by; it takes " + needed;
                return Judgement.ofObserved(true, value).addDetail("why", SuiteJson.NODES.textNode(why));
            }
            UsualRange range = usual.apply(points.stream()
                    .mapToDouble(MetricHistory.MetricPoint::value)
                    .toArray());
            return Judgement.ofObserved(range.contains(value), value)
                    .addDetail("usual", range.document())
                    .addDetail("why", SuiteJson.NODES.textNode(range.reason()))
                    .addDetail("earlier", pointsAsJson(points));
        }));
    }

    private static Column aggregate(ExpectationArguments arguments) {
        String metric = metric(arguments);
        Column rows = arguments.rowCount();
        if (metric.equals("row_count")) {
            return rows;
        }
        FrameColumns.Field field = arguments.column();
        return switch (metric) {
            case "null_share" ->
                rows.minus(functions.count(arguments.insideCondition(field.column())))
                        .divide(functions.nullif(rows, functions.lit(0L)));
            case "mean" -> functions.avg(number(arguments));
            case "sum" -> functions.sum(number(arguments));
            case "min" -> functions.min(number(arguments));
            case "max" -> functions.max(number(arguments));
            case "stdev" -> functions.stddev_samp(number(arguments));
            default ->
                throw new ExpectationFault("there is no metric \"" + metric
                        + "\"; there are row_count, null_share, mean, sum, min, max and stdev");
        };
    }

    private static Column number(ExpectationArguments arguments) {
        return arguments.insideCondition(
                AggregateRules.requireNumeric(arguments.column()).column());
    }

    private static ArrayNode pointsAsJson(List<MetricHistory.MetricPoint> points) {
        ArrayNode told = SuiteJson.list();
        points.forEach(
                point -> told.addObject().put("date", point.date().toString()).put("value", point.value()));
        return told;
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
