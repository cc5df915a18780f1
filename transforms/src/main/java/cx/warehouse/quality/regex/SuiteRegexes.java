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

/** Translates the regular expressions of suites to Java's dialect, with Python's named groups and end marks. */
public final class SuiteRegexes {

    /** Escapes and character classes, which are copied unchanged, and all syntax that only Python has. */
    private static final Pattern PYTHON = Pattern.compile("\\\\(?s:.)|\\[\\^?]?(?:\\\\.|[^]\\\\])*]"
            + "|\\(\\?P<(\\w+)>|\\(\\?P=(\\w+)\\)|\\(\\?#[^)]*\\)|\\{,(\\d+)}|(\\(\\?\\()");

    private static final Pattern PLAIN = Pattern.compile("[^\\\\^$.|?*+()\\[\\]{}]+");

    private SuiteRegexes() {}

    /**
     * Condition that is true where the pattern matches anywhere in the text of the column. A pattern of plain text is
     * searched as a substring, which is far faster.
     */
    public static Column isFound(FrameColumns.Field field, String regex) {
        return isPlain(regex) ? asText(field).contains(regex) : asText(field).rlike(toJavaRegex(regex));
    }

    /** Whether the pattern has no sign with a special meaning. */
    public static boolean isPlain(String regex) {
        return PLAIN.matcher(regex).matches();
    }

    public static Column asText(FrameColumns.Field field) {
        return field.type() instanceof StringType
                ? field.column()
                : field.column().cast(DataTypes.StringType);
    }

    /**
     * Translates the pattern to Java's dialect.
     *
     * @throws ExpectationFault before any row is read, if the pattern is not valid
     */
    public static String toJavaRegex(String regex) {
        String java = translate(regex);
        try {
            Pattern.compile(java);
            return java;
        } catch (PatternSyntaxException e) {
            throw new ExpectationFault("\"" + regex + "\" is not a regular expression: " + e.getDescription(), e);
        }
    }

    /**
     * Condition that is true where the SQL LIKE pattern matches the column's text.
     *
     * @throws ExpectationFault if the pattern ends in an incomplete escape
     */
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

    /** Replaces underscores, because Java's group names cannot contain them. */
    private static String javaGroupName(String name) {
        return name.replace("_", "U95");
    }
}
