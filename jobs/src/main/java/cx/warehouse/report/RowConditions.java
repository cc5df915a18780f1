package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of which rows an expectation speaks; a condition in SQL is shown as it is. */
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

    /** The condition in words; empty when the expectation speaks of all rows. */
    static List<Piece> of(Outcome outcome, Masks masks) {
        JsonNode condition = outcome.argument("row_condition");
        if (condition.isObject()) {
            return fromObject(condition, masks);
        }
        return condition.asText("").isBlank() ? List.of() : fromText(condition.asText(), masks);
    }

    private static List<Piece> fromText(String text, Masks masks) {
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
                        Piece.column(name),
                        Piece.words(OPERATORS.get(comparison.group(1))),
                        masks.shown(name, TextNode.valueOf(comparison.group(2))));
            }
        }
        return List.of(Piece.code(masks.text(text)));
    }

    private static List<Piece> fromObject(JsonNode condition, Masks masks) {
        String name = condition.path("column").path("name").asText();
        return switch (condition.path("type").asText()) {
            case "nullity" -> nullity(name, condition.path("is_null").asBoolean());
            case "comparison" -> comparison(name, condition, masks);
            case "and", "or" -> joined(condition, masks);
            case "pass_through" ->
                List.of(Piece.code(
                        masks.text(condition.path("pass_through_filter").asText())));
            default -> List.of(Piece.code(masks.masked("", condition).toString()));
        };
    }

    private static List<Piece> nullity(String name, boolean isNull) {
        return List.of(Piece.column(name), Piece.words(isNull ? " is empty" : " has a value"));
    }

    private static List<Piece> comparison(String name, JsonNode condition, Masks masks) {
        JsonNode parameter = condition.path("parameter");
        String operator = condition.path("operator").asText();
        List<Piece> said = new ArrayList<>();
        said.add(Piece.column(name));
        said.add(Piece.words(OPERATORS.getOrDefault(operator, " " + operator + " ")));
        said.addAll(
                parameter.isArray()
                        ? Words.list(parameter, "or", value -> masks.shown(name, value))
                        : List.of(masks.shown(name, parameter)));
        return said;
    }

    private static List<Piece> joined(JsonNode condition, Masks masks) {
        List<Piece> said = new ArrayList<>();
        for (JsonNode part : condition.path("conditions")) {
            if (!said.isEmpty()) {
                said.add(Piece.words(" " + condition.path("type").asText() + " "));
            }
            said.addAll(fromObject(part, masks));
        }
        return said;
    }
}
