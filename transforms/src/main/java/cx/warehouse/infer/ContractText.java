package cx.warehouse.infer;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the YAML of a drafted contract as a person would, with a comment wherever something was guessed. */
final class ContractText {

    private static final int FEW_ROWS = 20;

    private final SourceDraft.DraftRequest request;
    private final DropName drop;
    private final FileLayout layout;
    private final int rows;
    private final List<String> missing;
    private final List<ColumnDraft> columns;

    ContractText(
            SourceDraft.DraftRequest known,
            DropName drop,
            FileLayout layout,
            int rows,
            List<String> missing,
            List<ColumnDraft> columns) {
        this.request = known;
        this.drop = drop;
        this.layout = layout;
        this.rows = rows;
        this.missing = missing;
        this.columns = columns;
    }

    /**
     * Writes the contract.
     *
     * @param key the columns of the key; empty when none was found
     */
    String text(List<ColumnDraft> key) {
        ColumnDraft activity = columns.stream()
                .filter(column -> column.isTime() && column.isComplete())
                .findFirst()
                .orElse(null);
        ShapeDraft shape = new ShapeDraft(request.vendor(), columns, activity);
        List<ColumnDraft> told =
                key.isEmpty() ? columns.stream().filter(ColumnDraft::isComplete).toList() : key;
        StringBuilder text = new StringBuilder();
        addLine(text, "source: " + request.source(), "");
        addLine(
                text,
                "family: " + (request.family() == null ? shape.family() : request.family()),
                request.family() == null ? "guessed; ad, pr, affiliate, web, crm, social, privacy" : "");
        addLine(text, "vendor: " + request.vendor(), "");
        addLine(text, "description: >-", "");
        addLine(text, "  Rows of " + YamlText.text(drop.sample()) + "; say what a row is.", "");
        addLine(
                text,
                "drop: {file: '" + drop.pattern().replace("'", "''")
                        + (request.member() == null
                                ? "'}"
                                : "', member: '" + request.member().pattern().replace("'", "''") + "'}"),
                "");
        addLine(
                text,
                "account: none",
                "vendor, or {column: NAME}, once accounts.csv lists the account; its zone, currency and number format apply then");
        addLine(text, "format: " + layout.format(), "");
        addLine(
                text,
                "key: [" + names(told.isEmpty() ? columns : told) + "]",
                key.isEmpty() ? "no small set of columns identifies a row; name the right ones" : keyNote());
        if (activity != null) {
            addLine(text, "activity: " + activity.name(), "");
        }
        if (!missing.isEmpty()) {
            addLine(text, "missing: " + YamlText.list(missing), "");
        }
        addLine(text, "columns:", "");
        for (ColumnDraft column : columns) {
            boolean isRequired = key.contains(column) || column.equals(activity);
            text.append(isRequired ? column.yamlOfRequired() : column.yaml()).append('\n');
        }
        if (!layout.leftOut().isEmpty()) {
            addLine(text, "left_out:", "");
            addLine(text, "  - {starts_with: " + YamlText.list(layout.leftOut()) + "}", "totals and notes");
        }
        columns.stream()
                .filter(column -> column.isMoney() && VendorColumnNames.isMoney(column.name()))
                .findFirst()
                .ifPresent(money ->
                        addLine(text, "money: {column: " + money.name() + currency() + "}", "summed by the ledger"));
        return text.append(shape.yaml()).toString();
    }

    private String keyNote() {
        return rows < FEW_ROWS ? "unique, but in only " + rows + " rows" : "unique in all " + rows + " rows";
    }

    private String currency() {
        return columns.stream()
                .filter(column -> VendorColumnNames.isCurrency(column.name()))
                .findFirst()
                .map(column -> ", currency: " + column.name())
                .orElse("");
    }

    private static String names(List<ColumnDraft> columns) {
        return columns.stream().map(ColumnDraft::name).collect(Collectors.joining(", "));
    }

    private static void addLine(StringBuilder text, String said, String note) {
        text.append(said).append(note.isEmpty() ? "" : "  # " + note).append('\n');
    }
}
