package cx.warehouse.quality;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Suites made from data: few expectations that the rows seen meet, and that rows like them should meet too, each with a note of
 * what was seen. The same rows give the same suite; values of persons are never told.
 */
public final class Suggestion {

    private static final long FEWEST_ROWS = 10;

    private Suggestion() {}

    /**
     * Profiles a frame and writes a suite for it: table first, then its columns in order.
     *
     * @param name the suite's name
     * @param frame rows that are as they should be; read once, and once more where columns look like keys
     */
    public static Suite suite(String name, Dataset<Row> frame) {
        return suite(name, Profile.of(frame));
    }

    static Suite suite(String name, Profile profile) {
        List<Expectation> expectations = new ArrayList<>(table(profile));
        Severity ofKeys = Severity.CRITICAL;
        for (ColumnProfile column : profile.columns()) {
            expectations.addAll(
                    profile.rows() == 0 ? ColumnSuggestions.empty(column) : ColumnSuggestions.of(column, ofKeys));
            // beside a key, others may be unique by chance
            ofKeys = column.isUnique() ? Severity.WARNING : ofKeys;
        }
        String notes = "Suggested from " + Wording.count(profile.rows(), "row") + "; to be read before it is used";
        return Suite.of(name, notes, expectations);
    }

    private static List<Expectation> table(Profile profile) {
        List<Expectation> expectations = new ArrayList<>();
        ArrayNode columns = Json.list();
        profile.columns().forEach(column -> columns.add(column.name()));
        ObjectNode set = Json.object();
        set.set("column_set", columns);
        set.put("exact_match", false);
        expectations.add(Wording.expectation(
                "expect_table_columns_to_match_set",
                set,
                Severity.CRITICAL,
                "The columns seen; further ones may be added"));
        if (profile.rows() >= FEWEST_ROWS) {
            ObjectNode bounds = Json.object();
            bounds.put("min_value", (profile.rows() + 1) / 2);
            bounds.put("max_value", profile.rows() * 2);
            expectations.add(Wording.expectation(
                    "expect_table_row_count_to_be_between",
                    bounds,
                    Severity.WARNING,
                    "Half to twice of the " + Wording.count(profile.rows(), "row") + " seen"));
        }
        return expectations;
    }
}
