package cx.warehouse.quality;

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
 * Fetches unexpected rows of all expectations of a suite in one further pass, bounded for each of them: no partition hands
 * out more rows of an expectation than it may show.
 */
final class Samples {

    /**
     * The rows wanted of one expectation.
     *
     * @param broken true for an unexpected row; for twins, true for a row that counts
     * @param most how many rows at most
     * @param keys columns that name a row
     * @param wholeRow whether all columns are wanted
     * @param grouping for twins: what was grouped by
     * @param twins for twins: the values shared; else null
     */
    record Want(
            RowScope rows,
            Column broken,
            int most,
            List<Shape.Field> keys,
            boolean wholeRow,
            Grouping grouping,
            Grouping.Twins twins) {}

    /** One unexpected row: the values judged, the values that name it, and the row itself when wanted. */
    record Unexpected(List<Object> values, List<Object> keys, Row row) {}

    private Samples() {}

    /** The rows of each want, in the order of the frame. */
    static List<List<Unexpected>> fetch(Dataset<Row> frame, List<Want> wants) {
        if (wants.isEmpty()) {
            return List.of();
        }
        Dataset<Row> marked = frame;
        List<Column> selected = new ArrayList<>();
        for (int at = 0; at < wants.size(); at++) {
            Want want = wants.get(at);
            Column broken = want.broken();
            if (want.twins() != null) {
                marked = withTwins(marked, want, at);
                broken = broken.and(functions.col(mark(at)).isNotNull());
            }
            selected.add(broken.as("broken" + at));
        }
        Column any = IntStream.range(0, wants.size())
                .mapToObj(at -> functions.col("broken" + at))
                .reduce(Column::or)
                .orElseThrow();
        Map<Column, Integer> places = places(frame, wants);
        places.forEach((column, place) -> selected.add(column.as("shown" + place)));
        Dataset<Row> broken = marked.select(selected.toArray(Column[]::new)).where(any);
        List<Row> rows = broken.mapPartitions(
                        new First(wants.stream().map(Want::most).collect(Collectors.toCollection(ArrayList::new))),
                        Encoders.row(broken.schema()))
                .collectAsList();
        return IntStream.range(0, wants.size())
                .mapToObj(at -> shown(frame, wants.get(at), at, rows, places))
                .toList();
    }

    private static List<Unexpected> shown(
            Dataset<Row> frame, Want want, int at, List<Row> rows, Map<Column, Integer> places) {
        int first = (int) rows.stream().findFirst().map(Row::length).orElse(0) - places.size();
        return rows.stream()
                .filter(row -> row.getBoolean(at))
                .limit(want.most())
                .map(row -> new Unexpected(
                        values(row, want.rows().shown(), first, places),
                        values(row, want.keys(), first, places),
                        want.wholeRow() ? row.getStruct(first + places.get(whole(frame))) : null))
                .toList();
    }

    private static List<Object> values(Row row, List<Shape.Field> fields, int first, Map<Column, Integer> places) {
        List<Object> values = new ArrayList<>();
        fields.forEach(field -> values.add(row.get(first + places.get(field.column()))));
        return values;
    }

    /** Every column that any want shows, once. */
    private static Map<Column, Integer> places(Dataset<Row> frame, List<Want> wants) {
        Map<Column, Integer> places = new LinkedHashMap<>();
        for (Want want : wants) {
            want.rows().shown().forEach(field -> places.putIfAbsent(field.column(), places.size()));
            want.keys().forEach(field -> places.putIfAbsent(field.column(), places.size()));
            if (want.wholeRow()) {
                places.putIfAbsent(whole(frame), places.size());
            }
        }
        return places;
    }

    private static Column whole(Dataset<Row> frame) {
        return functions.struct(new Shape(frame.schema())
                .fields(List.of(frame.columns())).stream()
                        .map(Shape.Field::column)
                        .toArray(Column[]::new));
    }

    /** Marks the rows whose values are shared: the few shared values are sent to the rows, so nothing is shuffled. */
    private static Dataset<Row> withTwins(Dataset<Row> frame, Want want, int at) {
        List<StructField> fields = new ArrayList<>();
        Column same = functions.lit(true);
        for (int key = 0; key < want.grouping().columns().size(); key++) {
            String name = mark(at) + "_" + Grouping.name(key);
            StructField field = want.twins().schema().fields()[key];
            fields.add(DataTypes.createStructField(name, field.dataType(), true));
            same = same.and(want.grouping().columns().get(key).column().eqNullSafe(functions.col(name)));
        }
        Dataset<Row> twins = frame.sparkSession()
                .createDataFrame(want.twins().twins(), DataTypes.createStructType(fields))
                .withColumn(mark(at), functions.lit(true));
        return frame.join(functions.broadcast(twins), same, "left");
    }

    private static String mark(int at) {
        return "__twins" + at;
    }

    /** Lets the first rows of each expectation through, partition by partition. */
    private record First(List<Integer> most) implements MapPartitionsFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            int[] left = most.stream().mapToInt(Integer::intValue).toArray();
            List<Row> kept = new ArrayList<>();
            while (rows.hasNext()) {
                Row row = rows.next();
                boolean keep = false;
                for (int at = 0; at < left.length; at++) {
                    if (left[at] > 0 && row.getBoolean(at)) {
                        left[at]--;
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
