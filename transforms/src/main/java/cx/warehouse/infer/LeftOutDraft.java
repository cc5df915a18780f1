package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Drafts the rules of {@code left_out}: each meets a line that is no data, and none meets a row of any file. */
final class LeftOutDraft {

    private LeftOutDraft() {}

    /** The rules as YAML maps; a line that no rule can tell from the rows gets none. */
    static List<String> rules(List<FileLayout> layouts) {
        Map<String, Set<String>> starts = new LinkedHashMap<>();
        Map<String, Set<String>> wholes = new LinkedHashMap<>();
        for (FileLayout layout : layouts) {
            for (FooterLine footer : layout.footers()) {
                Set<String> cells = cells(layouts, footer.column());
                String whole = footer.starts().get(footer.starts().size() - 1);
                String from = Objects.toString(footer.column(), "");
                footer.starts().stream()
                        .filter(start -> cells.stream().noneMatch(cell -> cell.startsWith(start)))
                        .findFirst()
                        .ifPresentOrElse(start -> add(starts, from, start), () -> {
                            if (!cells.contains(whole)) {
                                add(wholes, from, whole);
                            }
                        });
            }
        }
        List<String> rules = new ArrayList<>();
        starts.forEach((from, texts) -> rules.add(rule(from, "starts_with", texts)));
        wholes.forEach((from, texts) -> rules.add(rule(from, "in", texts)));
        return rules;
    }

    /** The texts of all rows in that column, or in their first cells. */
    private static Set<String> cells(List<FileLayout> layouts, String column) {
        return layouts.stream()
                .flatMap(layout -> layout.cells().of(column).stream())
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    private static void add(Map<String, Set<String>> texts, String from, String text) {
        texts.computeIfAbsent(from, first -> new LinkedHashSet<>()).add(text);
    }

    private static String rule(String from, String test, Set<String> texts) {
        String column = from.isEmpty() ? "" : "from: " + YamlText.text(from) + ", ";
        return "{" + column + test + ": " + YamlText.list(List.copyOf(texts)) + "}";
    }
}
