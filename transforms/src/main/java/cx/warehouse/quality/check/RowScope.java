package cx.warehouse.quality.check;

import cx.warehouse.quality.frame.FrameColumns;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The rows that a row rule covers, and the form of such a row in a result.
 *
 * @param condition the expectation's row_condition, never null for a row; empty means every row
 * @param missing true for rows without a value, which the rule skips; empty for the two null checks
 * @param shownColumns the columns judged
 * @param form the form of a row's values in results
 */
public record RowScope(
        Optional<Column> condition, Optional<Column> missing, List<FrameColumns.Field> shownColumns, Form form) {

    /** A value, a pair of values, or an object of column names and values. */
    public enum Form {
        VALUE,
        PAIR,
        RECORD
    }

    public RowScope {
        shownColumns = List.copyOf(shownColumns);
    }

    /** Number of rows inside the condition. */
    public Column elementCount() {
        return condition.map(RowScope::count).orElseGet(() -> functions.count(functions.lit(1)));
    }

    /** Number of rows inside the condition that hold a value. */
    public Column presentCount() {
        return missing.isEmpty() ? elementCount() : count(inScope());
    }

    /**
     * Number of rows for which {@code isSo} is true. It is a plain {@code count}, which Spark evaluates in fewer steps
     * than {@code count_if}.
     */
    public static Column count(Column isSo) {
        return functions.count(functions.when(isSo, 1));
    }

    /** True for a row that the rule covers. */
    public Column inScope() {
        Column inside = condition.orElseGet(() -> functions.lit(true));
        if (missing.isEmpty()) {
            return inside;
        }
        Column held = functions.not(missing.get());
        return condition.isEmpty() ? held : inside.and(held);
    }

    /** The value of a row that the rule covers; null for other rows. */
    Column inScope(Column value) {
        return condition.isEmpty() ? value : functions.when(inScope(), value);
    }

    /** True for a row that the rule covers and that breaks it. */
    public Column isBroken(Column unexpected) {
        Column bare = functions.coalesce(unexpected, functions.lit(false));
        return condition.isEmpty() && missing.isEmpty() ? bare : inScope().and(bare);
    }
}
