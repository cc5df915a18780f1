package cx.warehouse.checks;

import cx.warehouse.conform.CsvFormat;
import cx.warehouse.files.Fault;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options of CSV files that a person may give.
 *
 * @param format the format that they describe
 * @param isDelimiterGiven false when the delimiter is the usual comma
 */
record CsvOptions(CsvFormat format, boolean isDelimiterGiven) {

    /** Words for delimiters. */
    static final SortedMap<String, Character> DELIMITERS =
            new TreeMap<>(Map.of("comma", ',', "tab", '\t', "semicolon", ';', "pipe", '|'));

    private static final List<String> KNOWN = List.of("encoding", "header", "nullValue", "sep");

    /**
     * Reads the options.
     *
     * @param delimiter a word or a character; null for the usual comma, or for that of {@code options}
     * @param options further options, named as those of Spark's reader
     * @throws Fault USAGE for an unknown option or value
     */
    static CsvOptions of(String delimiter, Map<String, String> options) {
        List<String> faults = new ArrayList<>();
        options.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .forEach(name ->
                        faults.add("unknown option `" + name + "`; the options are " + String.join(", ", KNOWN)));
        if (!options.getOrDefault("header", "true").equals("true")) {
            faults.add("option `header`: the first line must have the names of the columns");
        }
        String given = delimiter == null ? options.get("sep") : delimiter;
        Character character = given == null ? Character.valueOf(',') : character(given);
        if (character == null) {
            faults.add("delimiter `" + given + "`: expected one character, comma, tab, semicolon or pipe");
        }
        String encoding = options.getOrDefault("encoding", StandardCharsets.UTF_8.name());
        if (!isCharset(encoding)) {
            faults.add("option `encoding`: no such encoding `" + encoding + "`");
        }
        if (!faults.isEmpty()) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read CSV: " + String.join("; ", faults));
        }
        return new CsvOptions(new CsvFormat(character, encoding, options.get("nullValue")), given != null);
    }

    private static Character character(String given) {
        if (given.length() == 1) {
            return given.charAt(0);
        }
        return given.equals("\\t") ? Character.valueOf('\t') : DELIMITERS.get(given);
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
