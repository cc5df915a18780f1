package cx.warehouse.report.dictionary;

import cx.warehouse.report.PageTemplates;
import cx.warehouse.report.dictionary.DictionaryTable.DictionaryColumn;
import cx.warehouse.report.dictionary.DictionaryTable.Origin;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders the data dictionary as one page of HTML or Markdown. The same declarations give the same text. */
public final class DictionaryPages {

    private DictionaryPages() {}

    public static String html(DataDictionary dictionary) {
        return new PageTemplates()
                .render(
                        "dictionary",
                        Map.of("published", dictionary.publishedTables(), "sources", dictionary.sources()));
    }

    public static String markdown(DataDictionary dictionary) {
        StringBuilder page = new StringBuilder("# Data dictionary\n\n## Published tables\n");
        dictionary.publishedTables().forEach(table -> append(page, table));
        page.append("\n## Sources\n");
        dictionary.sources().forEach(table -> append(page, table));
        return page.toString();
    }

    private static void append(StringBuilder page, DictionaryTable table) {
        page.append("\n### ").append(table.name()).append("\n\n").append(table.description());
        page.append("\n\n- Grain: ").append(table.grain());
        appendItem(page, "Key", table.key());
        appendItem(page, "Partition", table.partition());
        appendItem(page, "Checks of the table", String.join("; ", table.checks()));
        page.append("\n\n| column | type | meaning | personal data | vendors' columns | checks |\n");
        page.append("| --- | --- | --- | --- | --- | --- |\n");
        table.columns().forEach(column -> page.append(row(column)));
    }

    private static void appendItem(StringBuilder page, String name, String text) {
        if (!text.isEmpty()) {
            page.append("\n- ").append(name).append(": ").append(text);
        }
    }

    private static String row(DictionaryColumn column) {
        String origins = column.origins().stream().map(Origin::toString).collect(Collectors.joining("; "));
        return List.of(
                        "`" + column.name() + "`",
                        column.type() + (column.isRequired() ? ", required" : ""),
                        column.meaning(),
                        column.personal(),
                        origins,
                        String.join("; ", column.checks()))
                .stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
