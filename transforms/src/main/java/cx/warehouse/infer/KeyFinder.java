package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the smallest set of columns that identifies the rows of a file. Identifiers are tried first, then times, then
 * words.
 */
final class KeyFinder {

    private static final int MOST_COLUMNS = 12;
    private static final int MOST_IN_KEY = 4;

    private final TrialCells cells;
    private final List<ColumnDraft> candidates;

    private KeyFinder(TrialCells cells, List<ColumnDraft> columns) {
        this.cells = cells;
        List<ColumnDraft> sorted = new ArrayList<>();
        columns.stream().filter(one -> one.isComplete() && one.isId()).forEach(sorted::add);
        columns.stream().filter(one -> one.isComplete() && one.isTime()).forEach(sorted::add);
        columns.stream()
                .filter(one -> one.isComplete() && one.type().equals("string") && !one.isId() && !one.isPersonal())
                .forEach(sorted::add);
        this.candidates = sorted.subList(0, Math.min(MOST_COLUMNS, sorted.size()));
    }

    /** The columns of the key; empty when no set of at most 4 columns identifies all rows. */
    static List<ColumnDraft> key(TrialCells cells, List<ColumnDraft> columns) {
        KeyFinder finder = new KeyFinder(cells, columns);
        for (int size = 1; size <= MOST_IN_KEY; size++) {
            List<ColumnDraft> key = finder.key(size, 0, List.of());
            if (!key.isEmpty()) {
                return key;
            }
        }
        return List.of();
    }

    private List<ColumnDraft> key(int size, int from, List<ColumnDraft> chosen) {
        if (chosen.size() == size) {
            return isUniqueKey(chosen) ? chosen : List.of();
        }
        for (int at = from; at < candidates.size(); at++) {
            List<ColumnDraft> more = new ArrayList<>(chosen);
            more.add(candidates.get(at));
            List<ColumnDraft> key = key(size, at + 1, more);
            if (!key.isEmpty()) {
                return key;
            }
        }
        return List.of();
    }

    private boolean isUniqueKey(List<ColumnDraft> columns) {
        Set<List<String>> seen = new HashSet<>();
        for (int row = 0; row < cells.rows(); row++) {
            List<String> cell = cells.row(row);
            if (!seen.add(columns.stream().map(column -> cell.get(column.at())).toList())) {
                return false;
            }
        }
        return cells.rows() > 0;
    }
}
