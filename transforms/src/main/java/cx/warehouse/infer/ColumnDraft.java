package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * The draft of one column of a contract.
 *
 * @param at the position of the column among the vendor's names, from 0
 * @param name our name
 * @param from the vendor's name
 * @param type the type as a contract writes it
 * @param settings further settings of the column in a contract, for example {@code format: 'M/d/yyyy'}
 * @param isId true for an identifier, which stays text
 * @param isPersonal true when cells may describe a person
 * @param isOpen true when cells may be shown to anybody: numbers, times, identifiers, words of a small set
 * @param isComplete true when no cell is empty
 * @param isUnique true when the column is complete and no two cells are equal
 * @param note observations for the person who reads the draft
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

    /** True for types that do not accept every text. */
    boolean isTyped() {
        return isTime() || isNumber() || type.equals("boolean");
    }

    boolean isNumber() {
        return isMoney() || type.equals("int") || type.equals("bigint") || type.equals("percent");
    }

    /** The YAML line of the column in a contract. */
    String yaml() {
        return yaml(List.of());
    }

    /** The YAML line of the column in a contract, marked as required. */
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
