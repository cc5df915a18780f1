package cx.warehouse.conform.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Holds a text to be JSON; nothing of it is built. */
public final class JsonCellCheck {
    private JsonCellCheck() {}

    /**
     * What keeps a text from being one JSON value; null when nothing does. Its limits are those of JSON files, and like in
     * these an object may say one name twice.
     */
    public static String fault(String text) {
        try (JsonParser parser = JsonRecords.JSON.createParser(text)) {
            return fault(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fault(JsonParser parser) throws IOException {
        boolean isWhole = false;
        try {
            parser.nextToken();
            parser.skipChildren();
            parser.finishToken();
            isWhole = true;
            return parser.nextToken() == null ? null : "goes on after its JSON ends";
        } catch (JsonProcessingException e) {
            return isWhole
                    ? "goes on after its JSON ends"
                    : "is not JSON: broken at character "
                            + (JsonRecords.location(parser, e).getCharOffset() + 1);
        }
    }
}
