package cx.warehouse.quality.python;

import cx.warehouse.quality.suite.ExpectationFault;
import java.io.Serializable;
import java.time.DateTimeException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A format of Python's {@code strptime}, in the C locale and UTC, compiled to check texts. */
public final class StrptimeFormat implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String WEEK = "5[0-3]|[0-4]\\d|\\d";
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("d", "3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]"),
            Map.entry("f", "[0-9]{1,6}"),
            Map.entry("H", "2[0-3]|[0-1]\\d|\\d"),
            Map.entry("I", "1[0-2]|0[1-9]|[1-9]"),
            Map.entry("G", "\\d{4}"),
            Map.entry("j", "36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]"),
            Map.entry("m", "1[0-2]|0[1-9]|[1-9]"),
            Map.entry("M", "[0-5]\\d|\\d"),
            Map.entry("S", "6[0-1]|[0-5]\\d|\\d"),
            Map.entry("U", WEEK),
            Map.entry("W", WEEK),
            Map.entry("V", "5[0-3]|0[1-9]|[1-4]\\d|\\d"),
            Map.entry("w", "[0-6]"),
            Map.entry("u", "[1-7]"),
            Map.entry("y", "\\d\\d"),
            Map.entry("Y", "\\d{4}"),
            Map.entry("z", "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|(?-i:Z)"),
            Map.entry("A", "wednesday|thursday|saturday|tuesday|monday|friday|sunday"),
            Map.entry("a", "mon|tue|wed|thu|fri|sat|sun"),
            Map.entry("B", "january|february|march|april|may|june|july|august|september|october|november|december"),
            Map.entry("b", "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
            Map.entry("p", "am|pm"),
            Map.entry("Z", "utc|gmt"));
    private static final Map<String, String> SHORTHANDS =
            Map.of("c", "%a %b %d %H:%M:%S %Y", "x", "%m/%d/%y", "X", "%H:%M:%S");

    /** Case and digits as in Python: those of every script. */
    private static final int ANY_SCRIPT = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final String BLANKS = "[\\s\\x1c-\\x1f]+";
    private static final Pattern PARTS =
            Pattern.compile("%(?<letter>.?)|(?<blanks>" + BLANKS + ")|[^%]", Pattern.DOTALL | ANY_SCRIPT);

    private final Pattern pattern;
    private final String fields;

    private StrptimeFormat(String regex, String fields) {
        this.pattern = Pattern.compile(regex, ANY_SCRIPT);
        this.fields = fields;
    }

    /**
     * Compiles the format.
     *
     * @throws ExpectationFault if Python's {@code strptime} would reject it
     */
    public static StrptimeFormat of(String format) {
        StringBuilder fields = new StringBuilder();
        String regex = regex(format, format, fields);
        return new StrptimeFormat(regex, fields.toString());
    }

    /** Whether the whole text has the format and is an existing date and time. */
    public boolean parses(String text) {
        Matcher found = pattern.matcher(text);
        if (!found.lookingAt() || found.end() != text.length()) {
            return false;
        }
        try {
            StrptimeFields read = new StrptimeFields();
            for (int i = 0; i < fields.length(); i++) {
                read.set(fields.charAt(i), found.group(i + 1));
            }
            return read.isMoment();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String regex(String whole, String format, StringBuilder fields) {
        StringBuilder regex = new StringBuilder();
        Matcher parts = PARTS.matcher(format);
        while (parts.find()) {
            if (parts.group("letter") != null) {
                regex.append(directive(whole, parts.group("letter"), fields));
            } else {
                regex.append(parts.group("blanks") != null ? BLANKS : Pattern.quote(parts.group()));
            }
        }
        return regex.toString();
    }

    private static String directive(String format, String letter, StringBuilder fields) {
        if (letter.equals("%")) {
            return "%";
        }
        if (SHORTHANDS.containsKey(letter)) {
            return regex(format, SHORTHANDS.get(letter), fields);
        }
        String regex = FIELDS.get(letter);
        if (regex == null) {
            throw fault(format, letter.isEmpty() ? "it ends in a lone %" : "Python cannot read %" + letter);
        }
        if (fields.indexOf(letter) >= 0) {
            throw fault(format, "it has %" + letter + " twice");
        }
        fields.append(letter);
        return "(" + regex + ")";
    }

    private static ExpectationFault fault(String format, String why) {
        return new ExpectationFault("strftime_format \"" + format + "\" cannot be read: " + why);
    }
}
