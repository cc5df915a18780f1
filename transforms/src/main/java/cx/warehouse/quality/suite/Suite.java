package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An expectation suite for one table, in Great Expectations' JSON of either generation.
 *
 * @param name name of the suite
 * @param document the suite as written, unknown members included
 */
public record Suite(String name, ObjectNode document) {

    private static final String OWN = "cx_expectations";
    private static final String ENTRIES = "expectations";

    public Suite {
        document = document.deepCopy();
    }

    /** Makes a suite in the form of Great Expectations 1.x. */
    public static Suite of(String name, String notes, List<Expectation> expectations) {
        ObjectNode document =
                SuiteJson.object().put(SuiteGeneration.SECOND.suiteName(), name).put("notes", notes);
        document.putObject("meta");
        ArrayNode entries = document.putArray(ENTRIES);
        expectations.forEach(expectation -> entries.add(expectation.document()));
        return new Suite(name, document);
    }

    /**
     * Reads a suite in the form of Great Expectations 1.x ({@code name}, {@code type}, {@code suite_parameters}) or
     * 0.18 ({@code expectation_suite_name}, {@code expectation_type}, {@code evaluation_parameters}).
     *
     * @param name origin of the text; leads every fault, and names a suite that has no name of its own
     * @throws ExpectationFault with every fault of the document; faults inside the arguments of one expectation appear
     *     only when it is evaluated
     */
    public static Suite read(String name, String json) {
        return read(name, SuiteJson.object("suite " + name, json));
    }

    /** Reads a suite from parsed JSON; see {@link #read(String, String)}. */
    public static Suite read(String name, ObjectNode document) {
        List<String> faults = new ArrayList<>();
        if (!document.path(ENTRIES).isArray()) {
            faults.add("`expectations` is not a list");
        }
        entries(document.path(ENTRIES), ENTRIES, faults);
        entries(document.path("meta").path(OWN), "meta." + OWN, faults);
        if (!faults.isEmpty()) {
            throw new ExpectationFault("Cannot read suite " + name + ": " + String.join("; ", faults));
        }
        JsonNode own = member(document, SuiteGeneration::suiteName);
        return new Suite(own.isTextual() ? own.asText() : name, document);
    }

    /** Generation of the form in which the suite is written. */
    public SuiteGeneration generation() {
        return SuiteGeneration.of(document);
    }

    /** Values for {@code $PARAMETER} references, by name. */
    public ObjectNode parameters() {
        return member(document, SuiteGeneration::parametersName) instanceof ObjectNode object
                ? object.deepCopy()
                : SuiteJson.object();
    }

    /** Expectations for Great Expectations and for this engine, in the order of the file. */
    public List<Expectation> expectations() {
        return List.copyOf(entries(document.path(ENTRIES), ENTRIES, new ArrayList<>()));
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
     * All expectations: those of the suite, then those of {@code meta.cx_expectations}. Great Expectations does not
     * know the latter, and keeps {@code meta} unchanged.
     */
    public List<Expectation> allExpectations() {
        List<Expectation> all = new ArrayList<>(expectations());
        all.addAll(entries(document.path("meta").path(OWN), OWN, new ArrayList<>()));
        return List.copyOf(all);
    }

    /** The suite as it was written, one expectation per line. */
    public String toJson() {
        return text(document);
    }

    /** The suite in the form of either generation; members that the other generation does not know are kept. */
    public String toJson(SuiteGeneration form) {
        return form == generation() ? toJson() : text(convert(form));
    }

    private ObjectNode convert(SuiteGeneration form) {
        ObjectNode head = SuiteJson.object().put(form.suiteName(), name);
        head.setAll(document);
        JsonNode parameters = member(document, SuiteGeneration::parametersName);
        head.remove(List.of(generation().suiteName(), generation().parametersName()));
        head.put(form.suiteName(), name);
        if (!parameters.isMissingNode()) {
            head.set(form.parametersName(), parameters);
        }
        ArrayNode entries = head.putArray(ENTRIES);
        expectations().forEach(expectation -> entries.add(expectation.document(form)));
        return head;
    }

    private static String text(ObjectNode document) {
        StringBuilder text = new StringBuilder("{\n");
        document.properties().stream()
                .filter(member -> !member.getKey().equals(ENTRIES))
                .forEach(member -> text.append("  ")
                        .append(SuiteJson.text(SuiteJson.NODES.textNode(member.getKey())))
                        .append(": ")
                        .append(SuiteJson.text(member.getValue()))
                        .append(",\n"));
        List<String> lines = new ArrayList<>();
        document.path(ENTRIES).forEach(entry -> lines.add("\n    " + SuiteJson.text(entry)));
        return text.append("  \"expectations\": [")
                .append(String.join(",", lines))
                .append(lines.isEmpty() ? "]\n}\n" : "\n  ]\n}\n")
                .toString();
    }

    /** Finds a member whose name differs between the generations; the newer name wins if it has a value. */
    private static JsonNode member(JsonNode document, Function<SuiteGeneration, String> member) {
        String newer = member.apply(SuiteGeneration.SECOND);
        return document.path(document.hasNonNull(newer) ? newer : member.apply(SuiteGeneration.FIRST));
    }
}
