package cx.warehouse.quality.suggest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.ScanTuning;
import cx.warehouse.quality.suite.Severity;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Suggests a suite from data: few expectations that the given rows meet and that similar rows should meet too. Each has
 * a note about the observed data. The same rows always give the same suite. Personal values never appear in it.
 */
public final class SuiteSuggester {

    private static final long FEWEST_ROWS = 10;

    private SuiteSuggester() {}

    /**
     * Profiles a frame and writes a suite for it: expectations of the table first, then of its columns in order.
     *
     * @param name name of the suite
     * @param frame rows that are correct, with any columns; read once, and once more if columns look like keys
     * @param scans choices of speed
     */
    public static Suite suggest(String name, Dataset<Row> frame, ScanTuning scans) {
        return suggest(name, TableProfile.of(frame, scans));
    }

    static Suite suggest(String name, TableProfile profile) {
        List<Expectation> expectations = new ArrayList<>(tableExpectations(profile));
        Severity ofKeys = Severity.CRITICAL;
        for (ColumnProfile column : profile.columns()) {
            expectations.addAll(
                    profile.rows() == 0
                            ? ColumnSuggestions.ofEmptyColumn(column)
                            : ColumnSuggestions.of(column, ofKeys));
            // after a first key, other columns may be unique by chance
            ofKeys = column.isUnique() ? Severity.WARNING : ofKeys;
        }
        String notes =
                "Suggested from " + SuggestionWording.countText(profile.rows(), "row") + "; review it before use";
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
