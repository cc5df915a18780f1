package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.frame.ComparableColumn;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.SuiteJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Parses row conditions: Spark SQL text, Great Expectations' {@code col("x") > 5}, and its JSON objects. */
final class ConditionParser {

    private static final Pattern COLUMN =
            Pattern.compile("\\s*col\\(\\s*([\"'])(.+?)\\1\\s*\\)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern NULLITY = Pattern.compile("\\.\\s*(notNull|notnull|isNull|isnull)\\(\\s*\\)\\s*");
    private static final Pattern COMPARISON = Pattern.compile("(==|!=|<=|>=|<|>)\\s*(.+?)\\s*", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile(
            "(?:date\\(\\s*)?([\"'])(.*)\\1\\s*\\)?|([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)", Pattern.DOTALL);
    private static final int MOST_CONDITIONS = 100;

    private ConditionParser() {}

    /** Condition that is true for rows that the expectation covers and false for all others; never null. */
    static Column read(JsonNode condition, String parser, FrameColumns shape) {
        Column read = condition.isObject() ? fromObject(condition, shape) : fromText(condition.asText(), parser, shape);
        return functions.coalesce(read, functions.lit(false));
    }

    private static Column fromText(String text, String parser, FrameColumns shape) {
        return switch (parser) {
            case "spark" -> functions.expr(text);
            case "great_expectations", "great_expectations__experimental__" -> comparison(text, shape);
            case "" -> COLUMN.matcher(text).matches() ? comparison(text, shape) : functions.expr(text);
            default ->
                throw new ExpectationFault("condition_parser \"" + parser
                        + "\" is not for Spark; use \"spark\" or \"great_expectations\"");
        };
    }

    private static Column comparison(String text, FrameColumns shape) {
        Matcher column = COLUMN.matcher(text);
        if (column.matches()) {
            FrameColumns.Field field = shape.field(column.group(2));
            Matcher nullity = NULLITY.matcher(column.group(3));
            if (nullity.matches()) {
                boolean held = nullity.group(1).startsWith("not");
                return held ? field.column().isNotNull() : field.column().isNull();
            }
            Matcher rest = COMPARISON.matcher(column.group(3));
            Matcher literal = rest.matches() ? LITERAL.matcher(rest.group(2)) : null;
            if (literal != null && literal.matches()) {
                return compare(field, rest.group(1), value(literal));
            }
        }
        throw new ExpectationFault("row_condition \"" + text + "\" is not of the form col(\"x\") > 5");
    }

    private static JsonNode value(Matcher literal) {
        if (literal.group(3) == null) {
            return SuiteJson.NODES.textNode(literal.group(2));
        }
        try {
            return SuiteJson.NODES.numberNode(new BigDecimal(literal.group(3)));
        } catch (NumberFormatException e) {
            throw new ExpectationFault("\"" + literal.group(3) + "\" is not a number", e);
        }
    }

    private static Column compare(FrameColumns.Field field, String operator, JsonNode value) {
        ComparableColumn side = ComparableColumn.of(field, List.of(value), false);
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

    private static Column fromObject(JsonNode node, FrameColumns shape) {
        String type = node.path("type").asText();
        return switch (type) {
            case "comparison" -> fromComparison(node, shape);
            case "nullity" -> {
                Column column = field(node, shape).column();
                yield node.path("is_null").asBoolean() ? column.isNull() : column.isNotNull();
            }
            case "and", "or" -> combine(type, node.path("conditions"), shape);
            case "pass_through" ->
                functions.expr(node.path("pass_through_filter").asText());
            default -> throw new ExpectationFault("row_condition has no type \"" + type + "\"");
        };
    }

    private static FrameColumns.Field field(JsonNode node, FrameColumns shape) {
        return shape.field(node.path("column").path("name").asText());
    }

    private static Column fromComparison(JsonNode node, FrameColumns shape) {
        String operator = node.path("operator").asText();
        JsonNode parameter = node.path("parameter");
        FrameColumns.Field field = field(node, shape);
        if (!operator.equals("IN") && !operator.equals("NOT_IN")) {
            return compare(field, operator, parameter);
        }
        List<JsonNode> values = new ArrayList<>();
        parameter.forEach(values::add);
        ComparableColumn side = ComparableColumn.of(field, values, false);
        Column within = side.column().isin(values.stream().map(side.literal()).toArray());
        return operator.equals("IN") ? within : functions.not(within);
    }

    private static Column combine(String type, JsonNode parts, FrameColumns shape) {
        if (parts.isEmpty() || parts.size() > MOST_CONDITIONS) {
            throw new ExpectationFault("row_condition \"" + type + "\" needs 1 to " + MOST_CONDITIONS + " conditions");
        }
        List<Column> columns = new ArrayList<>();
        parts.forEach(part -> columns.add(fromObject(part, shape)));
        Optional<Column> joined =
                columns.stream().reduce((one, two) -> type.equals("and") ? one.and(two) : one.or(two));
        return joined.orElseThrow();
    }
}
