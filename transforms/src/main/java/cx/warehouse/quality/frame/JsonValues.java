package cx.warehouse.quality.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.suite.SuiteJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Values of Spark rows as JSON: timestamps as Python's isoformat in UTC, decimals exact, binary as Base64. */
public final class JsonValues {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    /** Orders numbers by value and other values by their text. Lists are ordered by the first element that differs. */
    public static final Comparator<JsonNode> ORDER = JsonValues::compare;

    private static int compare(JsonNode one, JsonNode two) {
        if (one.isArray() && two.isArray()) {
            int order = 0;
            for (int at = 0; order == 0 && at < Math.min(one.size(), two.size()); at++) {
                order = compare(one.get(at), two.get(at));
            }
            return order == 0 ? Integer.compare(one.size(), two.size()) : order;
        }
        if (one.isNumber() && two.isNumber()) {
            return isExact(one) && isExact(two)
                    ? one.decimalValue().compareTo(two.decimalValue())
                    : Double.compare(one.doubleValue(), two.doubleValue());
        }
        return text(one).compareTo(text(two));
    }

    private JsonValues() {}

    public static JsonNode toJson(Object value) {
        if (value == null) {
            return SuiteJson.NODES.nullNode();
        }
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof Boolean truth) {
            return SuiteJson.NODES.booleanNode(truth);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Row row) {
            return toJsonObject(row);
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            ObjectNode object = SuiteJson.object();
            CollectionConverters.asJava(map).forEach((key, held) -> object.set(String.valueOf(key), toJson(held)));
            return object;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = SuiteJson.object();
            map.forEach((key, held) -> object.set(String.valueOf(key), toJson(held)));
            return object;
        }
        if (value instanceof scala.collection.Iterable<?> list) {
            return toJsonArray(CollectionConverters.asJava(list));
        }
        if (value instanceof Iterable<?> list) {
            return toJsonArray(list);
        }
        if (value instanceof byte[] bytes) {
            return SuiteJson.NODES.textNode(Base64.getEncoder().encodeToString(bytes));
        }
        return SuiteJson.NODES.textNode(momentText(value));
    }

    private static JsonNode number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return SuiteJson.NODES.numberNode(number.doubleValue());
        }
        if (number instanceof BigDecimal decimal) {
            return SuiteJson.NODES.numberNode(decimal);
        }
        return number instanceof BigInteger big
                ? SuiteJson.NODES.numberNode(big)
                : SuiteJson.NODES.numberNode(number.longValue());
    }

    /** Formats a date or time in ISO form; other values keep their own text. */
    private static String momentText(Object value) {
        if (value instanceof Timestamp timestamp) {
            return momentText(timestamp.toInstant().atOffset(ZoneOffset.UTC).toLocalDateTime());
        }
        if (value instanceof Instant instant) {
            return momentText(instant.atOffset(ZoneOffset.UTC).toLocalDateTime());
        }
        if (value instanceof LocalDateTime local) {
            return (local.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROS).format(local);
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        return value instanceof LocalDate date ? date.toString() : value.toString();
    }

    private static ArrayNode toJsonArray(Iterable<?> values) {
        ArrayNode list = SuiteJson.list();
        values.forEach(value -> list.add(toJson(value)));
        return list;
    }

    public static ObjectNode toJsonObject(Row row) {
        ObjectNode object = SuiteJson.object();
        String[] names = row.schema() == null ? null : row.schema().fieldNames();
        for (int at = 0; at < row.length(); at++) {
            object.set(names == null ? "_" + (at + 1) : names[at], toJson(row.get(at)));
        }
        return object;
    }

    private static boolean isExact(JsonNode number) {
        return number.isIntegralNumber() || number.isBigDecimal();
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.toString();
    }
}
