package cx.warehouse.conform.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Checks that a text is JSON without building it. */
public final class JsonCellCheck {
    private JsonCellCheck() {}

    /**
     * Reason why a text is not one JSON value; null if it is. The limits are those of JSON files, and as in these an
     * object may repeat a name.
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
