package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Rules about one figure of a whole column. A column without values has no figure, and is not as expected. */
final class AggregateRules {

    private AggregateRules() {}

    static Check max(Arguments arguments) {
        return figure(arguments, dated(arguments, arguments.column()), functions::max);
    }

    static Check min(Arguments arguments) {
        return figure(arguments, dated(arguments, arguments.column()), functions::min);
    }

    static Check mean(Arguments arguments) {
        return figure(arguments, numeric(arguments.column()), functions::avg);
    }

    static Check sum(Arguments arguments) {
        return figure(arguments, numeric(arguments.column()), functions::sum);
    }

    /** The sample's standard deviation; one value has none. */
    static Check deviation(Arguments arguments) {
        return figure(arguments, numeric(arguments.column()), functions::stddev_samp);
    }

    static Check nonNullShare(Arguments arguments) {
        Bounds bounds = arguments.bounds();
        RowScope rows = ColumnRules.scope(arguments);
        return new Check.Measured(new Measure<>(List.of(rows.present(), rows.elements()), counts -> {
            double all = (Long) counts.get(1);
            Double share = all == 0 ? null : (Long) counts.get(0) / all;
            return Judgement.observed(bounds.hold(share), share);
        }));
    }

    private static Check figure(Arguments arguments, Shape.Field field, UnaryOperator<Column> aggregate) {
        Bounds bounds = arguments.bounds();
        Column values = arguments.counted(field.column());
        return new Check.Measured(new Measure<>(List.of(aggregate.apply(values)), figures -> {
            Object figure = figures.get(0);
            return Judgement.observed(bounds.hold(figure), figure == null || Bounds.isNaN(figure) ? null : figure);
        }));
    }

    static Shape.Field numeric(Shape.Field field) {
        if (!(field.type() instanceof NumericType)) {
            throw new ExpectationFault("column `" + field.name() + "` must be numeric, and is "
                    + field.type().simpleString());
        }
        return field;
    }

    private static Shape.Field dated(Arguments arguments, Shape.Field field) {
        boolean dates = field.type() instanceof StringType && arguments.flag("parse_strings_as_datetimes");
        return dates
                ? new Shape.Field(field.name(), functions.try_to_timestamp(field.column()), DataTypes.TimestampType)
                : field;
    }

    static Check uniqueCount(Arguments arguments) {
        Bounds bounds = arguments.wholeBounds();
        DistinctMeasure measure = new DistinctMeasure(
                List.of(functions.count(functions.lit(1))),
                (figures, values) -> Judgement.observed(bounds.hold(figures.get(0)), figures.get(0)));
        return distinct(arguments, arguments.column(), Check.Wanted.NONE, measure);
    }

    /** Distinct values over values; 0 for a column without any. */
    static Check uniqueShare(Arguments arguments) {
        Bounds bounds = arguments.bounds();
        DistinctMeasure measure = new DistinctMeasure(
                List.of(functions.count(functions.lit(1)), functions.sum(DistinctMeasure.rows())),
                (figures, values) -> {
                    double kinds = (Long) figures.get(0);
                    double share = kinds == 0 ? 0 : kinds / (Long) figures.get(1);
                    return Judgement.observed(bounds.hold(share), share);
                });
        return distinct(arguments, arguments.column(), Check.Wanted.NONE, measure);
    }

    /** Every value is in the set; no set, or an empty one, is no demand. */
    static Check distinctInSet(Arguments arguments) {
        Optional<Set<JsonNode>> set = arguments.set("value_set").filter(values -> !values.isEmpty());
        return distinctSet(arguments, set.orElse(Set.of()), (hits, kinds) -> set.isEmpty() || hits.equals(kinds));
    }

    static Check distinctContains(Arguments arguments) {
        Set<JsonNode> set = wanted(arguments);
        return distinctSet(arguments, set, (hits, kinds) -> hits == set.size());
    }

    static Check distinctEquals(Arguments arguments) {
        Set<JsonNode> set = wanted(arguments);
        return distinctSet(arguments, set, (hits, kinds) -> hits == set.size() && hits.equals(kinds));
    }

    private static Set<JsonNode> wanted(Arguments arguments) {
        return arguments.set("value_set").orElseThrow(() -> new ExpectationFault("`value_set` is missing"));
    }

    /** The most frequent value is in the set; of several as frequent all are shown, and one will do if ties are okay. */
    static Check mostCommon(Arguments arguments) {
        Set<JsonNode> set = wanted(arguments);
        boolean areTiesOkay = arguments.flag("ties_okay");
        Shape.Field column = dated(arguments, arguments.column());
        Shape.Field value = new Shape.Field(column.name(), DistinctMeasure.value(), column.type());
        Column isIn = ColumnRules.within(arguments, value, set);
        Column most = functions.max(DistinctMeasure.rows());
        DistinctMeasure measure = new DistinctMeasure(
                List.of(most, functions.max(functions.when(isIn, DistinctMeasure.rows()))), (figures, values) -> {
                    ArrayNode observed = Json.list();
                    values.stream()
                            .filter(row -> row.get(1).equals(figures.get(0)))
                            .forEach(row -> observed.add(Values.json(row.get(0))));
                    boolean isHeld = figures.get(0) != null && figures.get(0).equals(figures.get(1));
                    return Judgement.observed(isHeld && (areTiesOkay || observed.size() == 1), observed);
                });
        return distinct(arguments, column, Check.Wanted.MOST_FREQUENT, measure);
    }

    private static Check distinctSet(Arguments arguments, Set<JsonNode> set, BiPredicate<Long, Long> success) {
        Shape.Field column = dated(arguments, arguments.column());
        Shape.Field value = new Shape.Field(column.name(), DistinctMeasure.value(), column.type());
        Column hits = functions.count_if(ColumnRules.within(arguments, value, set));
        DistinctMeasure measure =
                new DistinctMeasure(List.of(hits, functions.count(functions.lit(1))), (figures, values) -> {
                    ArrayNode observed = Json.list();
                    ArrayNode counts = Json.list();
                    for (Row row : values) {
                        JsonNode held = Values.json(row.get(0));
                        observed.add(held);
                        ObjectNode count = counts.addObject();
                        count.set("value", held);
                        count.put("count", row.getLong(1));
                    }
                    long kinds = (Long) figures.get(1);
                    Judgement judgement = Judgement.observed(success.test((Long) figures.get(0), kinds), observed)
                            .detail("value_counts", counts);
                    return values.size() < kinds ? judgement.endsAt(values.size()) : judgement;
                });
        return distinct(arguments, column, Check.Wanted.ALL, measure);
    }

    static Check distinct(Arguments arguments, Shape.Field column, Check.Wanted wanted, DistinctMeasure measure) {
        return new Check.Distinct(column, ColumnRules.scope(arguments, column).counted(), wanted, measure);
    }
}
