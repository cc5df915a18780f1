package cx.warehouse.quality;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The rows that a row rule speaks of, and how one of them is shown in a result.
 *
 * @param condition the expectation's row_condition, never null for a row; none means every row
 * @param missing rows inside the condition that are left out because they hold no value; none for the two null checks
 * @param shown the columns judged
 * @param form how the values of a row are written
 */
record RowScope(Optional<Column> condition, Optional<Column> missing, List<Shape.Field> shown, Form form) {

    /** A value, a pair of values, or an object of column names and values. */
    enum Form {
        VALUE,
        PAIR,
        RECORD
    }

    RowScope {
        shown = List.copyOf(shown);
    }

    /** Rows inside the condition. */
    Column elements() {
        return condition.map(RowScope::count).orElseGet(() -> functions.count(functions.lit(1)));
    }

    /** Rows inside the condition that hold a value. */
    Column present() {
        return missing.isEmpty() ? elements() : count(counted());
    }

    /** How many rows {@code isSo} is true for; as {@code count_if}, in plainer steps. */
    static Column count(Column isSo) {
        return functions.count(functions.when(isSo, 1));
    }

    /** True for a row that counts. */
    Column counted() {
        Column inside = condition.orElseGet(() -> functions.lit(true));
        if (missing.isEmpty()) {
            return inside;
        }
        Column held = functions.not(missing.get());
        return condition.isEmpty() ? held : inside.and(held);
    }

    /** A value where a row counts; else null. */
    Column counted(Column value) {
        return condition.isEmpty() ? value : functions.when(counted(), value);
    }

    /** True for a row that counts and breaks the rule. */
    Column broken(Column unexpected) {
        Column bare = functions.coalesce(unexpected, functions.lit(false));
        return condition.isEmpty() && missing.isEmpty() ? bare : counted().and(bare);
    }
}
