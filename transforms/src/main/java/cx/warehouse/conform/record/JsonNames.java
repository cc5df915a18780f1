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
 * The names met at one place of a file's JSON, and which came after which: the next record nearly always has the same in the
 * same order, so that a name is compared with the one expected instead of being read and looked up.
 */
final class JsonNames {
    /** A vendor who makes names of values must not fill the memory. */
    private static final int MOST = 500;

    /** A name, what the contract wants of what bears it (null for nothing), and the name that came after it the last time. */
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

    /** What stands before the first name. */
    SeenName start() {
        return start;
    }

    /** Goes to the member after {@code before} in the object the parser is in; null at the object's end. */
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

    /** The name that the text the parser stands at is, when the one before it was {@code before}. */
    SeenName currentName(JsonParser parser, SeenName before) throws IOException {
        SeenName guess = before.next;
        return guess != null && isText(parser, guess.characters) ? guess : after(before, parser.getText());
    }

    /** True when the parser stands at just these characters. */
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
