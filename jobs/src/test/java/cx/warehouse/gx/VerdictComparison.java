package cx.warehouse.gx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares two validation results of one suite on the same rows, Great Expectations' and ours, expectation by
 * expectation.
 */
final class VerdictComparison {

    private static final List<String> METRICS =
            List.of("element_count", "missing_count", "unexpected_count", "observed_value");
    private static final String ROWS = " unexpected rows";
    private static final double NEAR = 1e-9;

    private VerdictComparison() {}

    /**
     * The differences in success, counts and observed values. Each begins with the expectation; empty when both results
     * agree.
     */
    static List<String> differences(JsonNode theirs, JsonNode ours) {
        List<JsonNode> left = new ArrayList<>();
        theirs.path("results").forEach(left::add);
        List<String> differences = new ArrayList<>();
        for (JsonNode our : ours.path("results")) {
            JsonNode config = our.path("expectation_config");
            // our own expectations are stored in the suite's meta, which Great Expectations ignores
            if (type(config).startsWith("cx_")) {
                continue;
            }
            JsonNode their = take(left, config);
            String who = type(config) + " " + config.path("kwargs");
            if (their == null) {
                differences.add(who + ": they have no verdict");
            } else {
                compare(who, their, our, differences);
            }
        }
        left.forEach(their -> differences.add(their.path("expectation_config") + ": we have no verdict"));
        return differences;
    }

    /**
     * Finds and removes their result for an expectation. Great Expectations orders results as it likes, and adds
     * arguments of its own.
     */
    private static JsonNode take(List<JsonNode> left, JsonNode config) {
        for (int at = 0; at < left.size(); at++) {
            JsonNode other = left.get(at).path("expectation_config");
            if (type(other).equals(type(config)) && holds(other.path("kwargs"), config.path("kwargs"))) {
                return left.remove(at);
            }
        }
        return null;
    }

    private static boolean holds(JsonNode theirs, JsonNode ours) {
        return ours.properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .filter(entry -> !entry.getValue().has("$PARAMETER"))
                .allMatch(entry -> isSame(asWritten(theirs.path(entry.getKey())), entry.getValue()));
    }

    /** The text of a row condition: Great Expectations stores a condition in Spark's SQL as an object. */
    private static JsonNode asWritten(JsonNode argument) {
        return argument.path("pass_through_filter").isMissingNode() ? argument : argument.get("pass_through_filter");
    }

    private static String type(JsonNode config) {
        return config.path("type").asText(config.path("expectation_type").asText());
    }

    private static void compare(String who, JsonNode their, JsonNode our, List<String> differences) {
        if (isRaised(their.path("exception_info")) || isRaised(our.path("exception_info"))) {
            differences.add(who + ": they: " + their.path("exception_info") + "; we: " + our.path("exception_info"));
        }
        if (their.path("success").asBoolean() != our.path("success").asBoolean()) {
            differences.add(who + ": their success is " + their.path("success") + ", " + their.path("result")
                    + "; ours is " + our.path("success") + ", " + our.path("result"));
        }
        for (String figure : METRICS) {
            JsonNode one = their.path("result").path(figure);
            JsonNode two = our.path("result").path(figure);
            if (isGiven(one) && isGiven(two) && !isSame(one, toCount(two))) {
                differences.add(who + ": their " + figure + " is " + one + ", ours is " + two);
            }
        }
    }

    /**
     * True when the result has a value. For zero rows, Great Expectations reports null where we report 0.
     */
    private static boolean isGiven(JsonNode figure) {
        return !figure.isMissingNode() && !figure.isNull();
    }

    /**
     * The number of rows that a query found. The first 1.x releases report the text "6 unexpected rows", as we do;
     * later ones report 6.
     */
    private static JsonNode toCount(JsonNode figure) {
        String text = figure.asText();
        return text.endsWith(ROWS) ? LongNode.valueOf(Long.parseLong(text.replace(ROWS, ""))) : figure;
    }

    /** True when an exception was raised. It is reported either directly, or below the metric that raised it. */
    private static boolean isRaised(JsonNode info) {
        return info.findValues("raised_exception").stream().anyMatch(JsonNode::asBoolean);
    }

    private static boolean isSame(JsonNode one, JsonNode two) {
        if (one.isNumber() && two.isNumber()) {
            double most = Math.max(Math.abs(one.doubleValue()), Math.abs(two.doubleValue()));
            return Math.abs(one.doubleValue() - two.doubleValue()) <= NEAR * Math.max(1, most);
        }
        if (one.isArray() && two.isArray() && one.size() == two.size()) {
            for (int at = 0; at < one.size(); at++) {
                if (!isSame(one.get(at), two.get(at))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(two);
    }
}
