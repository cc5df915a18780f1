package cx.warehouse.infer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes text as a YAML scalar on one line, quoted only where necessary. */
final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N} _./()%-]*[\\p{L}\\p{N}_)%]|\\p{L}");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

    private YamlText() {}

    static String text(String text) {
        return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()
                ? text
                : text.chars().anyMatch(Character::isISOControl)
                        ? "\""
                                + text.replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                        .replace("\t", "\\t")
                                        .replace("\n", "\\n")
                                        .replace("\r", "\\r")
                                + "\""
                        : "'" + text.replace("'", "''") + "'";
    }

    static String list(List<String> texts) {
        return texts.stream().map(YamlText::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
