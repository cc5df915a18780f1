package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file name pattern derived from the names of an export's files.
 *
 * @param pattern the value for {@code drop.file}
 * @param sample the first name without the ending of its compression; an archive without a text ending gets
 *     {@code .csv}
 */
record DropName(String pattern, String sample) {

    private static final Pattern PART = Pattern.compile(
            "(?<day>\\d{4}-\\d{2}-\\d{2})|(?<compact>20\\d{6})(?!\\d)|(?<digits>\\d{3,})|(?<text>\\D+|\\d)");
    private static final Pattern PACKED = Pattern.compile("(?i)\\.(tar\\.gz|tgz|gz|zip)$");

    private static final Pattern TEXT = Pattern.compile("(?i)\\.(csv|txt|tsv|json)");

    static DropName of(List<String> names) {
        List<String> patterns = new ArrayList<>();
        for (String name : names) {
            String pattern = pattern(name);
            if (!patterns.contains(pattern)) {
                patterns.add(pattern);
            }
        }
        String sample = PACKED.matcher(names.get(0)).replaceFirst("");
        return new DropName(
                join(patterns), isArchive(names.get(0)) && suffix(names.get(0)).isEmpty() ? sample + ".csv" : sample);
    }

    /**
     * Joins the patterns. A regular expression may define a group name only once, so only the first keeps its date
     * group.
     */
    private static String join(List<String> patterns) {
        StringBuilder joined = new StringBuilder();
        for (String pattern : patterns) {
            joined.append(joined.isEmpty() ? pattern : "|" + pattern.replace("(?<date>", "(?:"));
        }
        return joined.toString();
    }

    private static String pattern(String name) {
        String bare = PACKED.matcher(name).replaceFirst("");
        String suffix = suffix(name);
        String stem = bare.substring(0, bare.length() - suffix.length());
        StringBuilder pattern = new StringBuilder();
        boolean isDated = false;
        Matcher part = PART.matcher(stem);
        while (part.find()) {
            if (part.group("day") != null) {
                pattern.append(isDated ? "\\d{4}-\\d{2}-\\d{2}" : "(?<date>\\d{4}-\\d{2}-\\d{2})");
                isDated = true;
            } else if (part.group("compact") != null) {
                pattern.append(isDated ? "\\d{8}" : "(?<date>\\d{8})");
                isDated = true;
            } else if (part.group("digits") != null) {
                pattern.append("\\d+");
            } else {
                pattern.append(escape(part.group()));
            }
        }
        pattern.append(".*");
        if (isArchive(name) && suffix.isEmpty()) {
            return pattern.append("\\.(csv|")
                    .append(escape(ending(name)))
                    .append(")")
                    .toString();
        }
        return pattern.append(escape(suffix)).toString();
    }

    /**
     * The ending that names the kind of text. For archives only a known text ending counts: {@code orders.20260407.zip}
     * has none.
     */
    private static String suffix(String name) {
        String bare = PACKED.matcher(name).replaceFirst("");
        int dot = bare.lastIndexOf('.');
        String suffix = dot > 0 ? bare.substring(dot) : "";
        return isArchive(name) && !TEXT.matcher(suffix).matches() ? "" : suffix;
    }

    /** True for archives that may hold several files; their names do not show the kind of text inside. */
    private static boolean isArchive(String name) {
        return !ending(name).isEmpty() && !ending(name).equals("gz");
    }

    private static String ending(String name) {
        Matcher packed = PACKED.matcher(name);
        return packed.find() ? packed.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static String escape(String text) {
        return text.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0");
    }
}
