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
 * Fetches the unexpected rows of several expectations in one further pass, so many at most for each of them: no partition hands
 * out more rows of an expectation than it may show, and none is read further than that.
 */
final class Samples {

    /**
     * The rows wanted of one expectation.
     *
     * @param broken true for an unexpected row; for twins, true for a row that counts
     * @param twins for twins: what was grouped, and the values shared; else null
     */
    record Want(RowScope rows, Column broken, Plan plan, Twinned twins) {}

    /** What was grouped for a uniqueness rule, and what was found. */
    record Twinned(Grouping grouping, Grouping.Twins found) {}

    /** One unexpected row: the values judged, the values that name it, and the row itself when wanted. */
    record Unexpected(List<Object> values, List<Object> keys, Row row) {}

    /**
     * How a row is shown: the columns to select for it, each once, and where its parts are among them.
     *
     * @param places of each column among the selected
     * @param whole the whole row as one value; null when it is not wanted
     */
    record Shown(List<Shape.Field> judged, List<Shape.Field> keys, Column whole, Map<Column, Integer> places) {

        static Shown of(Dataset<Row> frame, List<Shape.Field> judged, List<Shape.Field> keys, boolean isWhole) {
            return new Shown(judged, keys, isWhole ? whole(frame) : null, new LinkedHashMap<>()).placed();
        }

        private Shown placed() {
            judged.forEach(field -> places.putIfAbsent(field.column(), places.size()));
            keys.forEach(field -> places.putIfAbsent(field.column(), places.size()));
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

        /** The parts of a row, whose selected columns begin at {@code first}. */
        Unexpected of(Row row, int first) {
            return new Unexpected(
                    values(judged, row, first),
                    values(keys, row, first),
                    whole == null ? null : row.getStruct(first + places.get(whole)));
        }

        private List<Object> values(List<Shape.Field> fields, Row row, int first) {
            List<Object> values = new ArrayList<>();
            fields.forEach(field -> values.add(row.get(first + places.get(field.column()))));
            return values;
        }

        private static Column whole(Dataset<Row> frame) {
            return functions.struct(new Shape(frame.schema()).columns().toArray(Column[]::new));
        }
    }

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
                marked = withTwins(marked, want.twins(), at);
                broken = broken.and(functions.col(mark(at)).isNotNull());
            }
            selected.add(broken.as("broken" + at));
        }
        Column any = IntStream.range(0, wants.size())
                .mapToObj(at -> functions.col("broken" + at))
                .reduce(Column::or)
                .orElseThrow();
        Map<Column, Integer> places = new LinkedHashMap<>();
        List<Shown> shown = wants.stream()
                .map(want -> new Shown(
                                want.rows().shown(),
                                want.plan().keys(),
                                want.plan().wantsWholeRows() ? Shown.whole(frame) : null,
                                places)
                        .placed())
                .toList();
        places.forEach((column, place) -> selected.add(column.as("shown" + place)));
        Dataset<Row> broken = marked.select(selected.toArray(Column[]::new)).where(any);
        List<Row> rows = broken.mapPartitions(
                        new First(wants.stream()
                                .map(want -> want.plan().mostRows())
                                .collect(Collectors.toCollection(ArrayList::new))),
                        Encoders.row(broken.schema()))
                .collectAsList();
        return IntStream.range(0, wants.size())
                .mapToObj(at -> rows.stream()
                        .filter(row -> row.getBoolean(at))
                        .limit(wants.get(at).plan().mostRows())
                        .map(row -> shown.get(at).of(row, wants.size()))
                        .toList())
                .toList();
    }

    /** Marks the rows whose values are shared: the few shared values are sent to the rows, so nothing is shuffled. */
    private static Dataset<Row> withTwins(Dataset<Row> frame, Twinned twins, int at) {
        List<StructField> fields = new ArrayList<>();
        Column same = functions.lit(true);
        for (int key = 0; key < twins.grouping().columns().size(); key++) {
            String name = mark(at) + "_" + Grouping.name(key);
            StructField field = twins.found().schema().fields()[key];
            fields.add(DataTypes.createStructField(name, field.dataType(), true));
            same = same.and(twins.grouping().columns().get(key).column().eqNullSafe(functions.col(name)));
        }
        Dataset<Row> values = frame.sparkSession()
                .createDataFrame(twins.found().twins(), DataTypes.createStructType(fields))
                .withColumn(mark(at), functions.lit(true));
        return frame.join(functions.broadcast(values), same, "left");
    }

    private static String mark(int at) {
        return "__twins" + at;
    }

    /** Lets the first rows of each expectation through, partition by partition, and stops when no more are wanted. */
    private record First(List<Integer> most) implements MapPartitionsFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            int[] left = most.stream().mapToInt(Integer::intValue).toArray();
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
