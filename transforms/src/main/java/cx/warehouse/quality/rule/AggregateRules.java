package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.check.DistinctMeasure;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.Judgement;
import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.frame.ValueBounds;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Rules about one metric of a whole column. A column without values has no metric, so its expectation fails. */
final class AggregateRules {

    private AggregateRules() {}

    static FrameCheck max(ExpectationArguments arguments) {
        return aggregateCheck(arguments, withParsedDates(arguments, arguments.column()), functions::max);
    }

    static FrameCheck min(ExpectationArguments arguments) {
        return aggregateCheck(arguments, withParsedDates(arguments, arguments.column()), functions::min);
    }

    static FrameCheck mean(ExpectationArguments arguments) {
        return aggregateCheck(arguments, requireNumeric(arguments.column()), functions::avg);
    }

    static FrameCheck sum(ExpectationArguments arguments) {
        return aggregateCheck(arguments, requireNumeric(arguments.column()), functions::sum);
    }

    /** The sample standard deviation; a single value has none. */
    static FrameCheck deviation(ExpectationArguments arguments) {
        return aggregateCheck(arguments, requireNumeric(arguments.column()), functions::stddev_samp);
    }

    static FrameCheck nonNullShare(ExpectationArguments arguments) {
        ValueBounds bounds = arguments.bounds();
        RowScope rows = ColumnRules.scope(arguments);
        return new FrameCheck.Measurement(new Measure<>(List.of(rows.presentCount(), rows.elementCount()), counts -> {
            double all = (Long) counts.get(1);
            Double share = all == 0 ? null : (Long) counts.get(0) / all;
            return Judgement.ofObserved(bounds.contains(share), share);
        }));
    }

    private static FrameCheck aggregateCheck(
            ExpectationArguments arguments, FrameColumns.Field field, UnaryOperator<Column> aggregate) {
        ValueBounds bounds = arguments.bounds();
        Column values = arguments.insideCondition(field.column());
        return new FrameCheck.Measurement(new Measure<>(List.of(aggregate.apply(values)), figures -> {
            Object figure = figures.get(0);
            return Judgement.ofObserved(
                    bounds.contains(figure), figure == null || ValueBounds.isNaN(figure) ? null : figure);
        }));
    }

    static FrameColumns.Field requireNumeric(FrameColumns.Field field) {
        if (!(field.type() instanceof NumericType)) {
            throw new ExpectationFault("column `" + field.name() + "` must be numeric, and is "
                    + field.type().simpleString());
        }
        return field;
    }

    private static FrameColumns.Field withParsedDates(ExpectationArguments arguments, FrameColumns.Field field) {
        boolean dates = field.type() instanceof StringType && arguments.flag("parse_strings_as_datetimes");
        return dates
                ? new FrameColumns.Field(
                        field.name(), functions.try_to_timestamp(field.column()), DataTypes.TimestampType)
                : field;
    }

    static FrameCheck uniqueCount(ExpectationArguments arguments) {
        ValueBounds bounds = arguments.wholeBounds();
        DistinctMeasure measure = new DistinctMeasure(
                List.of(functions.count(functions.lit(1))),
                (figures, values) -> Judgement.ofObserved(bounds.contains(figures.get(0)), figures.get(0)));
        return distinctCheck(arguments, arguments.column(), FrameCheck.ShownValues.NONE, measure);
    }

    /** Number of distinct values divided by the number of values; 0 for a column without values. */
    static FrameCheck uniqueShare(ExpectationArguments arguments) {
        ValueBounds bounds = arguments.bounds();
        DistinctMeasure measure = new DistinctMeasure(
                List.of(functions.count(functions.lit(1)), functions.sum(DistinctMeasure.rows())),
                (figures, values) -> {
                    double kinds = (Long) figures.get(0);
                    double share = kinds == 0 ? 0 : kinds / (Long) figures.get(1);
                    return Judgement.ofObserved(bounds.contains(share), share);
                });
        return distinctCheck(arguments, arguments.column(), FrameCheck.ShownValues.NONE, measure);
    }

