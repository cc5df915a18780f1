package cx.warehouse.quality;

import cx.warehouse.quality.check.CheckPlan;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.scan.PlanEvaluation;
import cx.warehouse.quality.suite.ScanTuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Finds the rows of a frame that broke row expectations, and names the expectations that each row broke. */
final class BrokenRows {

    /** Position of a row in the frame. It is recorded before any rule reorders the rows. */
    private static final String ROW_POSITION = "__place";

    private BrokenRows() {}

    /**
     * Selects the rows that broke at least one expectation.
     *
     * @param frame rows to check, of any columns
     * @param plans row rules by number
     * @param names label of each expectation, by the number of its plan
     * @param scans choices of speed
     * @return the frame's columns and {@code expectations_broken}, an array of labels; rows that broke nothing are left
     *     out
     */
    static Dataset<Row> find(
            Dataset<Row> frame, Map<Integer, CheckPlan> plans, Map<Integer, String> names, ScanTuning scans) {
        Dataset<Row> marked = frame.withColumn(ROW_POSITION, functions.monotonically_increasing_id());
        List<Column> broken = new ArrayList<>();
        for (Map.Entry<Integer, CheckPlan> plan :
                PlanEvaluation.brokenRules(frame, plans, scans).entrySet()) {
            String mark = "__broken" + plan.getKey();
            marked = marked.withColumn(mark, isBroken(plan.getValue().check()));
            broken.add(functions.when(functions.col(mark), names.get(plan.getKey())));
        }
        Column all = broken.isEmpty()
                ? functions.array().cast(DataTypes.createArrayType(DataTypes.StringType))
                : functions.array_compact(functions.array(broken.toArray(Column[]::new)));
        List<Column> columns = new ArrayList<>(new FrameColumns(frame.schema()).columns());
        columns.add(all.as(Validator.EXPECTATIONS_BROKEN));
        return marked.select(columns.toArray(Column[]::new))
                .where(functions
                        .size(functions.col(Validator.EXPECTATIONS_BROKEN))
                        .gt(0));
    }

    private static Column isBroken(FrameCheck check) {
        if (check instanceof FrameCheck.EachRow rule) {
            return rule.rows().isBroken(rule.unexpected());
        }
        if (check instanceof FrameCheck.Unique rule) {
            Column[] values =
                    rule.columns().stream().map(FrameColumns.Field::column).toArray(Column[]::new);
            // rows outside the rule are not counted, so that no row inside it is a duplicate of one outside
            Column alike = RowScope.count(rule.rows().inScope()).over(Window.partitionBy(values));
            return rule.rows().inScope().and(alike.gt(1));
        }
        FrameCheck.InOrder order = (FrameCheck.InOrder) check;
        Column counts = order.rows().inScope().and(order.value().isNotNull());
        Column value = functions.when(counts, order.value());
        Column before = functions
                .last(value, true)
                .over(Window.orderBy(ROW_POSITION).rowsBetween(Window.unboundedPreceding(), -1));
        return functions.coalesce(
                counts.and(order.forbiddenStep().isTaken(order.value(), before)), functions.lit(false));
    }
}
