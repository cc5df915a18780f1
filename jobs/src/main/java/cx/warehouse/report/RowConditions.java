package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes in words the rows that an expectation covers. SQL conditions are shown unchanged. */
final class RowConditions {

    private static final Pattern COLUMN =
            Pattern.compile("\\s*col\\(\\s*([\"'])(.+?)\\1\\s*\\)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern NULLITY = Pattern.compile("\\.\\s*(not|is)[nN]ull\\(\\s*\\)\\s*");
    private static final Pattern COMPARISON =
            Pattern.compile("(==|!=|<=|>=|<|>)\\s*(?:date\\(\\s*)?[\"']?(.*?)[\"']?\\s*\\)?\\s*", Pattern.DOTALL);
    private static final Map<String, String> OPERATORS = Map.of(
            "==", " is ",
            "!=", " is not ",
            "<", " is less than ",
            "<=", " is at most ",
            ">", " is more than ",
            ">=", " is at least ",
            "IN", " is one of ",
            "NOT_IN", " is none of ");

    private RowConditions() {}

    /** The condition in words; empty when the expectation covers all rows. */
    static List<TextPart> of(ExpectationOutcome outcome, ValueMasking masks) {
        JsonNode condition = outcome.argument("row_condition");
        if (condition.isObject()) {
            return fromObject(condition, masks);
        }
        return condition.asText("").isBlank() ? List.of() : fromText(condition.asText(), masks);
    }

    private static List<TextPart> fromText(String text, ValueMasking masks) {
        Matcher column = COLUMN.matcher(text);
        if (column.matches()) {
            String name = column.group(2);
            Matcher nullity = NULLITY.matcher(column.group(3));
            if (nullity.matches()) {
                return nullity(name, nullity.group(1).equals("is"));
            }
            Matcher comparison = COMPARISON.matcher(column.group(3));
            if (comparison.matches()) {
                return List.of(
                        TextPart.column(name),
                        TextPart.words(OPERATORS.get(comparison.group(1))),
                        masks.show(name, TextNode.valueOf(comparison.group(2))));
            }
        }
        return List.of(TextPart.code(masks.maskText(text)));
    }

    private static List<TextPart> fromObject(JsonNode condition, ValueMasking masks) {
        String name = condition.path("column").path("name").asText();
        return switch (condition.path("type").asText()) {
            case "nullity" -> nullity(name, condition.path("is_null").asBoolean());
            case "comparison" -> comparison(name, condition, masks);
            case "and", "or" -> joinConditions(condition, masks);
            case "pass_through" ->
                List.of(TextPart.code(
                        masks.maskText(condition.path("pass_through_filter").asText())));
            default -> List.of(TextPart.code(masks.mask("", condition).toString()));
        };
    }

    private static List<TextPart> nullity(String name, boolean isNull) {
        return List.of(TextPart.column(name), TextPart.words(isNull ? " is empty" : " has a value"));
    }

    private static List<TextPart> comparison(String name, JsonNode condition, ValueMasking masks) {
        JsonNode parameter = condition.path("parameter");
        String operator = condition.path("operator").asText();
        List<TextPart> said = new ArrayList<>();
        said.add(TextPart.column(name));
        said.add(TextPart.words(OPERATORS.getOrDefault(operator, " " + operator + " ")));
        said.addAll(
                parameter.isArray()
                        ? WordLists.list(parameter, "or", value -> masks.show(name, value))
                        : List.of(masks.show(name, parameter)));
        return said;
    }

    private static List<TextPart> joinConditions(JsonNode condition, ValueMasking masks) {
        List<TextPart> said = new ArrayList<>();
        for (JsonNode part : condition.path("conditions")) {
            if (!said.isEmpty()) {
                said.add(TextPart.words(" " + condition.path("type").asText() + " "));
            }
            said.addAll(fromObject(part, masks));
        }
        return said;
    }
}
