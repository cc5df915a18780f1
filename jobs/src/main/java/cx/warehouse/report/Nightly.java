package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Expectations that hold a figure against those of earlier nights: their arguments and their findings in words. */
record Nightly(Outcome outcome) {

    private static final String OWN = "cx_";
    private static final Map<String, String> METRICS = Map.of(
            "row_count", "the number of rows",
            "null_share", "the share of empty values of ",
            "mean", "the average of ",
            "sum", "the sum of ",
            "min", "the smallest value of ",
            "max", "the largest value of ",
            "stdev", "the standard deviation of ");

    List<Piece> fill(String slot) {
        return switch (slot) {
            case "metric" -> measured();
            case "change" -> Range.of(limit("min_change"), limit("max_change"), this::change);
            case "ratio" -> Range.of(limit("min_ratio", 0.5), limit("max_ratio", 2), Nightly::share);
            case "window" -> List.of(Piece.value(outcome.argument("window").asText(days())));
            default -> List.of(Piece.value(outcome.argument(slot).asText("(no age is given)")));
        };
    }

    /** True when the figure is a share of 1. */
    boolean isShare() {
        return outcome.type().startsWith(OWN) && metric().equals("null_share");
    }

    /** What would have been usual, or why nothing is; empty for other expectations. */
    List<Piece> usual() {
        JsonNode details = outcome.result().path("details");
        if (!outcome.type().startsWith(OWN)) {
            return List.of();
        }
        if (!details.path("usual").isArray()) {
            String why = details.path("why").asText("");
            return why.isEmpty() ? List.of() : List.of(Piece.words(" " + why + "."));
        }
        List<Piece> said = new ArrayList<>();
        said.add(Piece.words(" Usual would be "));
        said.addAll(Range.of(
                new Range.Limit(details.path("usual").path(0), false),
                new Range.Limit(details.path("usual").path(1), false),
                figure -> Piece.value(Seen.figure(outcome, figure.asDouble()))));
        said.add(Piece.words("."));
        return said;
    }

    private String metric() {
        return outcome.argument("metric").asText("row_count");
    }

    private List<Piece> measured() {
        String words = METRICS.getOrDefault(metric(), metric() + " of ");
        return words.endsWith(" ")
                ? List.of(
                        Piece.words(words),
                        Piece.column(outcome.argument("column").asText("(no column is named)")))
                : List.of(Piece.words(words));
    }

    private String days() {
        return outcome.type().endsWith("change_to_be_between") ? "7" : "28";
    }

    private Piece change(JsonNode change) {
        boolean isAbsolute = outcome.argument("change").asText("relative").equals("absolute");
        return isAbsolute ? Piece.value(Figures.number(change.asDouble())) : share(change);
    }

    private static Piece share(JsonNode share) {
        double percent = 100 * share.asDouble();
        return Piece.value(percent < 0 ? "-" + Figures.percent(-percent) : Figures.percent(percent));
    }

    private Range.Limit limit(String name) {
        return new Range.Limit(outcome.argument(name), false);
    }

    private Range.Limit limit(String name, double otherwise) {
        return outcome.argument(name).isNumber() ? limit(name) : new Range.Limit(DoubleNode.valueOf(otherwise), false);
    }
}
