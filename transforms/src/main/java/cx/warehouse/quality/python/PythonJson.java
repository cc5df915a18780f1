package cx.warehouse.quality.python;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Set;

/**
 * Checks for texts that Python's {@code json.loads} accepts: one value of any kind, including {@code NaN} and
 * infinities as bare words.
 */
public final class PythonJson {

    /** Python's default limits on nesting and on the digits of an integer. */
    private static final int DEEPEST = 995;

    private static final int LONGEST_INTEGER = 4300;

    private static final Set<String> BARE = Set.of("NaN", "Infinity", "-Infinity");

    /** Member names are not cached across texts, because they are data and their number is unlimited. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private PythonJson() {}

    public static boolean parses(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            int depth = 0;
            int values = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += depth == 0 ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (!isSound(token, parser)) {
                    return false;
                }
            }
            return values == 1;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSound(JsonToken token, JsonParser parser) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT ->
                parser.getTextLength() <= LONGEST_INTEGER
                        || parser.getText().replaceFirst("^-", "").length() <= LONGEST_INTEGER;
            case VALUE_NUMBER_FLOAT -> !parser.isNaN() || BARE.contains(parser.getText());
            default -> true;
        };
    }
}
