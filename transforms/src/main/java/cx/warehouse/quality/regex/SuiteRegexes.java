package cx.warehouse.quality.regex;

import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.suite.ExpectationFault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;

/** Regular expressions of suites: Java's dialect, with Python's named groups and end marks turned into it. */
public final class SuiteRegexes {

    /** What is passed over, an escape or a class of characters, and what only Python writes so. */
    private static final Pattern PYTHON = Pattern.compile("\\\\(?s:.)|\\[\\^?]?(?:\\\\.|[^]\\\\])*]"
            + "|\\(\\?P<(\\w+)>|\\(\\?P=(\\w+)\\)|\\(\\?#[^)]*\\)|\\{,(\\d+)}|(\\(\\?\\()");

    private static final Pattern PLAIN = Pattern.compile("[^\\\\^$.|?*+()\\[\\]{}]+");

    private SuiteRegexes() {}

    /** True where the pattern is found anywhere in the text of the column; plain text is looked for as such, far faster. */
    public static Column isFound(FrameColumns.Field field, String regex) {
        return isPlain(regex) ? asText(field).contains(regex) : asText(field).rlike(toJavaRegex(regex));
    }

    /** Without any sign that means more than itself. */
    public static boolean isPlain(String regex) {
        return PLAIN.matcher(regex).matches();
    }

    public static Column asText(FrameColumns.Field field) {
        return field.type() instanceof StringType
                ? field.column()
                : field.column().cast(DataTypes.StringType);
    }

    /** The pattern in Java's dialect; a fault, before any row is read, when it is not one. */
    public static String toJavaRegex(String regex) {
        String java = translate(regex);
        try {
            Pattern.compile(java);
            return java;
        } catch (PatternSyntaxException e) {
            throw new ExpectationFault("\"" + regex + "\" is not a regular expression: " + e.getDescription(), e);
        }
    }

    /** The SQL LIKE pattern, once it is sure that its escapes are whole. */
    public static Column isLike(FrameColumns.Field field, String pattern) {
        String unescaped = pattern.replace("\\\\", "");
        if (unescaped.endsWith("\\")) {
            throw new ExpectationFault("like_pattern \"" + pattern + "\" ends in a lone \\");
        }
        return functions.like(field.column().cast(DataTypes.StringType), functions.lit(pattern));
    }

    private static String translate(String regex) {
        Matcher matcher = PYTHON.matcher(regex);
        StringBuilder java = new StringBuilder();
        while (matcher.find()) {
            String token = matcher.group();
            String ours = token;
            if (matcher.group(1) != null) {
                ours = "(?<" + javaGroupName(matcher.group(1)) + ">";
            } else if (matcher.group(2) != null) {
                ours = "\\k<" + javaGroupName(matcher.group(2)) + ">";
            } else if (token.startsWith("(?#")) {
                ours = "";
            } else if (matcher.group(3) != null) {
                ours = "{0," + matcher.group(3) + "}";
            } else if (matcher.group(4) != null) {
                throw new ExpectationFault(
                        "\"" + regex + "\" asks whether a group was found, which no regular expression of Java can");
            } else if (token.equals("\\Z")) {
                ours = "\\z";
            }
            matcher.appendReplacement(java, Matcher.quoteReplacement(ours));
        }
        return matcher.appendTail(java).toString();
    }

    /** Java's group names know no underscore. */
    private static String javaGroupName(String name) {
        return name.replace("_", "U95");
    }
}
