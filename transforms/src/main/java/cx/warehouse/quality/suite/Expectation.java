package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One entry of a suite: the type of the expectation, its arguments, and all other members that its author wrote.
 *
 * @param type name as in the suite: {@code expect_column_values_to_be_in_set}
 * @param kwargs arguments as written, {@code $PARAMETER} references included
 * @param others all other members, in order: meta, id, notes, severity, and unknown ones
 */
public record Expectation(String type, ObjectNode kwargs, ObjectNode others) {

    private static final List<String> NAMES = List.of("type", "expectation_type");

    public Expectation {
        kwargs = kwargs.deepCopy();
        others = others.deepCopy();
    }

    /**
     * Reads one entry of either generation.
     *
     * @throws ExpectationFault if the entry has no type or its kwargs are no object
     */
    static Expectation read(JsonNode entry) {
        if (!(entry instanceof ObjectNode written)) {
            throw new ExpectationFault("is not a JSON object");
        }
        JsonNode name = NAMES.stream()
                .map(entry::get)
                .filter(node -> node != null && node.isTextual())
                .findFirst()
                .orElseThrow(() -> new ExpectationFault("has no `type`"));
        JsonNode kwargs = entry.get("kwargs");
        if (kwargs != null && !kwargs.isNull() && !kwargs.isObject()) {
            throw new ExpectationFault("`kwargs` is not a JSON object");
        }
        ObjectNode others = written.deepCopy();
        others.remove(NAMES);
        others.remove("kwargs");
        return new Expectation(
                name.asText(), kwargs instanceof ObjectNode object ? object : SuiteJson.object(), others);
    }

    /** The type in lower case, because suites write it in several ways. */
    public String name() {
        return type.toLowerCase(Locale.ROOT);
    }

    /** Label of the expectation in lists of broken rows: its id, or its type and columns. */
    public String label() {
        String id = others.path("id").asText("");
        List<String> columns = new ArrayList<>();
        for (String member : List.of("column", "column_A", "column_B")) {
            if (kwargs.has(member)) {
                columns.add(kwargs.get(member).asText());
            }
        }
        kwargs.path("column_list").forEach(column -> columns.add(column.asText()));
        return id.isEmpty() ? type + "(" + String.join(", ", columns) + ")" : id;
    }

    /** The expectation in words, with its arguments but the column: {@code match regex (regex: ^[A-Z]{3}$)}. */
    public String description() {
        String words =
                name().replaceFirst("^expect_(column_values_to_|column_)?", "").replace('_', ' ');
        List<String> arguments = new ArrayList<>();
        kwargs.properties().forEach(argument -> {
            if (!List.of("column", "condition_parser").contains(argument.getKey())) {
                arguments.add(argument.getKey().replace('_', ' ') + ": " + SuiteJson.text(argument.getValue()));
            }
        });
        return arguments.isEmpty() ? words : words + " (" + String.join(", ", arguments) + ")";
    }

    /** Severity of a failure; critical unless the entry says otherwise. */
    public Severity severity() {
        return Severity.of(others.path("severity").asText(""));
    }

    /** The entry in the form of Great Expectations 1.x, its type as written; validation results contain this form. */
    ObjectNode document() {
        ObjectNode document = head(SuiteGeneration.SECOND, type);
        document.putObject("meta");
        document.setAll(others);
        return document;
    }

    /** The entry in the form of either generation, with no other members than it had. */
    ObjectNode document(SuiteGeneration form) {
        ObjectNode document = head(form, form.type(type));
        document.setAll(others);
        return document;
    }

    private ObjectNode head(SuiteGeneration form, String written) {
        ObjectNode head = SuiteJson.object().put(form.typeName(), written);
        head.set("kwargs", kwargs);
        return head;
    }
}
