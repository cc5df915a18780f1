package cx.warehouse.quality.python;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The English words with a meaning in a date text, in any case. Each lookup returns null for a word that it does not
 * know.
 */
final class DateWords {

    private static final Set<String> FILLERS =
            Set.of(" ", ".", ",", ";", "-", "/", "'", "at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd", "th");
    private static final Map<String, Integer> WEEKDAYS = numberWords(List.of(
            "mon monday", "tue tuesday", "wed wednesday", "thu thursday", "fri friday", "sat saturday", "sun sunday"));
    private static final Map<String, Integer> MONTHS = numberWords(List.of(
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december"));
    private static final Map<String, Integer> UNITS =
            numberWords(List.of("h hour hours", "m minute minutes", "s second seconds"));
    private static final Map<String, Integer> HALVES = numberWords(List.of("am a", "pm p"));
    private static final Set<String> UTC = Set.of("utc", "gmt", "z");

    /** Unit that gives a number beside it its meaning. */
    enum Unit {
        HOUR,
        MINUTE,
        SECOND
    }

    /** Half of the day for an hour of a 12-hour clock. */
    enum Half {
        MORNING,
        AFTERNOON
    }

    private DateWords() {}

    /** Whether the token is a word or mark that may appear anywhere. */
    static boolean isFiller(String token) {
        return FILLERS.contains(lower(token));
    }

    /** 1 for Monday to 7 for Sunday. */
    static Integer weekday(String token) {
        return WEEKDAYS.get(lower(token));
    }

    /** 1 for January to 12 for December. */
    static Integer month(String token) {
        return MONTHS.get(lower(token));
    }

    static Unit unit(String token) {
        Integer place = UNITS.get(lower(token));
        return place == null ? null : Unit.values()[place - 1];
    }

    static Half half(String token) {
        Integer place = HALVES.get(lower(token));
        return place == null ? null : Half.values()[place - 1];
    }

    static boolean isUtc(String token) {
        return UTC.contains(lower(token));
    }

    /** Whether the token may name a time zone: up to five capitals, or a lower-case z. */
    static boolean isZone(String token) {
        return token.equals("z") || (token.length() <= 5 && token.chars().allMatch(c -> c >= 'A' && c <= 'Z'));
    }

    private static Map<String, Integer> numberWords(List<String> lines) {
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(place -> Stream.of(lines.get(place).split(" ")).map(word -> entry(word, place + 1)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String lower(String token) {
        return token.toLowerCase(Locale.ROOT);
    }
}
