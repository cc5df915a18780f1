package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Row conditions: Spark SQL text, Great Expectations' {@code col("x") > 5}, and its JSON objects. */
final class Conditions {

    private static final Pattern COLUMN =
            Pattern.compile("\\s*col\\(\\s*([\"'])(.+?)\\1\\s*\\)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern NULLITY = Pattern.compile("\\.\\s*(notNull|notnull|isNull|isnull)\\(\\s*\\)\\s*");
    private static final Pattern COMPARISON = Pattern.compile("(==|!=|<=|>=|<|>)\\s*(.+?)\\s*", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile(
            "(?:date\\(\\s*)?([\"'])(.*)\\1\\s*\\)?|([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)", Pattern.DOTALL);
    private static final int MOST = 100;

    private Conditions() {}

    /** True for rows that the expectation speaks of, false for all others; never null. */
    static Column read(JsonNode condition, String parser, Shape shape) {
        Column read = condition.isObject() ? fromObject(condition, shape) : fromText(condition.asText(), parser, shape);
        return functions.coalesce(read, functions.lit(false));
    }

    private static Column fromText(String text, String parser, Shape shape) {
        return switch (parser) {
            case "spark" -> functions.expr(text);
            case "great_expectations", "great_expectations__experimental__" -> comparison(text, shape);
            case "" -> COLUMN.matcher(text).matches() ? comparison(text, shape) : functions.expr(text);
            default ->
                throw new ExpectationFault("condition_parser \"" + parser
                        + "\" is not for Spark; use \"spark\" or \"great_expectations\"");
        };
    }

    private static Column comparison(String text, Shape shape) {
        Matcher column = COLUMN.matcher(text);
        if (column.matches()) {
            Shape.Field field = shape.field(column.group(2));
            Matcher nullity = NULLITY.matcher(column.group(3));
            if (nullity.matches()) {
                boolean held = nullity.group(1).startsWith("not");
                return held ? field.column().isNotNull() : field.column().isNull();
            }
            Matcher rest = COMPARISON.matcher(column.group(3));
            Matcher literal = rest.matches() ? LITERAL.matcher(rest.group(2)) : null;
            if (literal != null && literal.matches()) {
                return compared(field, rest.group(1), value(literal));
            }
        }
        throw new ExpectationFault("row_condition \"" + text + "\" is not of the form col(\"x\") > 5");
    }

    private static JsonNode value(Matcher literal) {
        if (literal.group(3) == null) {
            return Json.NODES.textNode(literal.group(2));
        }
        try {
            return Json.NODES.numberNode(new BigDecimal(literal.group(3)));
        } catch (NumberFormatException e) {
            throw new ExpectationFault("\"" + literal.group(3) + "\" is not a number", e);
        }
    }

    private static Column compared(Shape.Field field, String operator, JsonNode value) {
        Comparand side = Comparand.of(field, List.of(value), false);
        Column literal = side.literal().apply(value);
        return switch (operator) {
            case "==" -> side.column().equalTo(literal);
            case "!=" -> side.column().notEqual(literal);
            case "<" -> side.column().lt(literal);
            case "<=" -> side.column().leq(literal);
            case ">" -> side.column().gt(literal);
            case ">=" -> side.column().geq(literal);
            default -> throw new ExpectationFault("row_condition has no operator \"" + operator + "\"");
        };
    }

    private static Column fromObject(JsonNode node, Shape shape) {
        String type = node.path("type").asText();
        return switch (type) {
            case "comparison" -> fromComparison(node, shape);
            case "nullity" -> {
                Column column = field(node, shape).column();
                yield node.path("is_null").asBoolean() ? column.isNull() : column.isNotNull();
            }
            case "and", "or" -> combined(type, node.path("conditions"), shape);
            case "pass_through" ->
                functions.expr(node.path("pass_through_filter").asText());
            default -> throw new ExpectationFault("row_condition has no type \"" + type + "\"");
        };
    }

    private static Shape.Field field(JsonNode node, Shape shape) {
        return shape.field(node.path("column").path("name").asText());
    }

    private static Column fromComparison(JsonNode node, Shape shape) {
        String operator = node.path("operator").asText();
        JsonNode parameter = node.path("parameter");
        Shape.Field field = field(node, shape);
        if (!operator.equals("IN") && !operator.equals("NOT_IN")) {
            return compared(field, operator, parameter);
        }
        List<JsonNode> values = new ArrayList<>();
        parameter.forEach(values::add);
        Comparand side = Comparand.of(field, values, false);
        Column within = side.column().isin(values.stream().map(side.literal()).toArray());
        return operator.equals("IN") ? within : functions.not(within);
    }

    private static Column combined(String type, JsonNode parts, Shape shape) {
        if (parts.isEmpty() || parts.size() > MOST) {
            throw new ExpectationFault("row_condition \"" + type + "\" needs 1 to " + MOST + " conditions");
        }
        List<Column> columns = new ArrayList<>();
        parts.forEach(part -> columns.add(fromObject(part, shape)));
        Optional<Column> joined =
                columns.stream().reduce((one, two) -> type.equals("and") ? one.and(two) : one.or(two));
        return joined.orElseThrow();
    }
}
