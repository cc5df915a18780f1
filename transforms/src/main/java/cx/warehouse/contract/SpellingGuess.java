package cx.warehouse.contract;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses the known word that an unknown, misspelled word stands for. */
public final class SpellingGuess {
    private SpellingGuess() {}

    /** The word of {@code known} nearest to {@code word}; empty when none is near enough. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int limit = Math.max(2, word.length() / 3);
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(normalize(word), normalize(candidate)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(normalize(word), normalize(candidate)) <= limit);
    }

    /** The end of a message: {@code ; did you mean `cost`?}, or an empty text. */
    public static String hint(String word, Collection<String> known) {
        return nearest(word, known)
                .map(meant -> "; did you mean `" + meant + "`?")
                .orElse("");
    }

    private static String normalize(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
    }

    private static int distance(String left, String right) {
        return LevenshteinDistance.getDefaultInstance().apply(left, right);
    }
}
