package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Describes in words the arguments and findings of expectations that compare a metric with earlier nights. */
record NightlyExpectation(ExpectationOutcome outcome) {

    private static final String OWN = "cx_";
    private static final Map<String, String> METRICS = Map.of(
            "row_count", "the number of rows",
            "null_share", "the share of empty values of ",
            "mean", "the average of ",
            "sum", "the sum of ",
            "min", "the smallest value of ",
            "max", "the largest value of ",
            "stdev", "the standard deviation of ");

    List<TextPart> fill(String slot) {
        return switch (slot) {
            case "metric" -> metricText();
            case "change" -> RangeText.of(limit("min_change"), limit("max_change"), this::change);
            case "ratio" -> RangeText.of(limit("min_ratio", 0.5), limit("max_ratio", 2), NightlyExpectation::share);
            case "window" -> List.of(TextPart.value(outcome.argument("window").asText(days())));
            default -> List.of(TextPart.value(outcome.argument(slot).asText("(no age is given)")));
        };
    }

    /** True when the metric is a share from 0 to 1. */
    boolean isShare() {
        return outcome.type().startsWith(OWN) && metric().equals("null_share");
    }

    /** The usual range, or the reason why there is none; empty for other expectations. */
    List<TextPart> usualRange() {
        JsonNode details = outcome.result().path("details");
        if (!outcome.type().startsWith(OWN)) {
            return List.of();
        }
        if (!details.path("usual").isArray()) {
            String why = details.path("why").asText("");
            return why.isEmpty() ? List.of() : List.of(TextPart.words(" " + why + "."));
        }
        List<TextPart> said = new ArrayList<>();
        said.add(TextPart.words(" Usual would be "));
        said.addAll(RangeText.of(
                new RangeText.RangeLimit(details.path("usual").path(0), false),
                new RangeText.RangeLimit(details.path("usual").path(1), false),
                figure -> TextPart.value(ObservedSentence.metric(outcome, figure.asDouble()))));
        said.add(TextPart.words("."));
        return said;
    }

    private String metric() {
        return outcome.argument("metric").asText("row_count");
    }

    private List<TextPart> metricText() {
        String words = METRICS.getOrDefault(metric(), metric() + " of ");
        return words.endsWith(" ")
                ? List.of(
                        TextPart.words(words),
                        TextPart.column(outcome.argument("column").asText("(no column is named)")))
                : List.of(TextPart.words(words));
    }

    private String days() {
        return outcome.type().endsWith("change_to_be_between") ? "7" : "28";
    }

    private TextPart change(JsonNode change) {
        boolean isAbsolute = outcome.argument("change").asText("relative").equals("absolute");
        return isAbsolute ? TextPart.value(DisplayFormats.number(change.asDouble())) : share(change);
    }

    private static TextPart share(JsonNode share) {
        double percent = 100 * share.asDouble();
        return TextPart.value(percent < 0 ? "-" + DisplayFormats.percent(-percent) : DisplayFormats.percent(percent));
    }

    private RangeText.RangeLimit limit(String name) {
        return new RangeText.RangeLimit(outcome.argument(name), false);
    }

    private RangeText.RangeLimit limit(String name, double otherwise) {
        return outcome.argument(name).isNumber()
                ? limit(name)
                : new RangeText.RangeLimit(DoubleNode.valueOf(otherwise), false);
    }
}
