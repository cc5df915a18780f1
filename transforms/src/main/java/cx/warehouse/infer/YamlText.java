package cx.warehouse.infer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes text as a YAML scalar on one line, quoted only where necessary. */
final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N} _./()%-]*[\\p{L}\\p{N}_)%]|\\p{L}");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

    /** Characters that YAML takes in double quotes only, and there escaped. */
    private static final Pattern ESCAPED = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]");

    private YamlText() {}

    static String text(String text) {
        if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()) {
            return text;
        }
        return ESCAPED.matcher(text).find() ? '"' + escape(text) + '"' : "'" + text.replace("'", "''") + "'";
    }

    private static String escape(String text) {
        String readable = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return ESCAPED.matcher(readable)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }

    static String list(List<String> texts) {
        return texts.stream().map(YamlText::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
