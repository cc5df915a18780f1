package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The lines below a header: rows, totals anywhere, and notes below the last row. */
final class TableLines {

    private final List<TextLine> lines;
    private final int width;
    private final HeaderNames names;
    private final List<Integer> filledColumns;

    /**
     * Divides the lines.
     *
     * @param width the number of cells of a row
     * @param names the names in the header
     */
    TableLines(List<TextLine> lines, int width, HeaderNames names) {
        this.lines = List.copyOf(lines);
        this.width = width;
        this.names = names;
        List<TextLine> certain = lines.stream()
                .filter(line -> line.width() == width && !FooterLine.mayBeTotal(label(line)))
                .toList();
        this.filledColumns = IntStream.range(0, width)
                .filter(column ->
                        certain.stream().noneMatch(line -> isEmpty(line.cells().get(column))))
                .boxed()
                .toList();
    }

    /** The texts of one column in all rows. */
    List<String> cells(int column) {
        return lines.stream()
                .filter(this::isRow)
                .map(line -> line.cells().get(column))
                .toList();
    }

    List<FooterLine> footers() {
        int lastRow = lines.size() - 1;
        while (lastRow >= 0 && !isRow(lines.get(lastRow))) {
            lastRow--;
        }
        List<FooterLine> footers = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            TextLine line = lines.get(at);
            if (isTotal(line)) {
                addTotal(line, footers);
            } else if (at > lastRow && line.width() < width && !line.first().isEmpty()) {
                footers.add(FooterLine.note(line.first()));
            }
        }
        return footers;
    }

    /** Adds a total; a label in a column without a name of its own cannot be told to the reader. */
    private void addTotal(TextLine line, List<FooterLine> footers) {
        int place = labelPlace(line);
        if (place == 0) {
            footers.add(FooterLine.total(null, label(line)));
        } else if (names.isSingle(place)) {
            footers.add(FooterLine.total(names.name(place), label(line)));
        }
    }

    private boolean isRow(TextLine line) {
        return line.width() == width && !isTotal(line);
    }

    private boolean isTotal(TextLine line) {
        String label = label(line);
        boolean hasGap = line.width() != width
                || filledColumns.stream()
                        .anyMatch(column -> isEmpty(line.cells().get(column)));
        return FooterLine.isTotal(label) || FooterLine.mayBeTotal(label) && hasGap;
    }

    private static boolean isEmpty(String cell) {
        return cell.isBlank() || TypeTrials.MISSING.contains(cell.strip());
    }

    private static String label(TextLine line) {
        return line.cells().get(labelPlace(line)).strip();
    }

    /** The position of the first cell that is not blank; 0 when all are. */
    private static int labelPlace(TextLine line) {
        return IntStream.range(0, line.width())
                .filter(at -> !line.cells().get(at).isBlank())
                .findFirst()
                .orElse(0);
    }
}
