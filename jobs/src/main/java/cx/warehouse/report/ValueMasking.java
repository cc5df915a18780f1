package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides how the values of one table are shown. Values of personal columns show at most their first letter; other
 * values are hidden only when they look personal. In a table that no contract declares, all text found in the data is
 * hidden.
 *
 * @param personalColumns columns that hold personal values
 * @param declaredColumns columns that a contract declares, empty when no contract declares the table; declared columns
 *     without a mark are trusted not to be personal
 */
record ValueMasking(Set<String> personalColumns, Set<String> declaredColumns) {

    private static final int LONGEST = 160;
    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";
    private static final String TIME = "\\d{2}:\\d{2}(:\\d{2}([.]\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?";
    private static final Pattern MOMENT = Pattern.compile(DAY + "([T ]" + TIME + ")?|" + TIME);

    public ValueMasking {
        personalColumns = Set.copyOf(personalColumns);
        declaredColumns = Set.copyOf(declaredColumns);
    }

    boolean isPersonal(String column) {
        return personalColumns.contains(column);
    }

    /** True when an expectation checks a personal column. */
    boolean isPersonal(ExpectationOutcome outcome) {
        return outcome.columns().stream().anyMatch(this::isPersonal);
    }

    /** A value of a column as a page shows it. */
    public TextPart show(String column, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return TextPart.mark("(empty)");
        }
        if (isPersonal(column)) {
            return TextPart.hiddenText(PersonalValues.hide(value.isValueNode() ? value.asText() : ""));
        }
        if (value.isContainerNode()) {
            return shorten(mask(column, value).toString());
        }
        String text = hideLookalikes(column, value);
        if (!text.equals(value.asText())) {
            return TextPart.hiddenText(shorten(text).text());
        }
        if (value.isNumber()) {
            return value.isDouble() && !Double.isFinite(value.asDouble())
                    ? TextPart.mark(DisplayFormats.number(value.asDouble()))
                    : TextPart.value(
                            value.isFloatingPointNumber() ? value.decimalValue().toPlainString() : text);
        }
        return text.isEmpty() ? TextPart.mark("(text without a character)") : shorten(text);
    }

    /**
     * A value found in the data. It is shown like {@link #show} does, but text of a table that no contract declares is
     * hidden.
     */
    TextPart showFound(String column, JsonNode value) {
        if (!declaredColumns.isEmpty() || isPersonal(column)) {
            return show(column, value);
        }
        return isHiddenText(value)
                ? TextPart.hiddenText(PersonalValues.hide(value.asText()))
                : show(column, withoutText(value));
    }

    /** A value found in the data, as JSON. */
    JsonNode showFound(JsonNode value) {
        return mask("", declaredColumns.isEmpty() ? withoutText(value) : value);
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
        return isHiddenText(value) ? TextNode.valueOf(PersonalValues.hide(value.asText())) : value;
    }

    /** True for text that must be hidden. Dates and times are text in JSON too, but may be shown. */
    private static boolean isHiddenText(JsonNode value) {
        return value.isTextual()
                && !value.asText().isEmpty()
                && !MOMENT.matcher(value.asText()).matches();
    }

    /** A value as JSON with its personal parts masked. */
    JsonNode mask(String column, JsonNode value) {
        if (value instanceof ArrayNode list) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> all.add(mask(column, item)));
            return all;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(member -> all.set(
                            maskText(member.getKey()),
                            mask(isPersonal(column) ? column : member.getKey(), member.getValue())));
            return all;
        }
        if (value.isNull() || value.isMissingNode()) {
            return value;
        }
        if (isPersonal(column)) {
            return JsonNodeFactory.instance.textNode(PersonalValues.hide(value.asText()));
        }
        String text = hideLookalikes(column, value);
        return text.equals(value.asText()) ? value : JsonNodeFactory.instance.textNode(text);
    }

    /** A text that is no value of a column: a note, a condition, a message. */
    String maskText(String free) {
        return PersonalValues.hideCertain(free);
    }

    /** A message about an expectation. Quoted parts are hidden when they may be values of the column. */
    String maskMessage(ExpectationOutcome outcome, String message) {
        boolean mayQuote = declaredColumns.isEmpty()
                || isPersonal(outcome)
                || outcome.columns().isEmpty();
        return maskText(mayQuote ? message.replaceAll("'[^']*'", "'•••'") : message);
    }

    private String hideLookalikes(String column, JsonNode value) {
        if (value.isFloatingPointNumber() || value.isBoolean()) {
            return value.asText();
        }
        return declaredColumns.contains(column)
                ? PersonalValues.hideCertain(value.asText())
                : PersonalValues.hideLikely(value.asText());
    }

    private static TextPart shorten(String text) {
        return TextPart.value(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }
}
