package cx.warehouse.quality.scan;

import cx.warehouse.quality.check.CheckPlan;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.UnexpectedRow;
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
 * Finds the rows at which a column breaks its order, in the order of the frame: within a file, the order of its lines.
 * Each partition is read where it is, and the borders between partitions are compared afterwards. So nothing is sorted
 * or moved.
 */
final class OrderBreaks {

    /** Marks of the rows that a partition returns; the last one carries the number of breaks in the partition. */
    private static final int FIRST = 0;

    private static final int BREAK = 1;
    private static final int LAST = 2;

    /** Number of rows that break the order, and the first of them in the form of results. */
    record FoundBreaks(long count, List<UnexpectedRow> first) {}

    private OrderBreaks() {}

    static FoundBreaks find(Dataset<Row> frame, FrameCheck.InOrder check, CheckPlan plan) {
        UnexpectedRows.DisplayColumns shown = UnexpectedRows.DisplayColumns.of(
                frame, check.rows().shownColumns(), plan.keys(), plan.wantsWholeRows());
        List<Column> selected = new ArrayList<>(List.of(check.value().as("order_value")));
        selected.addAll(shown.columns());
        Dataset<Row> values = frame.where(check.rows().inScope()).select(selected.toArray(Column[]::new));
        StructType schema = new StructType()
                .add("mark", DataTypes.IntegerType, false)
                .add("breaks", DataTypes.LongType, false)
                .add("row", values.schema(), false);
        List<Row> found = values.where(functions.col("order_value").isNotNull())
                .mapPartitions(new PartitionWalk(check.forbiddenStep(), plan.mostRows()), Encoders.row(schema))
                .collectAsList();
        List<UnexpectedRow> breaks = new ArrayList<>();
        long count = 0;
        Row before = null;
        for (Row told : found) {
            Row row = told.getStruct(2);
            boolean isBreak = told.getInt(0) == BREAK;
            if (told.getInt(0) == FIRST
                    && before != null
                    && check.forbiddenStep().isTaken(step(before, row))) {
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
        return new FoundBreaks(count, breaks);
    }

    /** Compares the values of two rows; negative if the value of {@code next} is smaller. */
    @SuppressWarnings("unchecked")
    private static int step(Row before, Row next) {
        return ((Comparable<Object>) next.get(0)).compareTo(before.get(0));
    }

    /** Reads one partition and returns its first row, its first breaks, and its last row with the number of breaks. */
    private record PartitionWalk(FrameCheck.ForbiddenStep forbiddenStep, int maxBreaks)
            implements MapPartitionsFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            List<Row> told = new ArrayList<>();
            Row before = null;
            long breaks = 0;
            while (rows.hasNext()) {
                Row row = rows.next();
                if (before == null) {
                    told.add(RowFactory.create(FIRST, 0L, row));
                } else if (forbiddenStep.isTaken(step(before, row))) {
                    breaks++;
                    if (breaks <= maxBreaks) {
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
