package cx.warehouse.quality.frame;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.suite.ExpectationFault;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * A lower and an upper bound, each inclusive, strict or absent.
 *
 * @param min lower bound as the suite writes it; empty means minus infinity
 * @param max upper bound; empty means infinity
 * @param strictMin whether the lower bound itself is outside
 * @param strictMax whether the upper bound itself is outside
 */
public record ValueBounds(Optional<JsonNode> min, Optional<JsonNode> max, boolean strictMin, boolean strictMax) {

    public ValueBounds {
        if (min.isPresent() && max.isPresent() && order(min.get(), max.get()) == null) {
            throw new ExpectationFault(
                    "min_value " + min.get() + " and max_value " + max.get() + " cannot be compared with each other");
        }
    }

    /** Throws if both bounds are absent. Row rules call this; rules about one metric may have no bound. */
    public void refuseAbsent() {
        if (min.isEmpty() && max.isEmpty()) {
            throw new ExpectationFault("`min_value` and `max_value` are both missing");
        }
    }

    /**
     * Throws if the lower bound is above the upper bound. Rules about values call this; rules about lengths and metrics
     * may have bounds that no value meets.
     */
    public void refuseCrossed() {
        if (min.isPresent() && max.isPresent() && order(min.get(), max.get()) > 0) {
            throw new ExpectationFault("min_value " + min.get() + " is greater than max_value " + max.get());
        }
    }

    /** The bounds that are present, lower before upper. */
    public List<JsonNode> values() {
        return Stream.of(min, max).flatMap(Optional::stream).toList();
    }

    /**
     * Condition that is true for rows inside the bounds and null for rows that cannot be compared. At least one bound
     * must be present.
     */
    public Column contains(ComparableColumn side) {
        Optional<Column> above = min.map(side.literal())
                .map(bound ->
                        strictMin ? side.column().gt(bound) : side.column().geq(bound));
        Optional<Column> below = max.map(side.literal())
                .map(bound ->
                        strictMax ? side.column().lt(bound) : side.column().leq(bound));
        return above.map(low -> below.map(low::and).orElse(low)).or(() -> below).orElseThrow();
    }

    /**
     * Whether one value of a frame or of an aggregate is inside the bounds; null and NaN never are.
     *
     * @throws ExpectationFault if the value and a bound are of different kinds
     */
    public boolean contains(Object value) {
        if (value == null || isNaN(value)) {
            return false;
        }
        return min.map(bound -> order(value, bound))
                        .map(order -> strictMin ? order > 0 : order >= 0)
                        .orElse(true)
                && max.map(bound -> order(value, bound))
                        .map(order -> strictMax ? order < 0 : order <= 0)
                        .orElse(true);
    }

    public static boolean isNaN(Object value) {
        return (value instanceof Double wide && wide.isNaN()) || (value instanceof Float narrow && narrow.isNaN());
    }

    private static int order(Object value, JsonNode bound) {
        Integer order = compare(value, bound);
        if (order == null) {
            throw new ExpectationFault("the observed value " + value + " cannot be compared with " + bound);
        }
        return order;
    }

    /** Compares a value with a bound; null if they are of different kinds. */
    private static Integer compare(Object value, JsonNode bound) {
        if (value instanceof Boolean truth) {
            return compare(truth ? 1L : 0L, bound);
        }
        if (value instanceof Number number) {
            return bound.isNumber() ? compare(number, bound) : null;
        }
        if (!bound.isTextual()) {
            return null;
        }
        Optional<Instant> moment = moment(value);
        if (moment.isPresent()) {
            return SuiteTimes.tryParse(bound.textValue())
                    .map(moment.get()::compareTo)
                    .orElse(null);
        }
        return value.toString().compareTo(bound.textValue());
    }

    private static Integer compare(Number value, JsonNode bound) {
        boolean fractional = value instanceof Double || value instanceof Float;
        if (fractional || !Double.isFinite(bound.doubleValue())) {
            return Double.compare(value.doubleValue(), bound.doubleValue());
        }
        return new BigDecimal(value.toString()).compareTo(bound.decimalValue());
    }

    private static Integer order(JsonNode one, JsonNode two) {
        if (one.isNumber()) {
            return compare(one.numberValue(), two);
        }
        Optional<Instant> moment = SuiteTimes.tryParse(one.asText());
        Object text = moment.isPresent() && SuiteTimes.tryParse(two.asText()).isPresent() ? moment.get() : one.asText();
        return compare(text, two);
    }

    private static Optional<Instant> moment(Object value) {
        if (value instanceof Timestamp timestamp) {
            return Optional.of(timestamp.toInstant());
        }
        if (value instanceof Instant instant) {
            return Optional.of(instant);
        }
        if (value instanceof LocalDateTime local) {
            return Optional.of(local.toInstant(ZoneOffset.UTC));
        }
        LocalDate day =
                value instanceof Date date ? date.toLocalDate() : value instanceof LocalDate local ? local : null;
        return Optional.ofNullable(day).map(date -> date.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
}
