package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the values of one table are shown: those of personal columns by their first letter at most, all others as they are
 * unless they look personal. Text that was met in a table that no contract knows is shown like a person's.
 *
 * @param personal columns that hold personal values
 * @param declared columns that a contract knows, none when no contract knows the table; a contract is believed in what it does not mark
 */
record Masks(Set<String> personal, Set<String> declared) {

    private static final int LONGEST = 160;
    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";
    private static final String TIME = "\\d{2}:\\d{2}(:\\d{2}([.]\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?";
    private static final Pattern MOMENT = Pattern.compile(DAY + "([T ]" + TIME + ")?|" + TIME);

    Masks {
        personal = Set.copyOf(personal);
        declared = Set.copyOf(declared);
    }

    boolean isPersonal(String column) {
        return personal.contains(column);
    }

    /** True when an expectation judges a personal column. */
    boolean isPersonal(Outcome outcome) {
        return outcome.columns().stream().anyMatch(this::isPersonal);
    }

    /** A value of a column, as a page shows it. */
    Piece shown(String column, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return Piece.mark("(empty)");
        }
        if (isPersonal(column)) {
            return Piece.hidden(Lookalikes.hidden(value.isValueNode() ? value.asText() : ""));
        }
        if (value.isContainerNode()) {
            return cut(masked(column, value).toString());
        }
        String text = safe(column, value);
        if (!text.equals(value.asText())) {
            return Piece.hidden(cut(text).text());
        }
        if (value.isNumber()) {
            return value.isDouble() && !Double.isFinite(value.asDouble())
                    ? Piece.mark(Figures.number(value.asDouble()))
                    : Piece.value(
                            value.isFloatingPointNumber() ? value.decimalValue().toPlainString() : text);
        }
        return text.isEmpty() ? Piece.mark("(text without a character)") : cut(text);
    }

    /** A value that was met in the data: as {@link #shown}, but of a table that no contract knows no text is shown. */
    Piece met(String column, JsonNode value) {
        if (!declared.isEmpty() || isPersonal(column)) {
            return shown(column, value);
        }
        return hides(value) ? Piece.hidden(Lookalikes.hidden(value.asText())) : shown(column, withoutText(value));
    }

    /** A value that was met in the data, as JSON. */
    JsonNode met(JsonNode value) {
        return masked("", declared.isEmpty() ? withoutText(value) : value);
    }

    private static JsonNode withoutText(JsonNode value) {
        if (value instanceof ArrayNode list) {
            ArrayNode all = list.arrayNode();
            list.forEach(item -> all.add(withoutText(item)));
            return all;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode all = object.objectNode();
            object.properties().forEach(member -> all.set(member.getKey(), withoutText(member.getValue())));
            return all;
        }
        return hides(value) ? TextNode.valueOf(Lookalikes.hidden(value.asText())) : value;
    }

    /** Dates and times are text in JSON too. */
    private static boolean hides(JsonNode value) {
        return value.isTextual()
                && !value.asText().isEmpty()
                && !MOMENT.matcher(value.asText()).matches();
    }

    /** The same value as JSON. */
    JsonNode masked(String column, JsonNode value) {
        if (value instanceof ArrayNode list) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> all.add(masked(column, item)));
            return all;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(member -> all.set(
                            text(member.getKey()),
                            masked(isPersonal(column) ? column : member.getKey(), member.getValue())));
            return all;
        }
        if (value.isNull() || value.isMissingNode()) {
            return value;
        }
        if (isPersonal(column)) {
            return JsonNodeFactory.instance.textNode(Lookalikes.hidden(value.asText()));
        }
        String text = safe(column, value);
        return text.equals(value.asText()) ? value : JsonNodeFactory.instance.textNode(text);
    }

    /** A text that is no value of a column: a note, a condition, a message. */
    String text(String free) {
        return Lookalikes.certain(free);
    }

    /** A message about an expectation; what it quotes may be a value of the column. */
    String message(Outcome outcome, String message) {
        boolean mayQuote =
                declared.isEmpty() || isPersonal(outcome) || outcome.columns().isEmpty();
        return text(mayQuote ? message.replaceAll("'[^']*'", "'•••'") : message);
    }

    private String safe(String column, JsonNode value) {
        if (value.isFloatingPointNumber() || value.isBoolean()) {
            return value.asText();
        }
        return declared.contains(column) ? Lookalikes.certain(value.asText()) : Lookalikes.likely(value.asText());
    }

    private static Piece cut(String text) {
        return Piece.value(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }
}
