package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Describes in words the findings of a checked expectation. */
final class ObservedSentence {

    private static final Pattern MEASURE = Pattern.compile(
            ".*(_count_|_proportion_|_lengths_|_stdev_|_z_scores_|_divergence_|_p_value_|_phi_value_|_of_type|_type_list|expect_table_).*");
    private static final Pattern SHARE = Pattern.compile(".*_proportion_.*");

    private ObservedSentence() {}

    /** True when expectations of this type measure no value of a column but a count, a length, a share or a type. */
    static boolean isMeasure(String type) {
        return MEASURE.matcher(type).matches();
    }

    static List<TextPart> of(ExpectationOutcome outcome, ValueMasking masks) {
        if (outcome.error().isPresent()) {
            return List.of(TextPart.words("It could not be checked: "
                    + masks.maskMessage(outcome, outcome.error().get())));
        }
        if (outcome.countsRows()) {
            return countSentence(outcome);
        }
        List<TextPart> seen = new ArrayList<>();
        if (outcome.result().has("observed_value")) {
            addObserved(outcome, masks, seen);
        } else {
            seen.add(TextPart.words(outcome.isSuccess() ? "It is as expected." : "It is not as expected."));
        }
        addMismatches(outcome.result().path("details").path("mismatched"), masks, seen);
        if (!isHidden(outcome, masks)) {
            seen.addAll(new NightlyExpectation(outcome).usualRange());
        }
        return seen;
    }

    /**
     * The number of a result that a chart can follow: the percentage of unexpected rows, or the observed value. Empty
     * when the value may be personal or is no number.
     */
    static OptionalDouble metric(ExpectationOutcome outcome, ValueMasking masks) {
        JsonNode result = outcome.result();
        if (outcome.countsRows()) {
            return number(result.path("unexpected_percent"));
        }
        return isHidden(outcome, masks) ? OptionalDouble.empty() : number(result.path("observed_value"));
    }

    /** A metric of this expectation in words. */
    static String metric(ExpectationOutcome outcome, double figure) {
        if (outcome.countsRows()) {
            return DisplayFormats.percent(figure);
        }
        boolean isShare = SHARE.matcher(outcome.type()).matches() || new NightlyExpectation(outcome).isShare();
        return isShare ? DisplayFormats.percent(100 * figure) : DisplayFormats.number(figure);
    }

    /** True when the observed value may be a value of a personal column. */
    private static boolean isHidden(ExpectationOutcome outcome, ValueMasking masks) {
        return masks.isPersonal(outcome) && !isMeasure(outcome.type()) && !new NightlyExpectation(outcome).isShare();
    }

    private static OptionalDouble number(JsonNode value) {
        boolean isThere = value.isNumber() && Double.isFinite(value.asDouble());
        return isThere ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    private static List<TextPart> countSentence(ExpectationOutcome outcome) {
        JsonNode result = outcome.result();
        long elements = result.path("element_count").asLong();
        long missing = result.path("missing_count").asLong(0);
        long unexpected = result.path("unexpected_count").asLong();
        boolean isOfRows = result.path("missing_count").isMissingNode()
                || outcome.columns().size() != 1;
        String one = isOfRows ? "row" : "value";
        long judged = elements - missing;
        if (judged == 0) {
            return List.of(TextPart.words(
                    elements == 0
                            ? "There was no row to look at."
                            : "There was no value to look at: all " + DisplayFormats.count(elements, "row")
                                    + " are empty here."));
        }
        List<TextPart> seen = new ArrayList<>();
        if (unexpected == 0) {
            seen.add(TextPart.words(
                    judged == 1
                            ? "The only " + one + " is as expected."
                            : "All " + DisplayFormats.count(judged, one) + " are as expected."));
        } else {
            String share = result.path("unexpected_percent").isNumber()
                    ? " ("
                            + DisplayFormats.percent(
                                    result.path("unexpected_percent").asDouble()) + ")"
                    : "";
            seen.add(TextPart.words(
                    DisplayFormats.number(unexpected) + " of " + DisplayFormats.count(judged, one) + share
                            + (unexpected == 1 ? " is" : " are") + " not as expected"
                            + (outcome.isSuccess() ? ", which is still within what is allowed." : ".")));
        }
        if (missing > 0) {
            seen.add(TextPart.words(" " + DisplayFormats.count(missing, "further row") + (missing == 1 ? " is" : " are")
                    + " empty here and not judged."));
        }
        return seen;
    }

    private static void addObserved(ExpectationOutcome outcome, ValueMasking masks, List<TextPart> seen) {
        JsonNode observed = outcome.result().path("observed_value");
        if (observed.isNull()) {
            seen.add(TextPart.words("There was nothing to see: no row had a value."));
            return;
        }
        seen.add(TextPart.words("Seen: "));
        OptionalDouble figure = metric(outcome, masks);
        SentenceArguments slots = new SentenceArguments(outcome, masks);
        if (figure.isPresent()) {
            seen.add(TextPart.value(metric(outcome, figure.getAsDouble())));
        } else if (observed.path("quantiles").isArray()) {
            seen.addAll(WordLists.list(observed.path("values"), "and", slots::foundValue));
        } else if (observed.isArray()) {
            boolean isNames = outcome.type().startsWith("expect_table_");
            seen.addAll(WordLists.list(
                    observed,
                    "and",
                    item -> isNames ? TextPart.column(masks.maskText(item.asText())) : slots.foundValue(item)));
        } else if (observed.isObject() && observed.has("self")) {
            seen.add(TextPart.words(DisplayFormats.count(observed.path("self").asLong(), "row") + " here, "
                    + DisplayFormats.count(observed.path("other").asLong(), "row") + " there"));
        } else if (isMeasure(outcome.type()) || outcome.columns().isEmpty()) {
            seen.add(TextPart.value(masks.maskText(
                    observed.isValueNode()
                            ? observed.asText()
                            : masks.showFound(observed).toString())));
        } else {
            seen.add(slots.foundValue(observed));
        }
        seen.add(TextPart.words("."));
    }

    private static void addMismatches(JsonNode mismatched, ValueMasking masks, List<TextPart> seen) {
        addNames(" Missing: ", mismatched.path("missing"), masks, seen);
        addNames(" Not expected: ", mismatched.path("unexpected"), masks, seen);
    }

    private static void addNames(String word, JsonNode names, ValueMasking masks, List<TextPart> seen) {
        if (!names.isEmpty()) {
            seen.add(TextPart.words(word));
            seen.addAll(WordLists.list(names, "and", name -> TextPart.column(masks.maskText(name.asText()))));
            seen.add(TextPart.words("."));
        }
    }
}
