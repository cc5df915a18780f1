package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The column types to try, the narrower ones first. */
final class TypeCandidates {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /**
     * A type to try.
     *
     * @param plausible true when a person could mean a cell this way; the reader itself accepts more
     */
    record Candidate(String type, List<String> settings, Predicate<String> plausible) {

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
            for (String type : List.of("int", "bigint", "decimal(18,2)", "decimal(18,6)", "decimal(38,12)")) {
                NUMBERS.add(new Candidate(type, said, cell -> !cell.endsWith("%")));
            }
        }
        TIMES.add(new Candidate("date", List.of("window: any"), cell -> true));
        for (String format :
                List.of("M/d/yyyy", "d/M/yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd-MMM-yyyy", "MMM d, yyyy", "d MMM yyyy")) {
            TIMES.add(time("date", format));
        }
        TIMES.add(new Candidate("timestamp", List.of("window: any"), cell -> true));
        for (String format : List.of(
                "M/d/yyyy H:mm",
                "M/d/yyyy H:mm:ss",
                "M/d/yyyy h:mm a",
                "d/M/yyyy H:mm",
                "d/M/yyyy H:mm:ss",
                "dd.MM.yyyy HH:mm",
                "dd.MM.yyyy HH:mm:ss",
                "dd-MMM-yyyy hh:mma",
                "dd-MMM-yyyy HH:mm",
                "yyyy/MM/dd HH:mm:ss",
                "yyyyMMddHHmmss",
                "EEE, d MMM yyyy HH:mm:ss Z")) {
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

    private static Candidate time(String type, String format) {
        return new Candidate(type, List.of("format: " + YamlText.text(format), "window: any"), cell -> true);
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
