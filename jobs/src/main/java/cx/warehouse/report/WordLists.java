package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Lists things in words: {@code a, b and c}. */
final class WordLists {

    private static final int MOST = 15;

    private WordLists() {}

    /** Joins the things with commas and a word before the last. A long list shows the first 15 and counts the rest. */
    static List<TextPart> list(List<TextPart> things, String last) {
        List<TextPart> all = new ArrayList<>();
        int shown = things.size() > MOST + 1 ? MOST : things.size();
        for (int at = 0; at < shown; at++) {
            if (at > 0) {
                boolean isLast = at == things.size() - 1;
                all.add(TextPart.words(isLast ? " " + last + " " : ", "));
            }
            all.add(things.get(at));
        }
        if (shown < things.size()) {
            all.add(TextPart.words(" " + last + " " + (things.size() - shown) + " more"));
        }
        return all;
    }

    static List<TextPart> list(JsonNode things, String last, Function<JsonNode, TextPart> show) {
        return list(StreamSupport.stream(things.spliterator(), false).map(show).toList(), last);
    }
}
