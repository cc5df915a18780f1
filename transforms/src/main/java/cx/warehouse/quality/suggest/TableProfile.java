package cx.warehouse.quality.suggest;

import cx.warehouse.quality.Validator;
import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.scan.MeasureScan;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ResultFormat;
import cx.warehouse.quality.suite.ScanTuning;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.SuiteJson;
import cx.warehouse.quality.suite.ValidationOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Profile of a table, column by column. It takes one pass over the rows, and one more if columns look like keys.
 *
 * @param rows number of rows
 * @param columns in the order of the table
 */
record TableProfile(long rows, List<ColumnProfile> columns) {

    /** Share of approximately distinct values above which all may in fact be distinct. */
    private static final double NEARLY = 0.85;

    private static final long FEWEST_KEYS = 10;

    TableProfile {
        columns = List.copyOf(columns);
    }

    /**
     * Profiles a frame; reads each of its columns.
     *
     * @param scans choices of speed
     * @throws ExpectationFault if a column cannot be measured
     */
    static TableProfile of(Dataset<Row> frame, ScanTuning scans) {
        List<Measure<ColumnProfile>> measures =
                Arrays.stream(frame.schema().fields()).map(ColumnMeasure::of).toList();
        List<ColumnProfile> columns = MeasureScan.run(MeasureScan.fit(frame, scans), measures, scans).stream()
                .map(attempt -> attempt.value()
                        .orElseThrow(() -> new ExpectationFault(
                                "Cannot profile the table: "
                                        + attempt.fault().orElseThrow().getMessage(),
                                attempt.fault().orElseThrow())))
                .toList();
        long rows = columns.stream().mapToLong(ColumnProfile::rows).max().orElse(0);
        return new TableProfile(rows, markKeys(frame, columns, scans));
    }

    /** Marks the columns whose values are all present and all different. */
    private static List<ColumnProfile> markKeys(Dataset<Row> frame, List<ColumnProfile> columns, ScanTuning scans) {
        List<ColumnProfile> candidates =
                columns.stream().filter(TableProfile::mayBeKey).toList();
        if (candidates.isEmpty()) {
            return columns;
        }
        List<Expectation> questions = candidates.stream()
                .map(column -> new Expectation(
                        "expect_column_values_to_be_unique",
                        SuiteJson.object().put("column", column.name()),
                        SuiteJson.object()))
                .toList();
        Suite suite = Suite.of("keys", "which columns are keys", questions);
        ValidationOptions options = ValidationOptions.of("keys", Instant.EPOCH)
                .with(ResultFormat.of(ResultFormat.Level.BOOLEAN_ONLY))
                .with(scans);
        List<ExpectationResult> answers =
                Validator.validate(frame, suite, options).results();
        List<ColumnProfile> verified = new ArrayList<>(columns);
        for (int at = 0; at < candidates.size(); at++) {
            if (answers.get(at).success()) {
                verified.set(
                        columns.indexOf(candidates.get(at)), candidates.get(at).asUnique());
            }
        }
        return verified;
    }

    private static boolean mayBeKey(ColumnProfile column) {
        boolean isNamed = column.hints().isKey()
                || column.share(TextForm.UUID) == 1
                || column.share(TextForm.HEX) + column.share(TextForm.INTEGER) == 1;
        return isNamed
                && column.isComplete()
                && column.rows() >= FEWEST_KEYS
                && column.distinct() > NEARLY * column.rows();
    }
}
