package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Describes a range with two, one or no limits in words. */
final class RangeText {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private RangeText() {}

    /** The range of the arguments {@code min_value} and {@code max_value}. */
    static List<TextPart> of(ExpectationOutcome outcome, Function<JsonNode, TextPart> show) {
        return of(
                new RangeLimit(outcome.argument("min_value"), outcome.flag("strict_min")),
                new RangeLimit(outcome.argument("max_value"), outcome.flag("strict_max")),
                show);
    }

    /** A limit of a range; a strict limit is outside the range. */
    record RangeLimit(JsonNode value, boolean isStrict) {

        boolean isThere() {
            return !value.isMissingNode() && !value.isNull();
        }

        boolean isDate() {
            return DATE.matcher(value.asText()).lookingAt();
        }
    }

    static List<TextPart> of(RangeLimit min, RangeLimit max, Function<JsonNode, TextPart> show) {
        List<TextPart> said = new ArrayList<>();
        if (!min.isThere() && !max.isThere()) {
            return List.of(TextPart.words("anything at all, as no limits are given"));
        }
        if (min.isThere() && max.isThere() && !min.isStrict() && !max.isStrict()) {
            boolean isOne = min.value().equals(max.value());
            said.add(TextPart.words(isOne ? "exactly " : "between "));
            said.add(show.apply(min.value()));
            if (!isOne) {
                said.add(TextPart.words(" and "));
                said.add(show.apply(max.value()));
            }
            return said;
        }
        if (min.isThere()) {
            said.add(TextPart.words(
                    min.isDate()
                            ? (min.isStrict() ? "after " : "on or after ")
                            : min.isStrict() ? "more than " : "at least "));
            said.add(show.apply(min.value()));
        }
        if (min.isThere() && max.isThere()) {
            said.add(TextPart.words(" and "));
        }
        if (max.isThere()) {
            said.add(TextPart.words(
                    max.isDate()
                            ? (max.isStrict() ? "before " : "on or before ")
                            : max.isStrict() ? "less than " : "at most "));
            said.add(show.apply(max.value()));
        }
        return said;
    }
}
