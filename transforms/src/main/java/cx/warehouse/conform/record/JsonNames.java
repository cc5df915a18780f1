package cx.warehouse.conform.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The member names seen at one position of a file's JSON, and their order. The next record nearly always has the same
 * names in the same order. So a name is compared with the expected one, which is faster than to read and look it up.
 */
final class JsonNames {
    /** Limit on remembered names, because a vendor that uses values as names would fill the memory. */
    private static final int MOST = 500;

    /**
     * A name, the plan for its value (null if the contract does not need it), and the name that followed it last time.
     */
    static final class SeenName {
        final String name;
        final JsonPlan wanted;
        private final SerializedString quoted;
        private final char[] characters;
        private SeenName next;

        private SeenName(String name, JsonPlan wanted) {
            this.name = name;
            this.wanted = wanted;
            this.quoted = new SerializedString(name);
            this.characters = name.toCharArray();
        }
    }

    private final Function<String, JsonPlan> wanted;
    private final Map<String, SeenName> seenNames = new HashMap<>();
    private final SeenName start = new SeenName("", null);

    JsonNames(Function<String, JsonPlan> wanted) {
        this.wanted = wanted;
    }

    /** Start of an object, before its first name. */
    SeenName start() {
        return start;
    }

    /** Moves to the member after {@code before} in the parser's current object; null at the object's end. */
    SeenName nextMember(JsonParser parser, SeenName before) throws IOException {
        SeenName guess = before.next;
        String name;
        if (guess == null) {
            name = parser.nextFieldName();
        } else if (parser.nextFieldName(guess.quoted)) {
            return guess;
        } else {
            name = parser.currentToken() == JsonToken.FIELD_NAME ? parser.currentName() : null;
        }
        return name == null ? null : after(before, name);
    }

    /** The name in the parser's current text, after the name {@code before}. */
    SeenName currentName(JsonParser parser, SeenName before) throws IOException {
        SeenName guess = before.next;
        return guess != null && isText(parser, guess.characters) ? guess : after(before, parser.getText());
    }

    /** Whether the parser's current text equals these characters. */
    static boolean isText(JsonParser parser, char[] text) throws IOException {
        int length = parser.getTextLength();
        if (length != text.length) {
            return false;
        }
        int offset = parser.getTextOffset();
        return Arrays.equals(parser.getTextCharacters(), offset, offset + length, text, 0, length);
    }

    private SeenName after(SeenName before, String name) {
        SeenName found = seenNames.get(name);
        if (found == null) {
            found = new SeenName(name, wanted.apply(name));
            if (seenNames.size() < MOST) {
                seenNames.put(name, found);
            }
        }
        before.next = found;
        return found;
    }
}
