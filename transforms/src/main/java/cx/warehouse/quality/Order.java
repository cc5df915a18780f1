package cx.warehouse.quality;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the rows at which a column turns back, in the order of the frame: of one file the order of its lines. Each part
 * of the frame is gone through where it is; where two parts meet is looked at afterwards, so nothing is sorted or moved.
 */
final class Order {

    /** What a row that a part hands out stands for; the last one bears the number of breaks in the part. */
    private static final int FIRST = 0;

    private static final int BREAK = 1;
    private static final int LAST = 2;

    /** How many rows turn back, and the first of them, as they are shown. */
    record Breaks(long count, List<Samples.Unexpected> first) {}

    private Order() {}

    static Breaks find(Dataset<Row> frame, Check.InOrder check, Plan plan) {
        Samples.Shown shown = Samples.Shown.of(frame, check.rows().shown(), plan.keys(), plan.wantsWholeRows());
        List<Column> selected = new ArrayList<>(List.of(check.value().as("order_value")));
        selected.addAll(shown.columns());
        Dataset<Row> values = frame.where(check.rows().counted()).select(selected.toArray(Column[]::new));
        StructType schema = new StructType()
                .add("mark", DataTypes.IntegerType, false)
                .add("breaks", DataTypes.LongType, false)
                .add("row", values.schema(), false);
        List<Row> found = values.where(functions.col("order_value").isNotNull())
                .mapPartitions(new Part(check.turn(), plan.mostRows()), Encoders.row(schema))
                .collectAsList();
        List<Samples.Unexpected> breaks = new ArrayList<>();
        long count = 0;
        Row before = null;
        for (Row told : found) {
            Row row = told.getStruct(2);
            boolean isBreak = told.getInt(0) == BREAK;
            if (told.getInt(0) == FIRST && before != null && check.turn().isBroken(step(before, row))) {
                count++;
                isBreak = true;
            }
            if (isBreak && breaks.size() < plan.mostRows()) {
                breaks.add(shown.of(row, 1));
            }
            if (told.getInt(0) == LAST) {
                count += told.getLong(1);
                before = row;
            }
        }
        return new Breaks(count, breaks);
    }

    /** Below zero when the value of {@code next} is smaller. */
    @SuppressWarnings("unchecked")
    private static int step(Row before, Row next) {
        return ((Comparable<Object>) next.get(0)).compareTo(before.get(0));
    }

    /** One part: its first row, its first breaks, and its last row with the number of breaks. */
    private record Part(Check.Turn turn, int most) implements MapPartitionsFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            List<Row> told = new ArrayList<>();
            Row before = null;
            long breaks = 0;
            while (rows.hasNext()) {
                Row row = rows.next();
                if (before == null) {
                    told.add(RowFactory.create(FIRST, 0L, row));
                } else if (turn.isBroken(step(before, row))) {
                    breaks++;
                    if (breaks <= most) {
                        told.add(RowFactory.create(BREAK, 0L, row));
                    }
                }
                before = row;
            }
            if (before != null) {
                told.add(RowFactory.create(LAST, breaks, before));
            }
            return told.iterator();
        }
    }
}
