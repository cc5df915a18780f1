package cx.warehouse.quality.check;

import cx.warehouse.quality.frame.FrameColumns;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The rows that a row rule speaks of, and how one of them is shown in a result.
 *
 * @param condition the expectation's row_condition, never null for a row; none means every row
 * @param missing rows inside the condition that are left out because they hold no value; none for the two null checks
 * @param shownColumns the columns judged
 * @param form how the values of a row are written
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

    /** Rows inside the condition. */
    public Column elementCount() {
        return condition.map(RowScope::count).orElseGet(() -> functions.count(functions.lit(1)));
    }

    /** Rows inside the condition that hold a value. */
    public Column presentCount() {
        return missing.isEmpty() ? elementCount() : count(inScope());
    }

    /** How many rows {@code isSo} is true for; as {@code count_if}, in plainer steps. */
    public static Column count(Column isSo) {
        return functions.count(functions.when(isSo, 1));
    }

    /** True for a row that counts. */
    public Column inScope() {
        Column inside = condition.orElseGet(() -> functions.lit(true));
        if (missing.isEmpty()) {
            return inside;
        }
        Column held = functions.not(missing.get());
        return condition.isEmpty() ? held : inside.and(held);
    }

    /** A value where a row counts; else null. */
    Column inScope(Column value) {
        return condition.isEmpty() ? value : functions.when(inScope(), value);
    }

    /** True for a row that counts and breaks the rule. */
    public Column isBroken(Column unexpected) {
        Column bare = functions.coalesce(unexpected, functions.lit(false));
        return condition.isEmpty() && missing.isEmpty() ? bare : inScope().and(bare);
    }
}
