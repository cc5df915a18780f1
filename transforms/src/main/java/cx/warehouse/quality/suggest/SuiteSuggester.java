package cx.warehouse.quality.suggest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.Severity;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Suites made from data: few expectations that the rows seen meet, and that rows like them should meet too, each with a note of
 * what was seen. The same rows give the same suite; values of persons are never told.
 */
public final class SuiteSuggester {

    private static final long FEWEST_ROWS = 10;

    private SuiteSuggester() {}

    /**
     * Profiles a frame and writes a suite for it: table first, then its columns in order.
     *
     * @param name the suite's name
     * @param frame rows that are as they should be; read once, and once more where columns look like keys
     */
    public static Suite suggest(String name, Dataset<Row> frame) {
        return suggest(name, TableProfile.of(frame));
    }

    static Suite suggest(String name, TableProfile profile) {
        List<Expectation> expectations = new ArrayList<>(tableExpectations(profile));
        Severity ofKeys = Severity.CRITICAL;
        for (ColumnProfile column : profile.columns()) {
            expectations.addAll(
                    profile.rows() == 0
                            ? ColumnSuggestions.ofEmptyColumn(column)
                            : ColumnSuggestions.of(column, ofKeys));
            // beside a key, others may be unique by chance
            ofKeys = column.isUnique() ? Severity.WARNING : ofKeys;
        }
        String notes = "Suggested from " + SuggestionWording.countText(profile.rows(), "row")
                + "; to be read before it is used";
        return Suite.of(name, notes, expectations);
    }

    private static List<Expectation> tableExpectations(TableProfile profile) {
        List<Expectation> expectations = new ArrayList<>();
        ArrayNode columns = SuiteJson.list();
        profile.columns().forEach(column -> columns.add(column.name()));
        ObjectNode set = SuiteJson.object();
        set.set("column_set", columns);
        set.put("exact_match", false);
        expectations.add(SuggestionWording.expectation(
                "expect_table_columns_to_match_set",
                set,
                Severity.CRITICAL,
                "The columns seen; further ones may be added"));
        if (profile.rows() >= FEWEST_ROWS) {
            ObjectNode bounds = SuiteJson.object();
            bounds.put("min_value", (profile.rows() + 1) / 2);
            bounds.put("max_value", profile.rows() * 2);
            expectations.add(SuggestionWording.expectation(
                    "expect_table_row_count_to_be_between",
                    bounds,
                    Severity.WARNING,
                    "Half to twice of the " + SuggestionWording.countText(profile.rows(), "row") + " seen"));
        }
        return expectations;
    }
}
