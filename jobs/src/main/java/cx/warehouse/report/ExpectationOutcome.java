package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The outcome of one expectation, as read from a validation result.
 *
 * @param type the name in Great Expectations, in lower case
 * @param kwargs the arguments, with references to parameters replaced by their values where known
 * @param severity critical, warning or info
 * @param notes the notes of the suite's author
 * @param isSuccess true when the expectation holds
 * @param result the findings; empty when there are none
 * @param error the reason why the expectation could not be checked; empty when it was checked
 */
record ExpectationOutcome(
        String type,
        ObjectNode kwargs,
        String severity,
        List<String> notes,
        boolean isSuccess,
        JsonNode result,
        Optional<String> error) {

    ExpectationOutcome {
        kwargs = kwargs.deepCopy();
        notes = List.copyOf(notes);
        result = result.deepCopy();
    }

    private static final String PARAMETER = "$PARAMETER";
    private static final List<String> COLUMN_NAMES = List.of("column", "column_A", "column_B");

    /** Reads one entry of {@code results} in the format of Great Expectations 0.18 or 1.x. */
    static ExpectationOutcome read(JsonNode entry, JsonNode parameters) {
        JsonNode config = entry.path("expectation_config");
        String type = config.path("type").asText(config.path("expectation_type").asText("unknown"));
        JsonNode severity = config.path("severity").isTextual()
                ? config.path("severity")
                : config.path("meta").path("severity");
        List<String> notes = new ArrayList<>();
        addTexts(notes, config.path("description"));
        addTexts(notes, config.path("notes"));
        addTexts(notes, config.path("meta").path("notes"));
        JsonNode kwargs = resolve(config.path("kwargs"), parameters);
        return new ExpectationOutcome(
                type.toLowerCase(Locale.ROOT),
                kwargs instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(),
                severity.asText("critical").toLowerCase(Locale.ROOT),
                notes,
                entry.path("success").asBoolean(false),
                entry.path("result"),
                error(entry.path("exception_info")));
    }

    ResultVerdict verdict() {
        return isSuccess ? ResultVerdict.PASSED : ResultVerdict.ofSeverity(severity);
    }

    /** An argument; a missing node when it is absent or null. */
    JsonNode argument(String name) {
        JsonNode found = kwargs.path(name);
        return found.isNull() ? MissingNode.getInstance() : found;
    }

    boolean flag(String name) {
        return argument(name).asBoolean(false);
    }

    /** The share of rows that must meet the expectation, from 0 to 1. */
    double mostly() {
        return argument("mostly").asDouble(1);
    }

    /** The columns that the arguments name, without duplicates, in the order of the arguments. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        COLUMN_NAMES.stream()
                .map(this::argument)
                .filter(JsonNode::isTextual)
                .forEach(name -> columns.add(name.asText()));
        argument("column_list").forEach(name -> columns.add(name.asText()));
        return columns;
    }

    /** True when the expectation counts unexpected rows, false when it measures a table or a column as a whole. */
    boolean countsRows() {
        return result.path("unexpected_count").isNumber();
    }

    private static Optional<String> error(JsonNode info) {
        if (info.path("raised_exception").asBoolean(false)) {
            return Optional.of(message(info));
        }
        for (JsonNode metric : info) {
            if (metric.path("raised_exception").asBoolean(false)) {
                return Optional.of(message(metric));
            }
        }
        return Optional.empty();
    }

    private static String message(JsonNode info) {
        return info.path("exception_message").asText("").lines().findFirst().orElse("no reason is given");
    }

    private static void addTexts(List<String> notes, JsonNode written) {
        if (written.isTextual() && !written.asText().isBlank()) {
            notes.add(written.asText());
        } else if (written.isArray()) {
            written.forEach(line -> addTexts(notes, line));
        } else if (written.path("content").isArray() || written.path("content").isTextual()) {
            addTexts(notes, written.path("content"));
        }
    }

    /** Replaces a reference to a parameter by its value, or by its expression when the value is unknown. */
    private static JsonNode resolve(JsonNode written, JsonNode parameters) {
        if (written instanceof ArrayNode list) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> all.add(resolve(item, parameters)));
            return all;
        }
        if (!(written instanceof ObjectNode object)) {
            return written;
        }
        if (object.has(PARAMETER)) {
            String name = object.path(PARAMETER).asText().trim();
            JsonNode kept = object.path(PARAMETER + "." + name);
            return parameters.has(name) ? parameters.path(name) : kept.isMissingNode() ? object.path(PARAMETER) : kept;
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(member -> all.set(member.getKey(), resolve(member.getValue(), parameters)));
        return all;
    }
}
