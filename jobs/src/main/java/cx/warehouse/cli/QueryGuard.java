package cx.warehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.cli.show.JsonPrinter;
import cx.warehouse.files.Fault;
import cx.warehouse.spark.SparkEngine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;

/** Lets queries pass and refuses every other statement, because it could change tables, files or settings. */
final class QueryGuard {

    /** The statements that an operator allows. */
    enum Statements {
        QUERIES,
        ANY
    }

    private static final Pattern EXPLAIN =
            Pattern.compile("\\s*explain\\s+(?:analyze\\s+)?(?:\\([^()]*\\)\\s*)?", Pattern.CASE_INSENSITIVE);

    /** The table functions of DuckDB that read or make rows. Others change settings, write logs, or run a text. */
    private static final Pattern READING = Pattern.compile("read_\\w+|parquet_\\w+|json_\\w+|duckdb_\\w+|pragma_\\w+"
            + "|glob|range|generate_series|unnest|repeat|repeat_row|summary|sniff_csv");

    private QueryGuard() {}

    /**
     * Refuses a text for DuckDB that holds anything but queries. One that DuckDB cannot parse passes, because DuckDB
     * refuses it itself before it runs any part.
     *
     * @throws Fault USAGE with the ways out
     */
    static void requireQuery(Connection duckDb, String text) throws SQLException {
        JsonNode queries = parse(duckDb, text);
        if (queries.path("error_type").asText().equals("parser")) {
            return;
        }
        if (queries.path("error").asBoolean() && EXPLAIN.matcher(text).lookingAt()) {
            queries = parse(duckDb, EXPLAIN.matcher(text).replaceFirst(""));
        }
        if (queries.path("error").asBoolean() || !isReading(queries)) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot run this: a statement in it is no query. cxw sql answers queries, which begin with select, with,"
                            + " from, values, show, describe, summarize or explain. A pivot needs the values that become"
                            + " columns: from (pivot ... on ... in (...)). To run any statement, add --unsafe; it can"
                            + " change tables and files.");
        }
    }

    /**
     * Refuses a statement of Spark that is no query and does not only show something.
     *
     * @throws Fault USAGE with the ways out
     * @throws AnalysisException when the text cannot be parsed, or names something that does not exist
     */
    static void requireQuery(SparkEngine spark, String text) throws AnalysisException {
        if (!spark.isQuery(text)) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot run this: it is no query. cxw sql answers queries, which begin with select, with, from, values,"
                            + " show, describe or explain, and which run no program. To run any statement, add --unsafe;"
                            + " it can change tables and files.");
        }
    }

    /** The statements of a text as DuckDB parses them, or its fault: only a query can be written as JSON. */
    private static JsonNode parse(Connection duckDb, String text) throws SQLException {
        try (PreparedStatement parse = duckDb.prepareStatement("select json_serialize_sql(?::varchar)")) {
            parse.setString(1, text);
            try (ResultSet rows = parse.executeQuery()) {
                rows.next();
                return JsonPrinter.MAPPER.readTree(rows.getString(1));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DuckDB describes a query otherwise than in JSON", e);
        }
    }

    private static boolean isReading(JsonNode part) {
        if (part.path("type").asText().equals("TABLE_FUNCTION")
                && !READING.matcher(part.path("function").path("function_name").asText())
                        .matches()) {
            return false;
        }
        for (JsonNode inner : part) {
            if (!isReading(inner)) {
                return false;
            }
        }
        return true;
    }
}
