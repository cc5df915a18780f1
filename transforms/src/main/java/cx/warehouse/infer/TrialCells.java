package cx.warehouse.infer;

import cx.warehouse.conform.SourceChecks;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cells of some files by column, and a test whether they fit a type. The test runs the reader of conform itself
 * with a temporary contract, so a drafted contract reads as it was tried.
 */
final class TrialCells {

    private static final LocalDate ANY_DAY = LocalDate.of(2001, 1, 1);

    private final List<FileLayout> layouts;
    private final List<String> names;
    private final Set<String> nested;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Reads the cells of all files as text.
     *
     * @param names the vendor's column names of all files together
     */
    TrialCells(List<FileLayout> layouts, List<String> names) {
        this.layouts = List.copyOf(layouts);
        this.names = List.copyOf(names);
        this.nested =
                layouts.stream().flatMap(layout -> layout.nested().stream()).collect(Collectors.toSet());
        for (FileLayout layout : layouts) {
            SourceChecks.ParsedFile parsed = read(layout, List.of(), Map.of());
            parsed.rows().forEach(row -> {
                List<String> cells = new ArrayList<>();
                for (int at = 0; at < names.size(); at++) {
                    cells.add(row.isNullAt(at) ? null : row.getUTF8String(at).toString());
                }
                rows.add(cells);
            });
        }
    }

    int rows() {
        return rows.size();
    }

    List<String> row(int at) {
        return rows.get(at);
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
        Map<Integer, String> tried = new TreeMap<>();
        for (int at = 0; at < names.size(); at++) {
            tried.put(at, like);
        }
        Set<Integer> unlike = new HashSet<>();
        for (FileLayout layout : layouts) {
            for (QuarantinedRow reject : read(layout, missing, tried).quarantinedRows()) {
                for (QuarantinedRow.QuarantineReason reason : reject.reasons()) {
                    if (reason.column() != null) {
                        unlike.add(Integer.parseInt(reason.column().substring(1)));
                    }
                }
            }
        }
        return unlike;
    }

    private SourceChecks.ParsedFile read(FileLayout layout, List<String> missing, Map<Integer, String> like) {
        StringBuilder yaml = new StringBuilder("source: trial\nfamily: crm\nvendor: trial\ndescription: a trial\n")
                .append("drop: {file: '.*'}\naccount: none\nquarantine_limit: 1\nformat: ")
                .append(layout.trialFormat())
                .append("\nmissing: ")
                .append(YamlText.list(missing))
                .append("\nkey: [")
                .append(names.stream().map(name -> "c" + names.indexOf(name)).collect(Collectors.joining(", ")))
                .append("]\ncolumns:\n");
        for (int at = 0; at < names.size(); at++) {
            yaml.append("  - {name: c" + at + ", from: " + YamlText.text(names.get(at)))
                    .append(
                            like.containsKey(at)
                                    ? ", " + like.get(at)
                                    : nested.contains(names.get(at)) ? ", type: json" : "")
                    .append("}\n");
        }
        if (!layout.leftOut().isEmpty()) {
            yaml.append("left_out:\n  - {starts_with: ")
                    .append(YamlText.list(layout.leftOut()))
                    .append("}\n");
        }
        SourceContract contract = Declarations.read(List.of(new DeclarationText("the draft", yaml.toString())))
                .sources()
                .get(0);
        byte[] bytes = layout.trial().getBytes(StandardCharsets.UTF_8);
        LandedFile file = new LandedFile("2001-01-01/trial/trial", "", ANY_DAY, bytes.length, "");
        return SourceChecks.parse(contract, new ReferenceData(List.of()), file, one -> new ByteArrayInputStream(bytes));
    }
}
