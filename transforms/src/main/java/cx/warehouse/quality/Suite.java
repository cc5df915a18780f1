package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An expectation suite: what one table is held to, read from Great Expectations' JSON of either generation.
 *
 * @param name name of the suite
 * @param expectations in the order of the file
 * @param parameters values for {@code $PARAMETER} references, by name
 * @param others members of the document beside these, kept as written: id, meta, notes, and those we do not know
 * @param generation the form in which it was written
 */
public record Suite(
        String name, List<Expectation> expectations, ObjectNode parameters, ObjectNode others, Generation generation) {

    private static final String OWN = "cx_expectations";

    public Suite {
        expectations = List.copyOf(expectations);
        parameters = parameters.deepCopy();
        others = others.deepCopy();
    }

    /**
     * Reads a suite in the form of Great Expectations 1.x ({@code name}, {@code type}, {@code suite_parameters}) or 0.18
     * ({@code expectation_suite_name}, {@code expectation_type}, {@code evaluation_parameters}).
     *
     * @param name where the text came from; leads every fault, and is the suite's name when the document has none
     * @throws ExpectationFault with every fault of the document that is not an expectation's own business
     */
    public static Suite read(String name, String json) {
        return read(name, Json.object("suite " + name, json));
    }

    /** As {@link #read(String, String)}, of a document that is read already. */
    public static Suite read(String name, ObjectNode document) {
        List<String> faults = new ArrayList<>();
        if (!document.path("expectations").isArray()) {
            faults.add("`expectations` is not a list");
        }
        List<Expectation> expectations = entries(document.path("expectations"), "expectations", faults);
        entries(document.path("meta").path(OWN), "meta." + OWN, faults);
        if (!faults.isEmpty()) {
            throw new ExpectationFault("Cannot read suite " + name + ": " + String.join("; ", faults));
        }
        ObjectNode others = document.deepCopy();
        others.remove("expectations");
        JsonNode own = first(others, "name", "expectation_suite_name");
        JsonNode parameters = first(others, "suite_parameters", "evaluation_parameters");
        return new Suite(
                own != null && own.isTextual() ? own.asText() : name,
                expectations,
                parameters instanceof ObjectNode object ? object : Json.object(),
                others,
                Generation.of(document));
    }

    private static List<Expectation> entries(JsonNode list, String where, List<String> faults) {
        List<Expectation> expectations = new ArrayList<>();
        for (int at = 0; at < list.size(); at++) {
            try {
                Expectation expectation = Expectation.read(list.get(at));
                expectation.severity();
                expectations.add(expectation);
            } catch (ExpectationFault fault) {
                faults.add(where + "[" + at + "] " + fault.getMessage());
            }
        }
        return expectations;
    }

    /**
     * All that is expected: the suite's expectations, and after them those of {@code meta.cx_expectations}, where Great
     * Expectations, which would not know them, keeps them as they are.
     */
    public List<Expectation> all() {
        List<Expectation> all = new ArrayList<>(expectations);
        all.addAll(entries(others.path("meta").path(OWN), OWN, new ArrayList<>()));
        return List.copyOf(all);
    }

    /** The suite as it was read, in the form of its generation, an expectation a line. */
    public String toJson() {
        return toJson(generation);
    }

    /** The suite in the form of either generation; what the other does not know is kept all the same. */
    public String toJson(Generation form) {
        ObjectNode head = Json.object();
        head.put(form.suiteName(), name);
        head.setAll(others);
        if (!head.has("meta")) {
            head.putObject("meta");
        }
        if (!parameters.isEmpty()) {
            head.set(form.parameters(), parameters);
        }
        StringBuilder text = new StringBuilder("{\n");
        head.properties().forEach(member -> text.append("  ")
                .append(Json.text(Json.NODES.textNode(member.getKey())))
                .append(": ")
                .append(Json.text(member.getValue()))
                .append(",\n"));
        String entries = expectations.stream()
                .map(expectation -> "\n    " + Json.text(expectation.document(form)))
                .collect(Collectors.joining(","));
        return text.append("  \"expectations\": [")
                .append(entries)
                .append(entries.isEmpty() ? "]\n}\n" : "\n  ]\n}\n")
                .toString();
    }

    /** Takes the first of two members that is there out of the document, and the other with it. */
    private static JsonNode first(ObjectNode document, String wanted, String otherwise) {
        JsonNode one = document.remove(wanted);
        JsonNode two = document.remove(otherwise);
        return one != null && !one.isNull() ? one : two;
    }
}
