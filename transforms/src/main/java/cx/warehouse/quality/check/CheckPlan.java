package cx.warehouse.quality.check;

import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.suite.ResultFormat;
import java.util.List;

/**
 * One expectation on its way: what it comes down to, and how much its result is to tell.
 *
 * @param keys columns that name a row in its lists
 * @param mostValues no list grows longer, whatever the format
 */
public record CheckPlan(FrameCheck check, ResultFormat format, List<FrameColumns.Field> keys, int mostValues) {

    public CheckPlan withCheck(FrameCheck next) {
        return new CheckPlan(next, format, keys, mostValues);
    }

    /** How many unexpected rows are wanted. */
    public int mostRows() {
        return format.rowLimit(mostValues);
    }

    public boolean wantsWholeRows() {
        return format.has(ResultFormat.Extra.ROWS);
    }
}
