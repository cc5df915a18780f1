package cx.warehouse.quality;

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
 * One grouping of a frame by a set of columns, shared by every expectation that needs equal values brought together.
 *
 * <p>When only uniqueness is asked, 64-bit hashes of the columns are compared first, which moves eight bytes a row instead of
 * the values. Equal values have equal hashes, so no shared hash means no twins. Only when some hash is shared are the values
 * themselves grouped, and the count is exact.
 *
 * @param columns grouped by, in order of their names
 * @param counted true for rows that take part; never null
 */
record Grouping(List<Shape.Field> columns, Column counted) {

    Grouping {
        columns =
                columns.stream().sorted(Comparator.comparing(Shape.Field::name)).toList();
    }

    /**
     * What a grouping found.
     *
     * @param inTwins rows that share their values with another row
     * @param twins the first values that rows share, in ascending order
     */
    record Twins(long inTwins, List<Row> twins, StructType schema) {}

    /** Verdicts on distinct values, and the twins when they were asked for. */
    record Found(List<Attempt<Judgement>> judgements, Attempt<Twins> twins) {}

    private static final Twins NO_TWINS = new Twins(0, List.of(), new StructType());

    private Attempt<Twins> twins(Dataset<Row> frame, TwinsWanted wanted) {
        return Attempt.of(() -> {
            if (hasHashes() && !wanted.isHashShared() && !areHashesShared(frame, wanted.rows())) {
                return NO_TWINS;
            }
            Dataset<Row> groups =
                    byValue(frame).where(DistinctMeasure.rows().gt(1)).persist(StorageLevel.MEMORY_AND_DISK());
            try {
                return exactTwins(groups, wanted.most());
            } finally {
                groups.unpersist();
            }
        });
    }

    private Twins exactTwins(Dataset<Row> groups, int most) {
        long inTwins = inTwins(groups);
        if (inTwins == 0) {
            return NO_TWINS;
        }
        Dataset<Row> values = groups.where(DistinctMeasure.rows().gt(1)).drop(DistinctMeasure.ROWS);
        List<Row> first =
                most == 0 ? List.of() : values.orderBy(keys()).limit(most).collectAsList();
        return new Twins(inTwins, first, values.schema());
    }

    /**
     * Whether and how twins are wanted.
     *
     * @param most how many shared values; below zero when nobody asks for twins
     * @param rows how many rows count, when only twins are asked for
     * @param isHashShared true when it is known that two rows have the same hash
     */
    record TwinsWanted(int most, long rows, boolean isHashShared) {}

    /**
     * Judges distinct values: one attempt a check, all over one grouping.
     *
     * @param mostValues how many distinct values a judgement may be shown
     * @param wanted twins of the same grouping
     */
    Found judge(Dataset<Row> frame, List<Check.Distinct> checks, int mostValues, TwinsWanted wanted) {
        if (checks.isEmpty()) {
            return new Found(List.of(), twins(frame, wanted));
        }
        Dataset<Row> groups = byValue(frame).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Attempt<Map<Check.Wanted, List<Row>>> values = Attempt.of(() -> values(groups, checks, mostValues));
            List<Attempt<Judgement>> judgements = values.value()
                    .map(held -> Scan.run(groups, measures(checks, held)))
                    .orElseGet(() -> Collections.nCopies(
                            checks.size(), Attempt.failed(values.fault().orElseThrow())));
            Attempt<Twins> twins =
                    wanted.most() < 0 ? Attempt.done(NO_TWINS) : Attempt.of(() -> exactTwins(groups, wanted.most()));
            return new Found(judgements, twins);
        } finally {
            groups.unpersist();
        }
    }

    private static Map<Check.Wanted, List<Row>> values(
            Dataset<Row> groups, List<Check.Distinct> checks, int mostValues) {
        Map<Check.Wanted, List<Row>> values = new EnumMap<>(Check.Wanted.class);
        checks.forEach(check -> values.computeIfAbsent(check.wanted(), wanted -> switch (wanted) {
            case NONE -> List.of();
            case ALL ->
                groups.orderBy(DistinctMeasure.value()).limit(mostValues).collectAsList();
            case MOST_FREQUENT ->
                groups.orderBy(DistinctMeasure.rows().desc(), DistinctMeasure.value())
                        .limit(mostValues)
                        .collectAsList();
        }));
        return values;
    }

    private static List<Measure<Judgement>> measures(List<Check.Distinct> checks, Map<Check.Wanted, List<Row>> values) {
        List<Measure<Judgement>> measures = new ArrayList<>();
        for (Check.Distinct check : checks) {
            DistinctMeasure measure = check.measure();
            measures.add(new Measure<>(
                    measure.aggregates(), figures -> measure.judge().apply(figures, values.get(check.wanted()))));
        }
        return measures;
    }

    private static long inTwins(Dataset<Row> groups) {
        Column rows = DistinctMeasure.rows();
        Row row = groups.agg(functions.sum(functions.when(rows.gt(1), rows)))
                .collectAsList()
                .get(0);
        return row.isNullAt(0) ? 0 : row.getLong(0);
    }

    /** Zero and minus zero, or two collated texts, may be equal and yet hash apart: those are grouped by value. */
    boolean hasHashes() {
        return columns.stream()
                .map(Shape.Field::type)
                .noneMatch(type -> type instanceof DoubleType
                        || type instanceof FloatType
                        || (type instanceof StringType text
                                && !text.simpleString().equals("string")));
    }

    /** How many different hashes the rows that take part have; for few rows, as all are kept. */
    Column hashes() {
        return functions.size(functions.collect_set(functions.when(counted, hash())));
    }

    private Column hash() {
        return functions.xxhash64(columns.stream().map(Shape.Field::column).toArray(Column[]::new));
    }

    private boolean areHashesShared(Dataset<Row> frame, long rows) {
        Column hash = hash();
        if (rows <= Hashes.MOST) {
            return Hashes.areShared(frame.where(counted), hash);
        }
        return inTwins(frame.where(counted)
                        .select(hash.as(DistinctMeasure.VALUE))
                        .groupBy(DistinctMeasure.value())
                        .agg(functions.count(functions.lit(1)).as(DistinctMeasure.ROWS)))
                > 0;
    }

    private Dataset<Row> byValue(Dataset<Row> frame) {
        Column[] values = new Column[columns.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = columns.get(at).column().as(name(at));
        }
        return frame.where(counted)
                .select(values)
                .groupBy(keys())
                .agg(functions.count(functions.lit(1)).as(DistinctMeasure.ROWS));
    }

    private Column[] keys() {
        Column[] keys = new Column[columns.size()];
        for (int at = 0; at < keys.length; at++) {
            keys[at] = functions.col(name(at));
        }
        return keys;
    }

    static String name(int at) {
        return "value" + at;
    }
}
