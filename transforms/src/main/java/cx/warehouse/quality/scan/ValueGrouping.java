package cx.warehouse.quality.scan;

import cx.warehouse.quality.check.DistinctMeasure;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.Judgement;
import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.frame.EvaluationAttempt;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.suite.ScanTuning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * One grouping of a frame by a set of columns, shared by every expectation that needs the counts of equal values.
 *
 * <p>For uniqueness alone, 64-bit hashes of the columns are compared first, because they move eight bytes a row instead
 * of the values. Equal values have equal hashes, so distinct hashes prove that there are no duplicates. Only if two
 * rows share a hash are the values themselves grouped, so the count is exact.
 *
 * @param columns grouped columns, sorted by name
 * @param countedRows true for rows that take part; never null
 */
record ValueGrouping(List<FrameColumns.Field> columns, Column countedRows) {

    ValueGrouping {
        columns = columns.stream()
                .sorted(Comparator.comparing(FrameColumns.Field::name))
                .toList();
    }

    /**
     * Duplicates that a grouping found.
     *
     * @param rowCount rows that share their values with another row
     * @param values the first of the shared values, in ascending order
     */
    record Duplicates(long rowCount, List<Row> values, StructType schema) {}

    /** Verdicts about distinct values, and the duplicates if requested. */
    record GroupingAnswer(List<EvaluationAttempt<Judgement>> judgements, EvaluationAttempt<Duplicates> duplicates) {}

    private static final Duplicates NO_DUPLICATES = new Duplicates(0, List.of(), new StructType());

    private EvaluationAttempt<Duplicates> findDuplicates(
            Dataset<Row> frame, DuplicateRequest wanted, ScanTuning scans) {
        return EvaluationAttempt.of(() -> {
            if (isHashable() && !wanted.isHashShared() && !areHashesShared(frame, scans)) {
                return NO_DUPLICATES;
            }
            Dataset<Row> groups =
                    groupByValue(frame).where(DistinctMeasure.rows().gt(1)).persist(StorageLevel.MEMORY_AND_DISK());
            try {
                return findDuplicatesByValue(groups, wanted.maxValues(), scans);
            } finally {
                groups.unpersist();
            }
        });
    }

    private Duplicates findDuplicatesByValue(Dataset<Row> groups, int most, ScanTuning scans) {
        long duplicateRows = countDuplicateRows(groups, scans);
        if (duplicateRows == 0) {
            return NO_DUPLICATES;
        }
        Dataset<Row> values = groups.where(DistinctMeasure.rows().gt(1)).drop(DistinctMeasure.ROWS);
        List<Row> first = most == 0
                ? List.of()
                : scans.collect().apply(values.orderBy(keys()).limit(most));
        return new Duplicates(duplicateRows, first, values.schema());
    }

    /**
     * Request for the duplicates of a grouping.
     *
     * @param maxValues greatest number of duplicate values to list; negative requests no duplicates
     * @param isHashShared true if two rows are known to have the same hash
     */
    record DuplicateRequest(int maxValues, boolean isHashShared) {}

