package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.frame.ValueBounds;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.MetricHistory;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * An expectation's arguments, resolved against the columns of a frame. Each accessor throws an {@link ExpectationFault}
 * that names the argument and its fault.
 *
 * @param kwargs with the values of parameters filled in
 * @param history metrics of earlier nights
 */
public record ExpectationArguments(ObjectNode kwargs, FrameColumns frameColumns, MetricHistory history) {

    public Optional<JsonNode> value(String name) {
        return Optional.ofNullable(kwargs.get(name)).filter(node -> !node.isNull());
    }

    String text(String name) {
        JsonNode node = value(name).orElseThrow(() -> new ExpectationFault("`" + name + "` is missing"));
        if (!node.isValueNode()) {
            throw new ExpectationFault("`" + name + "` must be a text, not " + node);
        }
        return node.asText();
    }

    boolean flag(String name) {
        return value(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw new ExpectationFault("`" + name + "` must be true or false, not " + node);
                    }
                    return node.booleanValue();
                })
                .orElse(false);
    }

    long count(String name) {
        JsonNode node = value(name).orElseThrow(() -> new ExpectationFault("`" + name + "` is missing"));
        return count(name, node);
    }

    private static long count(String name, JsonNode node) {
        boolean whole = node.isNumber()
                && Double.isFinite(node.doubleValue())
                && node.doubleValue() == Math.rint(node.doubleValue());
        if (!whole) {
            throw new ExpectationFault("`" + name + "` must be an integer, not " + node);
        }
        return node.longValue();
    }

    double number(String name) {
        JsonNode node = value(name).orElseThrow(() -> new ExpectationFault("`" + name + "` is missing"));
        if (!node.isNumber()) {
            throw new ExpectationFault("`" + name + "` must be a number, not " + node);
        }
        return node.doubleValue();
    }

    /** A list of values; a single value is a list of one. */
    Optional<List<JsonNode>> list(String name) {
        return value(name).map(node -> {
            List<JsonNode> values = new ArrayList<>();
            if (node.isArray()) {
                node.forEach(values::add);
            } else {
                values.add(node);
            }
            return values;
        });
    }

    List<String> texts(String name) {
        List<JsonNode> values = list(name).orElseThrow(() -> new ExpectationFault("`" + name + "` is missing"));
        return values.stream().map(JsonNode::asText).toList();
    }

    /** A set of values without nulls; 1 and 1.0 are one value. */
    Optional<Set<JsonNode>> set(String name) {
        return list(name).map(values -> values.stream()
                .filter(value -> !value.isNull())
                .map(ExpectationArguments::normalizeNumber)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Turns a number without a fraction into an integer: 1.0 becomes 1. */
    static JsonNode normalizeNumber(JsonNode value) {
        boolean whole = value.isNumber()
                && value.doubleValue() == Math.rint(value.doubleValue())
                && Math.abs(value.doubleValue()) < 1e15;
        return whole ? SuiteJson.NODES.numberNode(value.longValue()) : value;
    }

    /** The smallest share of rows that must be as expected; 1 by default. */
    double mostly() {
        double mostly = value("mostly").isPresent() ? number("mostly") : 1.0;
        if (!(mostly >= 0 && mostly <= 1)) {
            throw new ExpectationFault("`mostly` must be between 0 and 1, not " + mostly);
        }
        return mostly;
    }

    FrameColumns.Field column() {
        return column("column");
    }

    FrameColumns.Field column(String name) {
        return frameColumns.field(text(name));
    }

    List<FrameColumns.Field> columns(String name) {
        List<String> names = texts(name);
        if (names.isEmpty()) {
            throw new ExpectationFault("`" + name + "` is empty");
        }
        return frameColumns.fields(names);
    }

    ValueBounds bounds() {
        return new ValueBounds(value("min_value"), value("max_value"), flag("strict_min"), flag("strict_max"));
    }

    /** Bounds of a count, which must be whole numbers. */
    ValueBounds wholeBounds() {
        for (String name : List.of("min_value", "max_value")) {
            value(name).ifPresent(node -> count(name, node));
        }
        return bounds();
    }

    /** The value inside the row condition; null outside it. */
    Column insideCondition(Column value) {
        return condition().map(inside -> functions.when(inside, value)).orElse(value);
    }

    /** Number of rows inside the row condition. */
    Column rowCount() {
        return condition().map(RowScope::count).orElseGet(() -> functions.count(functions.lit(1)));
    }

    Optional<Column> condition() {
        return value("row_condition")
                .map(condition -> ConditionParser.read(
                        condition,
                        value("condition_parser").map(JsonNode::asText).orElse(""),
                        frameColumns));
    }
}
