package cx.warehouse.infer;

import cx.warehouse.contract.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The column types to try, the narrower ones first. */
final class TypeCandidates {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern ISO_DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /**
     * A type to try.
     *
     * @param plausible true when a person could mean a cell this way; the reader itself accepts more
     * @param pattern the pattern of a date or timestamp; null for ISO 8601 and for other types
     */
    record Candidate(String type, List<String> settings, Predicate<String> plausible, String pattern) {

        Candidate(String type, List<String> settings, Predicate<String> plausible) {
            this(type, settings, plausible, null);
        }

        /** The same candidate, which also refuses times before 2000 and long after the delivery. */
        Candidate withinWindow() {
            List<String> kept = settings.stream()
                    .filter(setting -> !setting.equals("window: any"))
                    .toList();
            return new Candidate(type, kept, plausible, pattern);
        }

        String yaml() {
            return String.join(
                    ", ", concat(List.of("type: " + (type.contains("(") ? '"' + type + '"' : type)), settings));
        }
    }

    static final List<String> FORMATS = List.of("", "de-DE", "fr-FR");
    private static final List<Candidate> NUMBERS = new ArrayList<>();
    static final List<Candidate> TIMES = new ArrayList<>();
    static final Candidate COMPACT_DATE = time("date", "yyyyMMdd");
    static final List<Candidate> EPOCHS =
            List.of(epoch("epoch_seconds", 10), epoch("epoch_millis", 13), epoch("epoch_micros", 16));
    static final Candidate BOOLEAN =
            new Candidate("boolean", List.of(), cell -> !DIGITS.matcher(cell).matches());
    static final Candidate JSON =
            new Candidate("json", List.of(), cell -> cell.startsWith("{") || cell.startsWith("["));

    static {
        NUMBERS.add(new Candidate("percent", List.of(), cell -> cell.endsWith("%")));
        for (String format : FORMATS) {
            List<String> said = formatSettings(format);
            for (String type : List.of("int", "bigint")) {
                NUMBERS.add(new Candidate(type, said, cell -> !cell.endsWith("%") && !hasPoint(cell, format)));
            }
            for (String type : List.of("decimal(18,2)", "decimal(18,6)", "decimal(38,12)")) {
                NUMBERS.add(new Candidate(type, said, cell -> !cell.endsWith("%")));
            }
        }
        TIMES.add(new Candidate("date", List.of("window: any"), TypeCandidates::beginsWithIsoDay));
        for (String format : TimePatterns.DATES) {
            TIMES.add(time("date", format));
        }
        TIMES.add(new Candidate("timestamp", List.of("window: any"), TypeCandidates::beginsWithIsoDay));
        for (String format : TimePatterns.TIMESTAMPS) {
            TIMES.add(time("timestamp", format));
        }
    }

    private TypeCandidates() {}

    /** The type of shares written with a percent sign. They need no number format to be recognized. */
    static Candidate percent() {
        return NUMBERS.get(0);
    }

    /** The number types in one number format. */
    static List<Candidate> numbers(String format) {
        List<String> said = formatSettings(format);
        return NUMBERS.stream()
                .filter(number ->
                        number.settings().equals(said) && !number.type().equals("percent"))
                .toList();
    }

    private static List<String> formatSettings(String format) {
        return format.isEmpty() ? List.of() : List.of("number_format: " + format);
    }

    /** The candidate with day and month exchanged; null for times whose order of day and month is certain. */
    static Candidate swapped(Candidate time) {
        return TIMES.stream()
                .filter(other -> other.type().equals(time.type())
                        && other.pattern() != null
                        && !other.equals(time)
                        && other.pattern().equals(TimePatterns.swapped(time.pattern())))
                .findFirst()
                .orElse(null);
    }

    private static Candidate time(String type, String format) {
        return new Candidate(
                type,
                List.of("format: " + YamlText.text(format), "window: any"),
                cell -> TimePatterns.isSimilar(cell, format),
                format);
    }

    private static boolean beginsWithIsoDay(String cell) {
        return ISO_DAY.matcher(cell).lookingAt();
    }

    /** True when a number has a decimal sign, even if only zeros follow: other files may have a fraction there. */
    private static boolean hasPoint(String cell, String format) {
        NumberFormat numbers = NumberFormat.of(format).orElse(NumberFormat.EN_US);
        return cell.chars().anyMatch(character -> numbers.isPoint((char) character));
    }

    private static Candidate epoch(String format, int digits) {
        return new Candidate(
                "timestamp",
                List.of("format: " + format, "window: any"),
                cell -> cell.length() == digits && cell.matches("1[0-9]+"));
    }

    private static List<String> concat(List<String> one, List<String> two) {
        List<String> both = new ArrayList<>(one);
        both.addAll(two);
        return both;
    }
}
