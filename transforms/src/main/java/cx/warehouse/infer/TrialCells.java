package cx.warehouse.infer;

import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.conform.delivery.QuarantinedRow.QuarantineReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The cells of some files by column, and a test whether they fit a type. The test runs the reader of conform itself
 * with a temporary contract, so a drafted contract reads as it was tried.
 */
final class TrialCells {

    private final List<FileLayout> layouts;
    private final List<String> names;
    private final TrialReader reader;
    private final Map<String, String> nested = new TreeMap<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> files = new ArrayList<>();

    /**
     * Reads the cells of all files as text.
     *
     * @param names the vendor's column names of all files together
     */
    TrialCells(List<FileLayout> layouts, List<String> names, TrialReader reader) {
        this.layouts = List.copyOf(layouts);
        this.names = List.copyOf(names);
        this.reader = reader;
        layouts.forEach(layout -> layout.nested().forEach(name -> nested.put(name, "type: json")));
        for (int file = 0; file < layouts.size(); file++) {
            int number = file;
            reader.read(layouts.get(file), List.of(), nested, Long.MAX_VALUE)
                    .rows()
                    .forEach(row -> {
                        List<String> cells = new ArrayList<>();
                        for (int at = 0; at < names.size(); at++) {
                            cells.add(
                                    row.isNullAt(at)
                                            ? null
                                            : row.getUTF8String(at).toString());
                        }
                        rows.add(cells);
                        files.add(number);
                    });
        }
    }

    int rows() {
        return rows.size();
    }

    List<String> row(int at) {
        return rows.get(at);
    }

    /** The number of the file that holds a row. */
    int file(int row) {
        return files.get(row);
    }

    /** The texts of a column that are not blank. */
    List<String> presentTexts(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .filter(cell -> cell != null && !cell.isBlank())
                .toList();
    }

    /**
     * The positions of the columns with a cell that does not fit.
     *
     * @param missing texts that mean empty
     * @param like the settings to try, as a contract writes them: {@code type: date}
     */
    Set<Integer> mismatchedColumns(List<String> missing, String like) {
        Map<String, String> tried = new TreeMap<>();
        names.forEach(name -> tried.put(name, like));
        Set<Integer> unlike = new HashSet<>();
        for (FileLayout layout : layouts) {
            for (QuarantinedRow row :
                    reader.read(layout, missing, tried, Long.MAX_VALUE).quarantinedRows()) {
                for (QuarantineReason reason : row.reasons()) {
                    if (reason.column() != null) {
                        unlike.add(Integer.parseInt(reason.column().substring(1)));
                    }
                }
            }
        }
        return unlike;
    }
}
