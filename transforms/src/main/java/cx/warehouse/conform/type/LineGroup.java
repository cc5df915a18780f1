package cx.warehouse.conform.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Consecutive rows of one thing, such as the lines of an order, in the order of the file. Two equal lines of one order
 * are two items. Where the first row stands again, and only a first row can look like it, the file repeats the whole
 * group, whose rows are duplicates.
 */
final class LineGroup {

    private static final int NONE = -1;

    private final int by;
    private final boolean isFirstMarked;
    private final int[] carried;

    private String of;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> firstGood = List.of();
    private int repeated = NONE;

    /**
     * Begins without rows.
     *
     * @param by the cell that is equal in all rows of a group
     * @param isFirstMarked true when the first row of a group has values that further rows lack, so that a row which
     *     equals it begins a repeated group; else such a row is one more line
     * @param carried cells that have the value of the group's first row where they are empty
     */
    LineGroup(int by, boolean isFirstMarked, int[] carried) {
        this.by = by;
        this.isFirstMarked = isFirstMarked;
        this.carried = carried;
    }

    /** Takes in the next row of the file; false for a row of a repeated group. */
    boolean add(String[] text) {
        boolean isAlone = text[by] == null || text[by].isBlank(); // the row will miss its key
        if (isAlone || !text[by].equals(of)) {
            of = text[by];
            rows.clear();
            firstGood = List.of();
            repeated = NONE;
        }
        List<String> row = Arrays.asList(text.clone());
        boolean continues = repeated != NONE && repeated + 1 < rows.size() && row.equals(rows.get(repeated + 1));
        if (continues || (isFirstMarked && !rows.isEmpty() && row.equals(rows.get(0)))) {
            repeated = continues ? repeated + 1 : 0;
            return false;
        }
        repeated = NONE;
        rows.add(row);
        return true;
    }

    private static boolean isEmpty(String cell) {
        return cell == null || cell.isBlank();
    }

    /** The number of the row in its group, from 1. */
    int position() {
        return rows.size();
    }

    /** True for the first row of a group. */
    boolean isFirst() {
        return rows.size() == 1;
    }

    /** Fills empty cells with those of the first row of the group, if that row was good. */
    void carryInto(String[] text) {
        for (int slot : carried) {
            if (isEmpty(text[slot]) && !firstGood.isEmpty()) {
                text[slot] = firstGood.get(slot);
            }
        }
    }

    /** Notes that the row broke no rule. */
    void noteGood() {
        if (isFirst()) {
            firstGood = rows.get(0);
        }
    }
}
