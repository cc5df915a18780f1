package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Says what was seen where an expectation was checked. */
final class Seen {

    private static final Pattern MEASURE = Pattern.compile(
            ".*(_count_|_proportion_|_lengths_|_stdev_|_z_scores_|_divergence_|_p_value_|_phi_value_|_of_type|_type_list|expect_table_).*");
    private static final Pattern SHARE = Pattern.compile(".*_proportion_.*");

    private Seen() {}

    /** True when the figure of such an expectation is no value of a column: a count, a length, a share, a type. */
    static boolean isMeasure(String type) {
        return MEASURE.matcher(type).matches();
    }

    static List<Piece> of(Outcome outcome, Masks masks) {
        if (outcome.error().isPresent()) {
            return List.of(Piece.words("It could not be checked: "
                    + masks.message(outcome, outcome.error().get())));
        }
        if (outcome.countsRows()) {
            return counted(outcome);
        }
        List<Piece> seen = new ArrayList<>();
        if (outcome.result().has("observed_value")) {
            observed(outcome, masks, seen);
        } else {
            seen.add(Piece.words(outcome.isSuccess() ? "It is as expected." : "It is not as expected."));
        }
        mismatched(outcome.result().path("details").path("mismatched"), masks, seen);
        if (!isHidden(outcome, masks)) {
            seen.addAll(new Nightly(outcome).usual());
        }
        return seen;
    }

    /** The one number of a result that a chart can follow: the share of unexpected rows, or what was observed. */
    static OptionalDouble figure(Outcome outcome, Masks masks) {
        JsonNode result = outcome.result();
        if (outcome.countsRows()) {
            return number(result.path("unexpected_percent"));
        }
        return isHidden(outcome, masks) ? OptionalDouble.empty() : number(result.path("observed_value"));
    }

    /** A figure of such an expectation in words. */
    static String figure(Outcome outcome, double figure) {
        if (outcome.countsRows()) {
            return Figures.percent(figure);
        }
        boolean isShare = SHARE.matcher(outcome.type()).matches() || new Nightly(outcome).isShare();
        return isShare ? Figures.percent(100 * figure) : Figures.number(figure);
    }

    /** True when what was observed may be a value of a personal column. */
    private static boolean isHidden(Outcome outcome, Masks masks) {
        return masks.isPersonal(outcome) && !isMeasure(outcome.type()) && !new Nightly(outcome).isShare();
    }

    private static OptionalDouble number(JsonNode value) {
        boolean isThere = value.isNumber() && Double.isFinite(value.asDouble());
        return isThere ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    private static List<Piece> counted(Outcome outcome) {
        JsonNode result = outcome.result();
        long elements = result.path("element_count").asLong();
        long missing = result.path("missing_count").asLong(0);
        long unexpected = result.path("unexpected_count").asLong();
        boolean isOfRows = result.path("missing_count").isMissingNode()
                || outcome.columns().size() != 1;
        String one = isOfRows ? "row" : "value";
        long judged = elements - missing;
        if (judged == 0) {
            return List.of(Piece.words(
                    elements == 0
                            ? "There was no row to look at."
                            : "There was no value to look at: all " + Figures.count(elements, "row")
                                    + " are empty here."));
        }
        List<Piece> seen = new ArrayList<>();
        if (unexpected == 0) {
            seen.add(Piece.words(
                    judged == 1
                            ? "The only " + one + " is as expected."
                            : "All " + Figures.count(judged, one) + " are as expected."));
        } else {
            String share = result.path("unexpected_percent").isNumber()
                    ? " (" + Figures.percent(result.path("unexpected_percent").asDouble()) + ")"
                    : "";
            seen.add(Piece.words(Figures.number(unexpected) + " of " + Figures.count(judged, one) + share
                    + (unexpected == 1 ? " is" : " are") + " not as expected"
                    + (outcome.isSuccess() ? ", which is still within what is allowed." : ".")));
        }
        if (missing > 0) {
            seen.add(Piece.words(" " + Figures.count(missing, "further row") + (missing == 1 ? " is" : " are")
                    + " empty here and not judged."));
        }
        return seen;
    }

    private static void observed(Outcome outcome, Masks masks, List<Piece> seen) {
        JsonNode observed = outcome.result().path("observed_value");
        if (observed.isNull()) {
            seen.add(Piece.words("There was nothing to see: no row had a value."));
            return;
        }
        seen.add(Piece.words("Seen: "));
        OptionalDouble figure = figure(outcome, masks);
        Slots slots = new Slots(outcome, masks);
        if (figure.isPresent()) {
            seen.add(Piece.value(figure(outcome, figure.getAsDouble())));
        } else if (observed.path("quantiles").isArray()) {
            seen.addAll(Words.list(observed.path("values"), "and", slots::met));
        } else if (observed.isArray()) {
            boolean isNames = outcome.type().startsWith("expect_table_");
            seen.addAll(Words.list(
                    observed, "and", item -> isNames ? Piece.column(masks.text(item.asText())) : slots.met(item)));
        } else if (observed.isObject() && observed.has("self")) {
            seen.add(Piece.words(Figures.count(observed.path("self").asLong(), "row") + " here, "
                    + Figures.count(observed.path("other").asLong(), "row") + " there"));
        } else if (isMeasure(outcome.type()) || outcome.columns().isEmpty()) {
            seen.add(Piece.value(masks.text(
                    observed.isValueNode()
                            ? observed.asText()
                            : masks.met(observed).toString())));
        } else {
            seen.add(slots.met(observed));
        }
        seen.add(Piece.words("."));
    }

    private static void mismatched(JsonNode mismatched, Masks masks, List<Piece> seen) {
        named(" Missing: ", mismatched.path("missing"), masks, seen);
        named(" Not expected: ", mismatched.path("unexpected"), masks, seen);
    }

    private static void named(String word, JsonNode names, Masks masks, List<Piece> seen) {
        if (!names.isEmpty()) {
            seen.add(Piece.words(word));
            seen.addAll(Words.list(names, "and", name -> Piece.column(masks.text(name.asText()))));
            seen.add(Piece.words("."));
        }
    }
}
