package cx.warehouse.quality;

import java.util.List;

/**
 * One expectation on its way: what it comes down to, and how much its result is to tell.
 *
 * @param keys columns that name a row in its lists
 * @param mostValues no list grows longer, whatever the format
 */
record Plan(Check check, ResultFormat format, List<Shape.Field> keys, int mostValues) {

    Plan with(Check next) {
        return new Plan(next, format, keys, mostValues);
    }

    /** How many unexpected rows are wanted. */
    int mostRows() {
        return format.rows(mostValues);
    }

    boolean wantsWholeRows() {
        return format.has(ResultFormat.Extra.ROWS);
    }
}
