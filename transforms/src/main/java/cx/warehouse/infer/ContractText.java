package cx.warehouse.infer;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a drafted contract as a person would, with a note wherever something was guessed. */
final class ContractText {

    private static final int FEW_ROWS = 20;

    private final SourceDraft.Known known;
    private final DropName drop;
    private final Layout layout;
    private final int rows;
    private final List<String> missing;
    private final List<ColumnDraft> columns;

    ContractText(
            SourceDraft.Known known,
            DropName drop,
            Layout layout,
            int rows,
            List<String> missing,
            List<ColumnDraft> columns) {
        this.known = known;
        this.drop = drop;
        this.layout = layout;
        this.rows = rows;
        this.missing = missing;
        this.columns = columns;
    }

    /** @param key empty when none was found */
    String text(List<ColumnDraft> key) {
        ColumnDraft activity = columns.stream()
                .filter(column -> column.isTime() && column.isComplete())
                .findFirst()
                .orElse(null);
        ShapeDraft shape = new ShapeDraft(known.vendor(), columns, activity);
        List<ColumnDraft> told =
                key.isEmpty() ? columns.stream().filter(ColumnDraft::isComplete).toList() : key;
        StringBuilder text = new StringBuilder();
        line(text, "source: " + known.source(), "");
        line(
                text,
                "family: " + (known.family() == null ? shape.family() : known.family()),
                known.family() == null ? "guessed; ad, pr, affiliate, web, crm, social, privacy" : "");
        line(text, "vendor: " + known.vendor(), "");
        line(text, "description: >-", "");
        line(text, "  Rows of " + Yaml.text(drop.sample()) + "; say what a row is.", "");
        line(
                text,
                "drop: {file: '" + drop.pattern().replace("'", "''")
                        + (known.member() == null
                                ? "'}"
                                : "', member: '" + known.member().pattern().replace("'", "''") + "'}"),
                "");
        line(
                text,
                "account: none",
                "vendor, or {column: NAME}, once accounts.csv knows it: its zone, currency and numbers count then");
        line(text, "format: " + layout.format(), "");
        line(
                text,
                "key: [" + names(told.isEmpty() ? columns : told) + "]",
                key.isEmpty() ? "no few columns tell the rows apart; which do?" : seen());
        if (activity != null) {
            line(text, "activity: " + activity.name(), "");
        }
        if (!missing.isEmpty()) {
            line(text, "missing: " + Yaml.list(missing), "");
        }
        line(text, "columns:", "");
        for (ColumnDraft column : columns) {
            boolean isRequired = key.contains(column) || column.equals(activity);
            text.append(isRequired ? column.yamlOfRequired() : column.yaml()).append('\n');
        }
        if (!layout.leftOut().isEmpty()) {
            line(text, "left_out:", "");
            line(text, "  - {starts_with: " + Yaml.list(layout.leftOut()) + "}", "totals and notes");
        }
        columns.stream()
                .filter(column -> column.isMoney() && Names.isMoney(column.name()))
                .findFirst()
                .ifPresent(money ->
                        line(text, "money: {column: " + money.name() + currency() + "}", "what the ledger adds up"));
        return text.append(shape.yaml()).toString();
    }

    private String seen() {
        return rows < FEW_ROWS ? "told apart no more than " + rows + " rows" : "told all " + rows + " rows apart";
    }

    private String currency() {
        return columns.stream()
                .filter(column -> Names.isCurrency(column.name()))
                .findFirst()
                .map(column -> ", currency: " + column.name())
                .orElse("");
    }

    private static String names(List<ColumnDraft> columns) {
        return columns.stream().map(ColumnDraft::name).collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String said, String note) {
        text.append(said).append(note.isEmpty() ? "" : "  # " + note).append('\n');
    }
}
