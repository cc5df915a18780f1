package cx.warehouse.infer;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the YAML of a drafted contract as a person would, with a comment wherever something was guessed. */
final class ContractText {

    private static final int FEW_ROWS = 20;

    private final SourceDraft.DraftRequest request;
    private final DropName drop;
    private final DraftedRows table;
    private final int rows;
    private final List<String> missing;
    private final List<ColumnDraft> columns;

    /**
     * The draft of a file's records.
     *
     * @param format the value for {@code format}
     * @param leftOut the rules of {@code left_out}
     * @param doubled names that the contract does not read because they stand more than once
     */
    record DraftedRows(String format, List<String> leftOut, List<String> doubled) {
        DraftedRows {
            leftOut = List.copyOf(leftOut);
            doubled = List.copyOf(doubled);
        }
    }

    ContractText(
            SourceDraft.DraftRequest known,
            DropName drop,
            DraftedRows table,
            int rows,
            List<String> missing,
            List<ColumnDraft> columns) {
        this.request = known;
        this.drop = drop;
        this.table = table;
        this.rows = rows;
        this.missing = missing;
        this.columns = columns;
    }

    /**
     * Writes the contract.
     *
     * @param time the time of the event; null when there is none
     * @param key the columns of the key; empty when none was found
     * @param widest the columns for the key when none was found
     */
    String text(ColumnRoles.RoleGuess time, List<ColumnDraft> key, List<ColumnDraft> widest) {
        ColumnDraft activity = time == null ? null : time.column();
        ShapeDraft shape = new ShapeDraft(request.vendor(), columns, activity, key);
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
        addLine(text, "format: " + table.format(), "");
        addLine(
                text,
                "key: [" + names(key.isEmpty() ? widest : key) + "]",
                key.isEmpty() ? "no small set of columns identifies a row; name the right ones" : keyNote());
        if (activity != null) {
            addLine(text, "activity: " + activity.name(), time.note());
        }
        if (!missing.isEmpty()) {
            addLine(text, "missing: " + YamlText.list(missing), "");
        }
        table.doubled()
                .forEach(name ->
                        addLine(text, "# " + name + ": a doubled name cannot be read; the cells go to `extra`", ""));
        addLine(text, "columns:", "");
        for (ColumnDraft column : columns) {
            boolean isRequired = column.isComplete() && (key.contains(column) || column.equals(activity));
            text.append(isRequired ? column.yamlOfRequired() : column.yaml()).append('\n');
        }
        if (!table.leftOut().isEmpty()) {
            addLine(text, "left_out:", "");
            table.leftOut().forEach(rule -> addLine(text, "  - " + rule, "totals and notes"));
        }
        shape.money()
                .ifPresent(money -> addLine(
                        text,
                        "money: {column: " + money.column().name() + currency() + "}",
                        "summed by the ledger" + (money.others().isEmpty() ? "" : "; " + money.note())));
        return text.append(shape.yaml()).toString();
    }

    private String keyNote() {
        return rows < FEW_ROWS ? "unique, but in only " + rows + " rows" : "unique in all " + rows + " rows";
    }

    private String currency() {
        return new ColumnRoles(columns)
                .currency()
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