    /** Every value is in the set; without a set, or with an empty one, the expectation always succeeds. */
    static FrameCheck distinctInSet(ExpectationArguments arguments) {
        Optional<Set<JsonNode>> set = arguments.set("value_set").filter(values -> !values.isEmpty());
        return distinctSetCheck(arguments, set.orElse(Set.of()), (hits, kinds) -> set.isEmpty() || hits.equals(kinds));
    }

    static FrameCheck distinctContains(ExpectationArguments arguments) {
        Set<JsonNode> set = requiredSet(arguments);
        return distinctSetCheck(arguments, set, (hits, kinds) -> hits == set.size());
    }

    static FrameCheck distinctEquals(ExpectationArguments arguments) {
        Set<JsonNode> set = requiredSet(arguments);
        return distinctSetCheck(arguments, set, (hits, kinds) -> hits == set.size() && hits.equals(kinds));
    }

    private static Set<JsonNode> requiredSet(ExpectationArguments arguments) {
        return arguments.set("value_set").orElseThrow(() -> new ExpectationFault("`value_set` is missing"));
    }

    /**
     * The most frequent value is in the set. If several values are equally frequent, the result shows all of them; with
     * {@code ties_okay} one of them in the set is enough.
     */
    static FrameCheck mostCommon(ExpectationArguments arguments) {
        Set<JsonNode> set = requiredSet(arguments);
        boolean areTiesOkay = arguments.flag("ties_okay");
        FrameColumns.Field column = withParsedDates(arguments, arguments.column());
        FrameColumns.Field value = new FrameColumns.Field(column.name(), DistinctMeasure.value(), column.type());
        Column isIn = ColumnRules.isInSet(arguments, value, set);
        Column most = functions.max(DistinctMeasure.rows());
        DistinctMeasure measure = new DistinctMeasure(
                List.of(most, functions.max(functions.when(isIn, DistinctMeasure.rows()))), (figures, values) -> {
                    ArrayNode observed = SuiteJson.list();
                    values.stream()
                            .filter(row -> row.get(1).equals(figures.get(0)))
                            .forEach(row -> observed.add(JsonValues.toJson(row.get(0))));
                    boolean isHeld = figures.get(0) != null && figures.get(0).equals(figures.get(1));
                    return Judgement.ofObserved(isHeld && (areTiesOkay || observed.size() == 1), observed);
                });
        return distinctCheck(arguments, column, FrameCheck.ShownValues.MOST_FREQUENT, measure);
    }

    private static FrameCheck distinctSetCheck(
            ExpectationArguments arguments, Set<JsonNode> set, BiPredicate<Long, Long> success) {
        FrameColumns.Field column = withParsedDates(arguments, arguments.column());
        FrameColumns.Field value = new FrameColumns.Field(column.name(), DistinctMeasure.value(), column.type());
        Column hits = functions.count_if(ColumnRules.isInSet(arguments, value, set));
        DistinctMeasure measure =
                new DistinctMeasure(List.of(hits, functions.count(functions.lit(1))), (figures, values) -> {
                    ArrayNode observed = SuiteJson.list();
                    ArrayNode counts = SuiteJson.list();
                    for (Row row : values) {
                        JsonNode held = JsonValues.toJson(row.get(0));
                        observed.add(held);
                        ObjectNode count = counts.addObject();
                        count.set("value", held);
                        count.put("count", row.getLong(1));
                    }
                    long kinds = (Long) figures.get(1);
                    Judgement judgement = Judgement.ofObserved(success.test((Long) figures.get(0), kinds), observed)
                            .addDetail("value_counts", counts);
                    return values.size() < kinds ? judgement.endListsAt(values.size()) : judgement;
                });
        return distinctCheck(arguments, column, FrameCheck.ShownValues.ALL, measure);
    }

    static FrameCheck distinctCheck(
            ExpectationArguments arguments,
            FrameColumns.Field column,
            FrameCheck.ShownValues wanted,
            DistinctMeasure measure) {
        return new FrameCheck.Distinct(
                column, ColumnRules.scope(arguments, column).inScope(), wanted, measure);
    }
}
