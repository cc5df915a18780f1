package cx.warehouse.cli;

import cx.warehouse.files.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;

/** Lets queries pass and refuses every other statement, because it could change tables, files or settings. */
final class QueryGuard {

    private static final String BLANK = "(?s)^(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*";

    private static final Pattern FIRST_WORD = Pattern.compile(BLANK + "(\\(|\\w+)");
    private static final Pattern EXPLAIN =
            Pattern.compile(BLANK + "explain\\b(?:\\s+analyze\\b)?", Pattern.CASE_INSENSITIVE);

    /** The first words of Spark's queries, and of its commands that only show something. */
    private static final Set<String> QUERIES = Set.of("select", "with", "from", "values", "table", "(");

    private static final Set<String> SHOWING = Set.of("show", "describe", "desc", "explain");

    private QueryGuard() {}

    /**
     * Refuses a statement of DuckDB that is no query. A text of several queries passes; a text that DuckDB cannot parse
     * passes too, because DuckDB refuses it itself.
     *
     * @throws Fault USAGE with the first word of the statement
     */
    static void requireQuery(Connection duckDb, String statement) throws SQLException {
        String explained = EXPLAIN.matcher(statement).replaceFirst("");
        // only a query can be written as JSON
        String sql = "select json_extract_string(json_serialize_sql(?::varchar), '$.error_type')";
        try (PreparedStatement parse = duckDb.prepareStatement(sql)) {
            parse.setString(1, explained);
            try (ResultSet rows = parse.executeQuery()) {
                rows.next();
                String fault = rows.getString(1);
                if (fault != null && !fault.equals("parser")) {
                    throw refusal(statement);
                }
            }
        }
    }

    /**
     * Refuses a statement of Spark that is no query and does not only show something.
     *
     * @throws Fault USAGE with the first word of the statement
     * @throws AnalysisException when the query cannot be parsed, or names something that does not exist
     */
    static void requireQuery(SparkSession spark, String statement) throws AnalysisException {
        String word = firstWord(statement);
        if (SHOWING.contains(word)) {
            return;
        }
        if (!QUERIES.contains(word)) {
            throw refusal(statement);
        }
        // only a query can stand in parentheses, and to plan it runs nothing
        spark.sql("select * from (" + statement + "\n)");
    }

    private static Fault refusal(String statement) {
        return new Fault(
                Fault.Kind.USAGE,
                "Cannot run a statement that begins with `" + firstWord(statement)
                        + "`: cxw sql answers queries, which begin with select, with, from, values, show, describe,"
                        + " summarize or explain (a pivot needs the values it makes columns of: from (pivot ... on ... in"
                        + " (...))). To run any statement, add --unsafe; it can change tables and files.");
    }

    private static String firstWord(String statement) {
        Matcher word = FIRST_WORD.matcher(statement);
        return word.find() ? word.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
