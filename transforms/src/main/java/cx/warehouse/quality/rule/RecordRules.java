package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.frame.ComparableColumn;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.suite.ExpectationFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Rules over several columns of one row; rows left out by {@code ignore_row_if} count as missing. */
final class RecordRules {

    private RecordRules() {}

    static FrameCheck pairEqual(ExpectationArguments arguments) {
        return pairCheck(arguments, Column::eqNullSafe);
    }

    static FrameCheck pairGreater(ExpectationArguments arguments) {
        boolean orEqual = arguments.flag("or_equal");
        return pairCheck(arguments, (a, b) -> orEqual ? a.gt(b).or(a.eqNullSafe(b)) : a.gt(b));
    }

    static FrameCheck pairInSet(ExpectationArguments arguments) {
        FrameColumns.Field a = arguments.column("column_A");
        FrameColumns.Field b = arguments.column("column_B");
        List<JsonNode> pairs = arguments
                .list("value_pairs_set")
                .orElseThrow(() -> new ExpectationFault("`value_pairs_set` is missing"));
        Column held = functions.lit(false);
        for (JsonNode pair : pairs) {
            if (!pair.isArray() || pair.size() != 2) {
                throw new ExpectationFault("`value_pairs_set` holds " + pair + ", which is not a pair");
            }
            held = held.or(isEqual(a, pair.get(0)).and(isEqual(b, pair.get(1))));
        }
        return new FrameCheck.EachRow(pairScope(arguments, a, b), functions.not(held), arguments.mostly());
    }

    private static Column isEqual(FrameColumns.Field column, JsonNode value) {
        if (value.isNull()) {
            return column.column().isNull();
        }
        if (ComparableColumn.comparableValues(column, List.of(value), false).isEmpty()) {
            return functions.lit(false);
        }
        ComparableColumn side = ComparableColumn.forMembership(column, List.of(value), false);
        return side.column().eqNullSafe(side.literal().apply(value));
    }

    private static FrameCheck pairCheck(ExpectationArguments arguments, BinaryOperator<Column> holds) {
        FrameColumns.Field a = arguments.column("column_A");
        FrameColumns.Field b = arguments.column("column_B");
        boolean dates = arguments.flag("parse_strings_as_datetimes");
        Column held = holds.apply(castForComparison(a, b.type(), dates), castForComparison(b, a.type(), dates));
        return new FrameCheck.EachRow(pairScope(arguments, a, b), functions.not(held), arguments.mostly());
    }

    /**
     * Reads a text column as a number or time if the other column is one; text that cannot be read becomes null, never
     * an error.
     */
    private static Column castForComparison(FrameColumns.Field field, DataType other, boolean dates) {
        if (!(field.type() instanceof StringType)) {
            return field.column();
        }
        if (dates) {
            return functions.try_to_timestamp(field.column());
        }
        if (other instanceof StringType) {
            return field.column();
        }
        return field.column().try_cast(other instanceof NumericType ? DataTypes.DoubleType : other);
    }

    private static RowScope pairScope(ExpectationArguments arguments, FrameColumns.Field a, FrameColumns.Field b) {
        String word = arguments.value("ignore_row_if").map(JsonNode::asText).orElse("both_values_are_missing");
        Column missing =
                switch (word) {
                    case "both_values_are_missing" ->
                        a.column().isNull().and(b.column().isNull());
                    case "either_value_is_missing" ->
                        a.column().isNull().or(b.column().isNull());
                    case "neither", "never" -> functions.lit(false);
                    default -> throw new ExpectationFault("`ignore_row_if` knows no \"" + word + "\"");
                };
        return new RowScope(arguments.condition(), Optional.of(missing), List.of(a, b), RowScope.Form.PAIR);
    }

    static FrameCheck unique(ExpectationArguments arguments) {
        List<FrameColumns.Field> columns = arguments.columns("column_list");
        return new FrameCheck.Unique(recordScope(arguments, columns), columns, arguments.mostly());
    }

    /** No two columns of a row are equal; two nulls are equal. */
    static FrameCheck uniqueWithin(ExpectationArguments arguments) {
        List<FrameColumns.Field> columns = arguments.columns("column_list");
        Column alike = functions.lit(false);
        for (int i = 0; i < columns.size(); i++) {
            for (int j = i + 1; j < columns.size(); j++) {
                FrameColumns.Field a = columns.get(i);
                FrameColumns.Field b = columns.get(j);
                alike = alike.or(
                        castForComparison(a, b.type(), false).eqNullSafe(castForComparison(b, a.type(), false)));
            }
        }
        return new FrameCheck.EachRow(recordScope(arguments, columns), alike, arguments.mostly());
    }

    /**
     * The sum of the columns equals the total; nulls count as 0. Integers and decimals add exactly, doubles as doubles.
     */
    static FrameCheck sumEqual(ExpectationArguments arguments) {
        List<FrameColumns.Field> columns = arguments.columns("column_list");
        arguments.number("sum_total");
        List<Column> terms = new ArrayList<>();
        for (FrameColumns.Field field : columns) {
            if (!(field.type() instanceof NumericType)) {
                throw new ExpectationFault("column `" + field.name() + "` is not numeric");
            }
            Column term = field.type() instanceof IntegralType
                    ? field.column().cast(DataTypes.createDecimalType(20, 0))
                    : field.column();
            terms.add(functions.coalesce(term, functions.lit(0)));
        }
        Column sum = terms.stream().reduce(Column::plus).orElseThrow();
        JsonNode total = arguments.value("sum_total").orElseThrow();
        boolean exact = columns.stream()
                .noneMatch(
                        field -> DataTypes.DoubleType.equals(field.type()) || DataTypes.FloatType.equals(field.type()));
        Column wanted = exact ? functions.lit(total.decimalValue()) : functions.lit(total.doubleValue());
        return new FrameCheck.EachRow(recordScope(arguments, columns), sum.notEqual(wanted), arguments.mostly());
    }

    private static RowScope recordScope(ExpectationArguments arguments, List<FrameColumns.Field> columns) {
        String word = arguments.value("ignore_row_if").map(JsonNode::asText).orElse("all_values_are_missing");
        List<Column> nulls =
                columns.stream().map(field -> field.column().isNull()).toList();
        Column missing =
                switch (word) {
                    case "all_values_are_missing" ->
                        nulls.stream().reduce(Column::and).orElseThrow();
                    case "any_value_is_missing" ->
                        nulls.stream().reduce(Column::or).orElseThrow();
                    case "never" -> functions.lit(false);
                    default -> throw new ExpectationFault("`ignore_row_if` knows no \"" + word + "\"");
                };
        return new RowScope(arguments.condition(), Optional.of(missing), columns, RowScope.Form.RECORD);
    }
}
