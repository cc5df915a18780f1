package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Puts values in the place of {@code {"$PARAMETER": "…"}}: a parameter's name, or an expression of names, numbers and dates.
 *
 * @param values by name; a name alone may stand for any JSON
 * @param now what {@code now()} means
 */
record Parameters(ObjectNode values, Instant now) {

    private static final String MARK = "$PARAMETER";

    /** The suite's parameters under those of the run. */
    static Parameters of(Suite suite, Options options) {
        ObjectNode both = suite.parameters().deepCopy();
        both.setAll(options.parameters());
        return new Parameters(both, options.runTime());
    }

    ObjectNode resolve(ObjectNode kwargs) {
        ObjectNode resolved = Json.object();
        kwargs.properties().forEach(entry -> resolved.set(entry.getKey(), resolve(entry.getValue())));
        return resolved;
    }

    private JsonNode resolve(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode resolved = Json.list();
            list.forEach(item -> resolved.add(resolve(item)));
            return resolved;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        return object.has(MARK) ? value(object.get(MARK).asText(), object) : resolve(object);
    }

    private JsonNode value(String expression, ObjectNode reference) {
        String name = expression.trim();
        if (values.has(name)) {
            return values.get(name);
        }
        JsonNode kept = reference.get(MARK + "." + name);
        return kept != null ? kept : new Formula(name, this).value();
    }
}
