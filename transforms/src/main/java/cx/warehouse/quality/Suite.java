package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An expectation suite: what one table is held to, read from Great Expectations' JSON of either generation.
 *
 * @param name name of the suite
 * @param expectations in the order of the file
 * @param parameters values for {@code $PARAMETER} references, by name
 * @param others members of the document beside these, kept as written: id, meta, notes, and those we do not know
 */
public record Suite(String name, List<Expectation> expectations, ObjectNode parameters, ObjectNode others) {

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
        ObjectNode document = Json.object("suite " + name, json);
        List<String> faults = new ArrayList<>();
        List<Expectation> expectations = new ArrayList<>();
        JsonNode entries = document.path("expectations");
        if (!entries.isArray()) {
            faults.add("`expectations` is not a list");
        }
        for (int at = 0; at < entries.size(); at++) {
            try {
                Expectation expectation = Expectation.read(entries.get(at));
                expectation.severity();
                expectations.add(expectation);
            } catch (ExpectationFault fault) {
                faults.add("expectations[" + at + "] " + fault.getMessage());
            }
        }
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
                others);
    }

    /** Takes the first of two members that is there out of the document, and the other with it. */
    private static JsonNode first(ObjectNode document, String wanted, String otherwise) {
        JsonNode one = document.remove(wanted);
        JsonNode two = document.remove(otherwise);
        return one != null && !one.isNull() ? one : two;
    }
}
