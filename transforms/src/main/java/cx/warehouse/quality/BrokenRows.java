package cx.warehouse.quality;

import cx.warehouse.quality.check.CheckPlan;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.RowScope;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.scan.PlanEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The rows of a frame that broke row expectations, each with the names of those it broke. */
final class BrokenRows {

    /** Where a row stands in the frame; noted before any rule moves rows about. */
    private static final String ROW_POSITION = "__place";

    private BrokenRows() {}

    /**
     * The frame's columns, and which expectations a row broke; rows that broke none are left out.
     *
     * @param names what the expectations are called, by the numbers of their plans
     */
    static Dataset<Row> find(Dataset<Row> frame, Map<Integer, CheckPlan> plans, Map<Integer, String> names) {
        Dataset<Row> marked = frame.withColumn(ROW_POSITION, functions.monotonically_increasing_id());
        List<Column> broken = new ArrayList<>();
        for (Map.Entry<Integer, CheckPlan> plan :
                PlanEvaluation.brokenRules(frame, plans).entrySet()) {
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
            // rows outside the rule are set apart, so that they are nobody's twins
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
