package cx.warehouse.quality.check;

import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.suite.ResultFormat;
import java.util.List;

/**
 * One expectation during evaluation: the check it requires on the frame, and the detail its result needs.
 *
 * @param keys columns that identify a row in the result's lists
 * @param mostValues greatest length of any list, whatever the format
 */
public record CheckPlan(FrameCheck check, ResultFormat format, List<FrameColumns.Field> keys, int mostValues) {

    public CheckPlan withCheck(FrameCheck next) {
        return new CheckPlan(next, format, keys, mostValues);
    }

    /** Number of unexpected rows that the result lists. */
    public int mostRows() {
        return format.rowLimit(mostValues);
    }

    public boolean wantsWholeRows() {
        return format.has(ResultFormat.Extra.ROWS);
    }
}
