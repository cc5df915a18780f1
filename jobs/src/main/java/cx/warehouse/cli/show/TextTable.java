package cx.warehouse.cli.show;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws a text table for a terminal: numbers align right, words left, and long texts are cut except in the last column.
 */
public final class TextTable {

    private TextTable() {}

    /** Draws rows below their headers. */
    public static String draw(List<String> headers, List<List<String>> rows) {
        Column[] columns = new Column[headers.size()];
        for (int i = 0; i < columns.length; i++) {
            int at = i;
            boolean isNumeric = !rows.isEmpty()
                    && rows.stream()
                            .map(row -> row.get(at))
                            .allMatch(cell -> cell.isEmpty() || cell.matches("-?[0-9][0-9,]*(\\.[0-9]+)?"));
            columns[i] = new Column()
                    .header(headers.get(i))
                    .headerAlign(isNumeric ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                    .dataAlign(isNumeric ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                    .maxWidth(i == columns.length - 1 ? 1_000 : 80, OverflowBehaviour.ELLIPSIS_RIGHT);
        }
        Object[][] cells = rows.stream().map(List::toArray).toArray(Object[][]::new);
        return AsciiTable.getTable(AsciiTable.NO_BORDERS, columns, cells)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }
}
