package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Names and values of the metrics that a night's history keeps: {@code mean(amount)}, {@code row_count where qty > 1}.
 */
public final class SuiteMetrics {

    private static final Map<String, String> METRIC_BY_EXPECTATION = Map.of(
            "expect_column_max_to_be_between", "max",
            "expect_column_min_to_be_between", "min",
            "expect_column_mean_to_be_between", "mean",
            "expect_column_median_to_be_between", "median",
            "expect_column_stdev_to_be_between", "stdev",
            "expect_column_sum_to_be_between", "sum",
            "expect_column_unique_value_count_to_be_between", "distinct_count",
            "expect_column_proportion_of_unique_values_to_be_between", "distinct_share",
            "expect_table_row_count_to_be_between", "row_count",
            "expect_table_row_count_to_equal", "row_count");

    private SuiteMetrics() {}

    public static String name(String metric, JsonNode kwargs) {
        String column = kwargs.path("column").asText("");
        JsonNode condition = kwargs.path("row_condition");
        String where = condition.isMissingNode() || condition.isNull()
                ? ""
                : " where " + (condition.isTextual() ? condition.textValue() : condition.toString());
        return (column.isEmpty() ? metric : metric + "(" + column + ")") + where;
    }

    /** Collects every metric that the results of a suite contain, whether or not its expectation succeeded. */
    static Map<String, Double> fromResults(Iterable<ExpectationResult> results) {
        Map<String, Double> figures = new TreeMap<>();
        for (ExpectationResult result : results) {
            ObjectNode told = result.result();
            ObjectNode kwargs = result.arguments();
            String type = result.expectation().name();
            metric(type, kwargs).ifPresent(metric -> put(figures, name(metric, kwargs), told.path("observed_value")));
            if (told.has("unexpected_count") && !kwargs.has("row_condition")) {
                put(figures, "row_count", told.path("element_count"));
            }
            if (type.equals("expect_column_values_to_not_be_null") && told.has("unexpected_count")) {
                double rows = told.path("element_count").asDouble();
                if (rows > 0) {
                    figures.put(
                            name("null_share", kwargs),
                            told.path("unexpected_count").asDouble() / rows);
                }
            }
        }
        return figures;
    }

    /** Name of the metric that a type of expectation observes; empty if it observes none. */
    public static Optional<String> metric(String type) {
        return Optional.ofNullable(METRIC_BY_EXPECTATION.get(type));
    }

    private static Optional<String> metric(String type, ObjectNode kwargs) {
        return type.startsWith("cx_") ? Optional.of(kwargs.path("metric").asText("row_count")) : metric(type);
    }

    private static void put(Map<String, Double> figures, String name, JsonNode value) {
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            figures.put(name, value.doubleValue());
        }
    }
}
