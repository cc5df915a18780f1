package cx.warehouse.quality.frame;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.SuiteJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * A column prepared for comparison with values of a suite, so that no row can make the comparison throw.
 *
 * @param column the rows' side of the comparison
 * @param literal turns a value of the suite into the other side; throws for a value that cannot be compared with the
 *     column
 * @param isText whether both sides are compared as text
 */
public record ComparableColumn(Column column, Function<JsonNode, Column> literal, boolean isText) {

    private ComparableColumn(Column column, Function<JsonNode, Column> literal) {
        this(column, literal, false);
    }

    private static ComparableColumn text(Column column) {
        return new ComparableColumn(column, value -> functions.lit(value.asText()), true);
    }

    /**
     * Picks the comparison that fits the column's type and the suite's values. If all values are numbers, a text column
     * is read as numbers; text that is no number becomes null. For date and timestamp columns, the suite's values are
     * read as dates and times.
     *
     * @param datesInText whether text columns hold dates, as {@code parse_strings_as_datetimes} says
     * @throws ExpectationFault for a column type that cannot be compared, such as a struct
     */
    public static ComparableColumn of(FrameColumns.Field field, Collection<JsonNode> values, boolean datesInText) {
        DataType type = field.type();
        Column column = field.column();
        if (type instanceof StringType && datesInText) {
            return new ComparableColumn(functions.try_to_timestamp(column), ComparableColumn::instant);
        }
        if (type instanceof StringType) {
            boolean numbers = !values.isEmpty() && values.stream().allMatch(JsonNode::isNumber);
            return numbers
                    ? new ComparableColumn(column.try_cast(DataTypes.DoubleType), ComparableColumn::number)
                    : text(column);
        }
        if (type instanceof FloatType) {
            return new ComparableColumn(column.cast(DataTypes.DoubleType), ComparableColumn::number);
        }
        if (type instanceof DecimalType) {
            return new ComparableColumn(column, ComparableColumn::decimal);
        }
        if (type instanceof NumericType) {
            return new ComparableColumn(column, ComparableColumn::number);
        }
        if (type instanceof BooleanType) {
            return new ComparableColumn(column, ComparableColumn::truth);
        }
        if (type instanceof TimestampType) {
            return new ComparableColumn(column, ComparableColumn::instant);
        }
        if (type instanceof TimestampNTZType) {
            return new ComparableColumn(column.cast(DataTypes.TimestampType), ComparableColumn::instant);
        }
        if (type instanceof DateType) {
            return dates(column, values);
        }
        throw new ExpectationFault(
                "column `" + field.name() + "` is " + type.simpleString() + ", which cannot be compared with values");
    }

    /** Keeps the values that the column could hold; the other values equal nothing in it. */
    public static Set<JsonNode> comparableValues(
            FrameColumns.Field field, Collection<JsonNode> values, boolean datesInText) {
        return values.stream()
                .filter(value -> EvaluationAttempt.inMemory(() -> forMembership(field, List.of(value), datesInText)
                                .literal()
                                .apply(value))
                        .fault()
                        .isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Picks the comparison as {@link #of} does, but compares text columns as text: a set of numbers is a set of their
     * digits.
     */
    public static ComparableColumn forMembership(
            FrameColumns.Field field, Collection<JsonNode> values, boolean datesInText) {
        return field.type() instanceof StringType && !datesInText
                ? text(field.column())
                : of(field, values, datesInText);
    }

    /** Compares days with days, because Spark skips files by them, unless a value has a time of day. */
    private static ComparableColumn dates(Column column, Collection<JsonNode> values) {
        boolean days = values.stream()
                .allMatch(value ->
                        moment(value).atOffset(ZoneOffset.UTC).toLocalTime().equals(LocalTime.MIDNIGHT));
        return days
                ? new ComparableColumn(
                        column, value -> functions.lit(LocalDate.ofInstant(moment(value), ZoneOffset.UTC)))
                : new ComparableColumn(column.cast(DataTypes.TimestampType), ComparableColumn::instant);
    }

    private static Column number(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return functions.lit(value.longValue());
        }
        if (value.isNumber()) {
            return functions.lit(value.doubleValue());
        }
        return number(SuiteJson.NODES.numberNode(digits(value)));
    }

    private static Column decimal(JsonNode value) {
        boolean finite = !value.isNumber() || Double.isFinite(value.doubleValue());
        return finite ? functions.lit(value.isNumber() ? value.decimalValue() : digits(value)) : number(value);
    }

    private static BigDecimal digits(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        try {
            return new BigDecimal(value.asText().trim());
        } catch (NumberFormatException e) {
            throw new ExpectationFault(value + " is not a number", e);
        }
    }

    private static Column truth(JsonNode value) {
        return switch (value.asText()) {
            case "true", "True", "1" -> functions.lit(true);
            case "false", "False", "0" -> functions.lit(false);
            default -> throw new ExpectationFault(value + " is neither true nor false");
        };
    }

    private static Instant moment(JsonNode value) {
        if (!value.isTextual()) {
            throw new ExpectationFault(value + " is not a date or time");
        }
        return SuiteTimes.parse(value.textValue());
    }

    private static Column instant(JsonNode value) {
        return functions.lit(moment(value));
    }
}
