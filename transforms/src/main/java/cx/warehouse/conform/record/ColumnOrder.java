package cx.warehouse.conform.record;

import java.util.ArrayList;
import java.util.List;

/** Finds the columns of a file that are out of order. */
final class ColumnOrder {
    private ColumnOrder() {}

    /**
     * Finds the smallest set of columns without which the others are in the contract's order.
     *
     * @param names of the file's columns
     * @param slots contract inputs that each column fills
     * @param known number of inputs that are columns; they come first
     * @return names of the columns out of order
     */
    static List<String> outOfOrder(List<String> names, List<List<Integer>> slots, int known) {
        List<Integer> places = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int place = 0; place < names.size(); place++) {
            slots.get(place).stream()
                    .filter(slot -> slot < known)
                    .min(Integer::compare)
                    .ifPresent(order::add);
            if (order.size() > places.size()) {
                places.add(place);
            }
        }
        return outOfOrder(order).stream().map(at -> names.get(places.get(at))).toList();
    }

    /** Positions of the smallest set of numbers without which the others never decrease; empty if none decreases. */
    static List<Integer> outOfOrder(List<Integer> numbers) {
        int size = numbers.size();
        int[] before = new int[size];
        int[] lastOf = new int[size];
        int longest = 0;
        for (int at = 0; at < size; at++) {
            int number = numbers.get(at);
            int low = 0;
            int high = longest;
            while (low < high) {
                int middle = (low + high) / 2;
                if (numbers.get(lastOf[middle]) <= number) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[at] = low == 0 ? -1 : lastOf[low - 1];
            lastOf[low] = at;
            longest = Math.max(longest, low + 1);
        }
        boolean[] isKept = new boolean[size];
        for (int at = longest == 0 ? -1 : lastOf[longest - 1]; at >= 0; at = before[at]) {
            isKept[at] = true;
        }
        List<Integer> moved = new ArrayList<>();
        for (int at = 0; at < size; at++) {
            if (!isKept[at]) {
                moved.add(at);
            }
        }
        return moved;
    }
}
