package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Amount of detail that a result gives about unexpected rows.
 *
 * @param level from success alone to every unexpected value
 * @param partialCount number of unexpected values in the short lists
 * @param keyColumns columns that identify a row in index lists; empty means no index lists
 * @param extras further details to include or leave out
 */
public record ResultFormat(Level level, int partialCount, List<String> keyColumns, List<Extra> extras) {

    /** Levels of Great Expectations; each gives more detail than the one before. */
    public enum Level {
        BOOLEAN_ONLY,
        BASIC,
        SUMMARY,
        COMPLETE
    }

    /** Options that change the detail of a level. */
    public enum Extra {
        /** whole rows, not only the values judged */
        ROWS,
        /** no values of the data in the result */
        NO_VALUES,
        /** no query text in the result */
        NO_QUERY
    }

    public ResultFormat {
        keyColumns = List.copyOf(keyColumns);
        extras = List.copyOf(extras);
    }

    /** A level with Great Expectations' defaults: short lists of 20, rows identified by {@code keyColumns}. */
    public static ResultFormat of(Level level, String... keyColumns) {
        return new ResultFormat(level, 20, List.of(keyColumns), List.of());
    }

    /** Reads the text form ({@code "SUMMARY"}) or the object form. */
    public static ResultFormat read(JsonNode written) {
        if (written.isTextual()) {
            return of(level(written.asText()));
        }
        if (!(written instanceof ObjectNode object)) {
            throw new ExpectationFault("result_format is neither a text nor an object");
        }
        List<String> keys = new ArrayList<>();
        object.path("unexpected_index_column_names").forEach(key -> keys.add(key.asText()));
        List<Extra> extras = new ArrayList<>();
        if (object.path("include_unexpected_rows").asBoolean(false)) {
            extras.add(Extra.ROWS);
        }
        if (object.path("exclude_unexpected_values").asBoolean(false)) {
            extras.add(Extra.NO_VALUES);
        }
        if (!object.path("return_unexpected_index_query").asBoolean(true)) {
            extras.add(Extra.NO_QUERY);
        }
        int partial = object.path("partial_unexpected_count").asInt(20);
        if (partial < 0) {
            throw new ExpectationFault("partial_unexpected_count " + partial + " is negative");
        }
        return new ResultFormat(level(object.path("result_format").asText("SUMMARY")), partial, keys, extras);
    }

    private static Level level(String name) {
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ExpectationFault(
                        "result_format \"" + name + "\" is none of BOOLEAN_ONLY, BASIC, SUMMARY, COMPLETE"));
    }

    public boolean includes(Level wanted) {
        return level.compareTo(wanted) >= 0;
    }

    public boolean has(Extra extra) {
        return extras.contains(extra);
    }

    /** Number of unexpected rows that one expectation lists; never more than {@code most}. */
    public int rowLimit(int most) {
        return level == Level.BOOLEAN_ONLY ? 0 : level == Level.COMPLETE ? most : Math.min(partialCount, most);
    }
}
