package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * What is found out of one column.
 *
 * @param at its place among the names
 * @param name ours
 * @param from the vendor's
 * @param type as a contract writes it
 * @param settings what else a contract says of it, as {@code format: 'M/d/yyyy'}
 * @param isId an identifier, which stays text
 * @param isPersonal may tell of a person
 * @param isOpen its cells may be shown to anybody: numbers, times, identifiers, words of a small set
 * @param isComplete no cell is empty
 * @param isUnique complete, and no two cells are alike
 * @param note what was seen, for the person who reads the draft
 */
record ColumnDraft(
        int at,
        String name,
        String from,
        String type,
        List<String> settings,
        boolean isId,
        boolean isPersonal,
        boolean isOpen,
        boolean isComplete,
        boolean isUnique,
        String note) {

    ColumnDraft {
        settings = List.copyOf(settings);
    }

    boolean isMoney() {
        return type.startsWith("decimal");
    }

    boolean isTime() {
        return type.equals("date") || type.equals("timestamp");
    }

    /** Not any text fits it. */
    boolean isTyped() {
        return isTime() || isNumber() || type.equals("boolean");
    }

    boolean isNumber() {
        return isMoney() || type.equals("int") || type.equals("bigint") || type.equals("percent");
    }

    /** The line of a contract. */
    String yaml() {
        return yaml(List.of());
    }

    /** The line of a contract, for a column that no row may leave empty. */
    String yamlOfRequired() {
        return yaml(List.of("required: true"));
    }

    private String yaml(List<String> more) {
        List<String> parts = new ArrayList<>(List.of("name: " + name));
        if (!from.equals(name)) {
            parts.add("from: " + YamlText.text(from));
        }
        if (!type.equals("string")) {
            parts.add("type: " + (type.contains("(") ? '"' + type + '"' : type));
        }
        parts.addAll(settings);
        if (isId) {
            parts.add("id: true");
        }
        if (isPersonal) {
            parts.add("pii: true");
        }
        parts.addAll(more);
        return "  - {" + String.join(", ", parts) + "}" + (note.isEmpty() ? "" : "  # " + note);
    }
}
