package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Fills the slots of a sentence with the arguments of one expectation in words. */
record SentenceArguments(ExpectationOutcome outcome, ValueMasking masks) {

    private static final Map<String, String> IGNORED = Map.of(
            "both_values_are_missing", " Rows in which both are empty do not count.",
            "either_value_is_missing", " Rows in which one of them is empty do not count.",
            "all_values_are_missing", " Rows in which all are empty do not count.",
            "any_value_is_missing", " Rows in which one of them is empty do not count.");
    private static final Map<String, String> DATE_PARTS = Map.ofEntries(
            Map.entry("%Y", "YYYY"),
            Map.entry("%y", "YY"),
            Map.entry("%m", "MM"),
            Map.entry("%d", "DD"),
            Map.entry("%H", "hh"),
            Map.entry("%M", "mm"),
            Map.entry("%S", "ss"));

    /** Types that require every listed value to be present. */
    private static final Set<String> WANTED =
            Set.of("expect_column_distinct_values_to_contain_set", "expect_column_distinct_values_to_equal_set");

    List<TextPart> fill(String slot) {
        return switch (slot) {
            case "All" -> List.of(all("At"));
            case "all" -> List.of(all("at"));
            case "column", "column_A", "column_B" ->
                List.of(TextPart.column(outcome.argument(slot).asText("(no column is named)")));
            case "column_list", "column_set" -> columns(texts(outcome.argument(slot)));
            case "range" -> RangeText.of(outcome, this::value);
            case "share" -> RangeText.of(outcome, SentenceArguments::percent);
            case "set" -> set(outcome.argument("value_set"));
            case "pairs" -> set(outcome.argument("value_pairs_set"));
            case "regex", "like_pattern" -> List.of(code(outcome.argument(slot)));
            case "regex_list", "like_pattern_list", "type_list" ->
                WordLists.list(outcome.argument(slot), isAny() ? "or" : "and", this::code);
            case "type_", "other_table_name" -> List.of(code(outcome.argument(slot)));
            case "strftime_format" -> date(outcome.argument(slot).asText());
            case "quantiles" -> quantiles();
            case "distribution" -> List.of(code(outcome.argument(slot)));
            case "metric", "change", "ratio", "window", "max_age" -> new NightlyExpectation(outcome).fill(slot);
            case "threshold" ->
                List.of(outcome.kwargs().hasNonNull(slot) ? value(outcome.argument(slot)) : TextPart.value("3.5"));
            case "value", "sum_total", "p", "p_value" -> List.of(value(outcome.argument(slot)));
            default -> List.of(TextPart.words(words(slot)));
        };
    }

    /** The share of rows or values that must meet the expectation. */
    TextPart all(String at) {
        String all = at.equals("At") ? "All" : "all";
        double mostly = outcome.mostly();
        return TextPart.words(mostly < 1 ? at + " least " + DisplayFormats.percent(100 * mostly) + " of the" : all);
    }

    /** Names of columns, with {@code and} before the last. */
    List<TextPart> columns(Collection<String> names) {
        return WordLists.list(names.stream().map(TextPart::column).toList(), "and");
    }

    /** A value from the arguments, which is compared with the column's values. */
    TextPart value(JsonNode value) {
        return isPlainNumber(value) ? number(value) : masks.show(column(), value);
    }

    /** A value found in the column. */
    TextPart foundValue(JsonNode value) {
        return isPlainNumber(value) ? number(value) : masks.showFound(column(), value);
    }

    private boolean isPlainNumber(JsonNode value) {
        return value.isNumber() && (!masks.isPersonal(outcome) || ObservedSentence.isMeasure(outcome.type()));
    }

    private static TextPart number(JsonNode value) {
        return TextPart.value(
                value.isFloatingPointNumber()
                        ? DisplayFormats.number(value.doubleValue())
                        : DisplayFormats.number(value.decimalValue()));
    }

    /** The first personal column of the expectation, or its first column when none is personal. */
    private String column() {
        List<String> columns = List.copyOf(outcome.columns());
        String first = columns.isEmpty() ? "" : columns.get(0);
        return columns.stream().filter(masks::isPersonal).findFirst().orElse(first);
    }

    private String words(String slot) {
        return switch (slot) {
            case "strictly" -> outcome.flag("strictly") ? ", none is the same as the one before" : " or stay the same";
            case "or_equal" -> outcome.flag("or_equal") ? "or equal to " : "";
            case "match_on" -> isAny() ? "one of" : "all of";
            case "like" -> " (% stands for any text, _ for any one character)";
            case "side" -> outcome.argument("double_sided").asBoolean(true) ? "from" : "above";
            case "ties_okay" -> outcome.flag("ties_okay") ? " (several may be equally common)" : "";
            case "column_index" ->
                outcome.argument("column_index").isNumber()
                        ? " as number " + (outcome.argument("column_index").asInt() + 1)
                        : "";
            case "exact_match" ->
                !outcome.kwargs().has("exact_match") || outcome.flag("exact_match")
                        ? " and no others"
                        : ", and may have others";
            case "ignore" ->
                IGNORED.getOrDefault(outcome.argument("ignore_row_if").asText(), "");
            default -> throw new IllegalArgumentException("a sentence has the slot " + slot + ", which nothing fills");
        };
    }

    private List<TextPart> set(JsonNode values) {
        if (values.isEmpty()) {
            return List.of(TextPart.words("any values, as none are listed"));
        }
        if (masks.isPersonal(outcome)) {
            return List.of(TextPart.hiddenText(
                    DisplayFormats.count(values.size(), "listed value") + " (personal, not shown)"));
        }
        boolean isWanted = WANTED.contains(outcome.type());
        return WordLists.list(values, isWanted ? "and" : "or", this::value);
    }

    private boolean isAny() {
        return !outcome.argument("match_on").asText("any").equals("all");
    }

    private TextPart code(JsonNode text) {
        return TextPart.code(masks.maskText(text.asText()));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static TextPart percent(JsonNode share) {
        return TextPart.value(DisplayFormats.percent(100 * share.asDouble()));
    }

    /** A {@code strftime} format in familiar letters, such as YYYY-MM-DD; unchanged when it has other parts. */
    private static List<TextPart> date(String format) {
        String known = format;
        for (Map.Entry<String, String> part : DATE_PARTS.entrySet()) {
            known = known.replace(part.getKey(), part.getValue());
        }
        return List.of(TextPart.code(known.contains("%") ? format : known));
    }

    private List<TextPart> quantiles() {
        JsonNode ranges = outcome.argument("quantile_ranges");
        List<TextPart> said = new ArrayList<>();
        for (int at = 0; at < ranges.path("quantiles").size(); at++) {
            double quantile = ranges.path("quantiles").path(at).asDouble();
            JsonNode limits = ranges.path("value_ranges").path(at);
            String where = quantile == 0.5
                    ? "the value in the middle"
                    : "the value with " + DisplayFormats.percent(100 * quantile) + " of all below it";
            said.add(TextPart.words((at == 0 ? "" : "; ") + where + " is "));
            said.addAll(RangeText.of(limit(limits.path(0)), limit(limits.path(1)), this::value));
        }
        return said;
    }

    private static RangeText.RangeLimit limit(JsonNode value) {
        return new RangeText.RangeLimit(value.isNull() ? MissingNode.getInstance() : value, false);
    }
}
