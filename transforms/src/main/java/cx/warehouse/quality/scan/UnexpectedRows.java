package cx.warehouse.quality.scan;

import cx.warehouse.quality.check.CheckPlan;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.check.UnexpectedRow;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.suite.ScanTuning;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Fetches the unexpected rows of several expectations in one further pass, up to a limit for each. A partition returns
 * no more rows of an expectation than its limit, and stops reading once all limits are reached.
 */
public final class UnexpectedRows {

    /**
     * Request for the unexpected rows of one expectation.
     *
     * @param isBroken true for an unexpected row; for a uniqueness rule, true for a row that the rule covers
     * @param duplicates for a uniqueness rule its grouping and the duplicate values; else null
     */
    record RowRequest(RowScope rows, Column isBroken, CheckPlan plan, DuplicateGroups duplicates) {}

    /** Grouping of a uniqueness rule, and the duplicates found in it. */
    record DuplicateGroups(ValueGrouping grouping, ValueGrouping.Duplicates duplicates) {}

    /**
     * Columns that show a row in a result: each is selected once, at a known position.
     *
     * @param places position of each column among the selected ones
     * @param whole the whole row as one value; null if the result does not need it
     */
    record DisplayColumns(
            List<FrameColumns.Field> judgedColumns,
            List<FrameColumns.Field> keyColumns,
            Column whole,
            Map<Column, Integer> places) {

        static DisplayColumns of(
                Dataset<Row> frame, List<FrameColumns.Field> judged, List<FrameColumns.Field> keys, boolean isWhole) {
            return new DisplayColumns(judged, keys, isWhole ? whole(frame) : null, new LinkedHashMap<>())
                    .assignPlaces();
        }

        private DisplayColumns assignPlaces() {
            judgedColumns.forEach(field -> places.putIfAbsent(field.column(), places.size()));
            keyColumns.forEach(field -> places.putIfAbsent(field.column(), places.size()));
            if (whole != null) {
                places.putIfAbsent(whole, places.size());
            }
            return this;
        }

        List<Column> columns() {
            List<Column> columns = new ArrayList<>();
            places.forEach((column, place) -> columns.add(column.as("shown" + place)));
            return columns;
        }

        /** Reads the values of a row whose selected columns begin at {@code first}. */
        UnexpectedRow of(Row row, int first) {
            return new UnexpectedRow(
                    values(judgedColumns, row, first),
                    values(keyColumns, row, first),
                    whole == null ? null : row.getStruct(first + places.get(whole)));
        }

        private List<Object> values(List<FrameColumns.Field> fields, Row row, int first) {
            List<Object> values = new ArrayList<>();
            fields.forEach(field -> values.add(row.get(first + places.get(field.column()))));
            return values;
        }

        private static Column whole(Dataset<Row> frame) {
            return functions.struct(new FrameColumns(frame.schema()).columns().toArray(Column[]::new));
        }
    }

    private UnexpectedRows() {}

    /** Fetches the rows of each request, in the order of the frame. */
    static List<List<UnexpectedRow>> fetch(Dataset<Row> frame, List<RowRequest> wants, ScanTuning scans) {
        if (wants.isEmpty()) {
            return List.of();
        }
        Dataset<Row> marked = frame;
        List<Column> selected = new ArrayList<>();
        for (int at = 0; at < wants.size(); at++) {
            RowRequest want = wants.get(at);
            Column broken = want.isBroken();
            if (want.duplicates() != null) {
                marked = withDuplicates(marked, want.duplicates(), at);
                broken = broken.and(functions.col(markName(at)).isNotNull());
            }
            selected.add(broken.as("broken" + at));
        }
        Column any = IntStream.range(0, wants.size())
                .mapToObj(at -> functions.col("broken" + at))
                .reduce(Column::or)
                .orElseThrow();
        Map<Column, Integer> places = new LinkedHashMap<>();
        List<DisplayColumns> shown = wants.stream()
                .map(want -> new DisplayColumns(
                                want.rows().shownColumns(),
                                want.plan().keys(),
                                want.plan().wantsWholeRows() ? DisplayColumns.whole(frame) : null,
                                places)
                        .assignPlaces())
                .toList();
        places.forEach((column, place) -> selected.add(column.as("shown" + place)));
        Dataset<Row> broken = marked.select(selected.toArray(Column[]::new)).where(any);
        List<Row> rows = scans.collect()
                .apply(broken.mapPartitions(
                        new FirstRows(wants.stream()
                                .map(want -> want.plan().mostRows())
                                .collect(Collectors.toCollection(ArrayList::new))),
                        Encoders.row(broken.schema())));
        return IntStream.range(0, wants.size())
                .mapToObj(at -> rows.stream()
                        .filter(row -> row.getBoolean(at))
                        .limit(wants.get(at).plan().mostRows())
                        .map(row -> shown.get(at).of(row, wants.size()))
                        .toList())
                .toList();
    }

    /**
     * Marks the rows with duplicate values. The few duplicate values are broadcast to the rows, so nothing is shuffled.
     */
    private static Dataset<Row> withDuplicates(Dataset<Row> frame, DuplicateGroups groups, int at) {
        List<StructField> fields = new ArrayList<>();
        Column same = functions.lit(true);
        for (int key = 0; key < groups.grouping().columns().size(); key++) {
            String name = markName(at) + "_" + ValueGrouping.keyName(key);
            StructField field = groups.duplicates().schema().fields()[key];
            fields.add(DataTypes.createStructField(name, field.dataType(), true));
            same = same.and(groups.grouping().columns().get(key).column().eqNullSafe(functions.col(name)));
        }
        Dataset<Row> values = frame.sparkSession()
                .createDataFrame(groups.duplicates().values(), DataTypes.createStructType(fields))
                .withColumn(markName(at), functions.lit(true));
        return frame.join(functions.broadcast(values), same, "left");
    }

    private static String markName(int at) {
        return "__duplicates" + at;
    }

    /** Passes the first rows of each expectation, partition by partition, and stops when every limit is reached. */
    private record FirstRows(List<Integer> limits) implements MapPartitionsFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            int[] left = limits.stream().mapToInt(Integer::intValue).toArray();
            int open = left.length;
            List<Row> kept = new ArrayList<>();
            while (open > 0 && rows.hasNext()) {
                Row row = rows.next();
                boolean keep = false;
                for (int at = 0; at < left.length; at++) {
                    if (left[at] > 0 && row.getBoolean(at)) {
                        left[at]--;
                        open -= left[at] == 0 ? 1 : 0;
                        keep = true;
                    }
                }
                if (keep) {
                    kept.add(row);
                }
            }
            return kept.iterator();
        }
    }
}