    /**
     * Judges distinct values and finds duplicates with one grouping.
     *
     * @param mostValues number of distinct values that a judgement may see
     * @param wanted duplicates requested of the same grouping
     * @return one attempt per check, in their order, and the duplicates
     */
    GroupingAnswer judge(
            Dataset<Row> frame,
            List<FrameCheck.Distinct> checks,
            int mostValues,
            DuplicateRequest wanted,
            ScanTuning scans) {
        if (checks.isEmpty()) {
            return new GroupingAnswer(List.of(), findDuplicates(frame, wanted, scans));
        }
        Dataset<Row> groups = groupByValue(frame).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            EvaluationAttempt<Map<FrameCheck.ShownValues, List<Row>>> values =
                    EvaluationAttempt.of(() -> values(groups, checks, mostValues, scans));
            List<EvaluationAttempt<Judgement>> judgements = values.value()
                    .map(held -> MeasureScan.run(groups, measures(checks, held), scans))
                    .orElseGet(() -> Collections.nCopies(
                            checks.size(),
                            EvaluationAttempt.failure(values.fault().orElseThrow())));
            EvaluationAttempt<Duplicates> duplicates = wanted.maxValues() < 0
                    ? EvaluationAttempt.success(NO_DUPLICATES)
                    : EvaluationAttempt.of(() -> findDuplicatesByValue(groups, wanted.maxValues(), scans));
            return new GroupingAnswer(judgements, duplicates);
        } finally {
            groups.unpersist();
        }
    }

    private static Map<FrameCheck.ShownValues, List<Row>> values(
            Dataset<Row> groups, List<FrameCheck.Distinct> checks, int mostValues, ScanTuning scans) {
        Map<FrameCheck.ShownValues, List<Row>> values = new EnumMap<>(FrameCheck.ShownValues.class);
        checks.forEach(check -> values.computeIfAbsent(check.shownValues(), wanted -> switch (wanted) {
            case NONE -> List.of();
            case ALL ->
                scans.collect().apply(groups.orderBy(DistinctMeasure.value()).limit(mostValues));
            case MOST_FREQUENT ->
                scans.collect()
                        .apply(groups.orderBy(DistinctMeasure.rows().desc(), DistinctMeasure.value())
                                .limit(mostValues));
        }));
        return values;
    }

    private static List<Measure<Judgement>> measures(
            List<FrameCheck.Distinct> checks, Map<FrameCheck.ShownValues, List<Row>> values) {
        List<Measure<Judgement>> measures = new ArrayList<>();
        for (FrameCheck.Distinct check : checks) {
            DistinctMeasure measure = check.measure();
            measures.add(new Measure<>(
                    measure.aggregates(), figures -> measure.judge().apply(figures, values.get(check.shownValues()))));
        }
        return measures;
    }

    private static long countDuplicateRows(Dataset<Row> groups, ScanTuning scans) {
        Column rows = DistinctMeasure.rows();
        Row row = scans.collect()
                .apply(groups.agg(
                        functions.sum(functions.when(rows.gt(1), rows)).as("rows")))
                .get(0);
        return row.isNullAt(0) ? 0 : row.getLong(0);
    }

    /**
     * Whether equal values always have equal hashes. Zero and minus zero, or two collated texts, may be equal with
     * different hashes, so those columns are grouped by value.
     */
    boolean isHashable() {
        return columns.stream()
                .map(FrameColumns.Field::type)
                .noneMatch(type -> type instanceof DoubleType
                        || type instanceof FloatType
                        || (type instanceof StringType text
                                && !text.simpleString().equals("string")));
    }

    /**
     * Number of distinct hashes among the rows that take part. All hashes are held in memory, so this suits few rows.
     */
    Column distinctHashCount() {
        return functions.size(functions.collect_set(functions.when(countedRows, hash())));
    }

    private Column hash() {
        return functions.xxhash64(
                columns.stream().map(FrameColumns.Field::column).toArray(Column[]::new));
    }

    private boolean areHashesShared(Dataset<Row> frame, ScanTuning scans) {
        return countDuplicateRows(
                        frame.where(countedRows)
                                .select(hash().as(DistinctMeasure.VALUE))
                                .groupBy(DistinctMeasure.value())
                                .agg(functions.count(functions.lit(1)).as(DistinctMeasure.ROWS)),
                        scans)
                > 0;
    }

    private Dataset<Row> groupByValue(Dataset<Row> frame) {
        Column[] values = new Column[columns.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = columns.get(at).column().as(keyName(at));
        }
        return frame.where(countedRows)
                .select(values)
                .groupBy(keys())
                .agg(functions.count(functions.lit(1)).as(DistinctMeasure.ROWS));
    }

    private Column[] keys() {
        Column[] keys = new Column[columns.size()];
        for (int at = 0; at < keys.length; at++) {
            keys[at] = functions.col(keyName(at));
        }
        return keys;
    }

    static String keyName(int at) {
        return "value" + at;
    }
}
