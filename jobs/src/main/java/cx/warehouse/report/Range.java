package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Two limits, or one, or none, in words. */
final class Range {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Range() {}

    /** The limits of an expectation's own arguments. */
    static List<Piece> of(Outcome outcome, Function<JsonNode, Piece> show) {
        return of(
                new Limit(outcome.argument("min_value"), outcome.flag("strict_min")),
                new Limit(outcome.argument("max_value"), outcome.flag("strict_max")),
                show);
    }

    /** A limit, and whether it is itself outside. */
    record Limit(JsonNode value, boolean isStrict) {

        boolean isThere() {
            return !value.isMissingNode() && !value.isNull();
        }

        boolean isDate() {
            return DATE.matcher(value.asText()).lookingAt();
        }
    }

    static List<Piece> of(Limit min, Limit max, Function<JsonNode, Piece> show) {
        List<Piece> said = new ArrayList<>();
        if (!min.isThere() && !max.isThere()) {
            return List.of(Piece.words("anything at all, as no limits are given"));
        }
        if (min.isThere() && max.isThere() && !min.isStrict() && !max.isStrict()) {
            boolean isOne = min.value().equals(max.value());
            said.add(Piece.words(isOne ? "exactly " : "between "));
            said.add(show.apply(min.value()));
            if (!isOne) {
                said.add(Piece.words(" and "));
                said.add(show.apply(max.value()));
            }
            return said;
        }
        if (min.isThere()) {
            said.add(Piece.words(
                    min.isDate()
                            ? (min.isStrict() ? "after " : "on or after ")
                            : min.isStrict() ? "more than " : "at least "));
            said.add(show.apply(min.value()));
        }
        if (min.isThere() && max.isThere()) {
            said.add(Piece.words(" and "));
        }
        if (max.isThere()) {
            said.add(Piece.words(
                    max.isDate()
                            ? (max.isStrict() ? "before " : "on or before ")
                            : max.isStrict() ? "less than " : "at most "));
            said.add(show.apply(max.value()));
        }
        return said;
    }
}
