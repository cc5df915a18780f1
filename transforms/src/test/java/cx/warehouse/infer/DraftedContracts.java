package cx.warehouse.infer;

import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.infer.SourceDraft.DraftRequest;
import cx.warehouse.infer.SourceDraft.VendorFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** Drafts of the export of one vendor, from texts. */
final class DraftedContracts {
    /** A day of delivery after all times of the tests. */
    static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    static final DraftRequest HARBOUR = new DraftRequest("harbour_booking", "harbour", null, null, TODAY);

    private DraftedContracts() {}

    static VendorFile file(String name, byte[] bytes) {
        return new VendorFile(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    static SourceDraft draft(String name, byte[] bytes) {
        return SourceDraft.of(List.of(file(name, bytes)), HARBOUR);
    }

    static SourceDraft draft(String text) {
        return draft("bookings.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The contract as the language reads it, without the shapes it fills. */
    static SourceContract contract(SourceDraft draft) {
        String bare = draft.yaml().substring(0, draft.yaml().indexOf("conform:"));
        return Declarations.read(List.of(new DeclarationText("draft.yaml", bare)))
                .sources()
                .get(0);
    }

    /** The line of the contract that declares a column, without its indent. */
    static String line(SourceDraft draft, String column) {
        return draft.yaml()
                .lines()
                .filter(line -> line.matches("  - \\{name: " + column + "[,}].*"))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    /** The line of one column whose cells are these texts, beside a key. */
    static String lineOf(String column, String... cells) {
        StringBuilder text = new StringBuilder("row_id;" + column + "\n");
        for (int row = 0; row < cells.length; row++) {
            text.append("r").append(row).append(';').append(cells[row]).append('\n');
        }
        return line(draft(text.toString()), VendorColumnNames.ourName(column, List.of()));
    }

    static List<String> names(SourceContract contract) {
        return contract.columns().stream().map(SourceColumn::name).toList();
    }

    static String sample(SourceDraft draft) {
        return new String(draft.sample(), StandardCharsets.UTF_8);
    }
}
