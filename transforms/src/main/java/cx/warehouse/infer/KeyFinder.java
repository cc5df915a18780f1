package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the smallest set of columns that identifies the rows of a file and holds every dimension of a report.
 * Identifiers are tried first, then times, then words.
 */
final class KeyFinder {

    private static final int MOST_COLUMNS = 12;
    private static final int MOST_IN_KEY = 4;

    private final TrialCells cells;
    private final List<ColumnDraft> columns;
    private final ColumnDraft activity;

    private KeyFinder(TrialCells cells, List<ColumnDraft> columns, ColumnDraft activity) {
        this.cells = cells;
        this.columns = List.copyOf(columns);
        this.activity = activity;
    }

    /**
     * The columns of the key.
     *
     * @param activity the time of the event; null when there is none
     * @return empty when the dimensions and at most 4 further columns do not identify all rows
     */
    static List<ColumnDraft> key(TrialCells cells, List<ColumnDraft> columns, ColumnDraft activity) {
        KeyFinder finder = new KeyFinder(cells, columns, activity);
        List<ColumnDraft> ofAll = finder.key(row -> 0);
        return ofAll.isEmpty() ? finder.key(cells::file) : ofAll;
    }

    /**
     * The columns for a key when no small set identifies the rows: the complete ones, or all where these do not.
     * Rows that are equal in all columns are duplicates.
     */
    static List<ColumnDraft> widestKey(TrialCells cells, List<ColumnDraft> columns) {
        List<ColumnDraft> complete =
                columns.stream().filter(ColumnDraft::isComplete).toList();
        boolean isEnough = !complete.isEmpty() && new KeyFinder(cells, columns, null).isUnique(complete, cells::file);
        return isEnough ? complete : columns;
    }

    /** @param scope the rows within which keys must differ, by row */
    private List<ColumnDraft> key(IntFunction<Integer> scope) {
        boolean isReport = ReportColumns.areReport(columns);
        List<ColumnDraft> held = new ArrayList<>();
        if (isReport && rowId(scope) == null) {
            held.addAll(ReportColumns.dimensions(columns));
            if (activity != null) {
                held.add(0, activity);
            }
        }
        if (!held.isEmpty() && isUnique(held, scope)) {
            return held;
        }
        List<ColumnDraft> candidates =
                candidates().filter(column -> !held.contains(column)).toList();
        for (int size = 1; size <= MOST_IN_KEY; size++) {
            List<ColumnDraft> key = extend(held, size, candidates, scope);
            if (!key.isEmpty()) {
                return key;
            }
        }
        return List.of();
    }

    /** The column that identifies each row of a report alone, and no thing that the report is divided by. */
    private ColumnDraft rowId(IntFunction<Integer> scope) {
        return columns.stream()
                .filter(column -> column.isComplete()
                        && column.name().matches("(.*_)?(id|uuid|guid)")
                        && !ReportColumns.isDimension(column.name())
                        && isUnique(List.of(column), scope))
                .findFirst()
                .orElse(null);
    }

    private Stream<ColumnDraft> candidates() {
        Predicate<ColumnDraft> isId =
                column -> column.isId() && (!column.isPersonal() || VendorColumnNames.isId(column.name()));
        List<Predicate<ColumnDraft>> ranks = List.of(
                column -> isId.test(column) && column.name().equals("id"),
                column -> isId.test(column) && !column.name().equals("id"),
                ColumnDraft::isTime,
                column -> column.type().equals("string") && !column.isId() && !column.isPersonal());
        return ranks.stream()
                .flatMap(rank -> columns.stream().filter(column -> column.isComplete() && rank.test(column)))
                .limit(MOST_COLUMNS);
    }

    /** Adds {@code more} of the candidates; empty when no choice of them identifies all rows. */
    private List<ColumnDraft> extend(
            List<ColumnDraft> held, int more, List<ColumnDraft> candidates, IntFunction<Integer> scope) {
        if (more == 0) {
            return isUnique(held, scope) ? held : List.of();
        }
        for (int at = 0; at < candidates.size(); at++) {
            List<ColumnDraft> longer = new ArrayList<>(held);
            longer.add(candidates.get(at));
            List<ColumnDraft> key = extend(longer, more - 1, candidates.subList(at + 1, candidates.size()), scope);
            if (!key.isEmpty()) {
                return key;
            }
        }
        return List.of();
    }

    /** True when rows that differ have different keys. */
    private boolean isUnique(List<ColumnDraft> key, IntFunction<Integer> scope) {
        Set<List<String>> seen = new HashSet<>();
        for (int row = 0; row < cells.rows(); row++) {
            List<String> texts = new ArrayList<>(List.of(String.valueOf(scope.apply(row))));
            for (ColumnDraft column : key) {
                texts.add(cells.row(row).get(column.at()));
            }
            if (!seen.add(texts)) {
                return false;
            }
        }
        return cells.rows() > 0;
    }
}
