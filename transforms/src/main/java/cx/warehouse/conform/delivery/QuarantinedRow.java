package cx.warehouse.conform.delivery;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One quarantined row, kept whole with every rule it broke.
 *
 * @param source the source contract it was read by
 * @param path the file below the drop zone
 * @param member the member of an archive it stands in; null for a file that is none
 * @param line the line the record starts in, from 1
 * @param raw the record's text, cut at 64 KiB
 * @param reasons every rule the row broke, in order of the contract's columns
 */
public record QuarantinedRow(
        String source, String path, String member, long line, String raw, List<QuarantineReason> reasons)
        implements Serializable {
    public QuarantinedRow {
        reasons = List.copyOf(reasons);
    }

    /** One sentence for logs, without personal data: {@code awin transactions.json row 3: id: is empty}. */
    public String message() {
        String[] folders = path.split("/", -1);
        String name = folders[folders.length - 1];
        String inside = member == null ? "" : " " + DisplayText.of(member);
        return source + " " + DisplayText.of(name) + inside + " row " + line + ": "
                + reasons.stream().map(QuarantineReason::message).collect(Collectors.joining("; "));
    }

    /**
     * One rule a row broke.
     *
     * @param code the kind of rule
     * @param column ours; null when the whole row is meant
     * @param value the cell; null when there is none, or when it is personal
     * @param message column, value and rule in words; never personal data
     */
    public record QuarantineReason(ReasonCode code, String column, String value, String message)
            implements Serializable {}

    /** The kinds of rules, in lower case in tables. */
    public enum ReasonCode {
        COLUMN_COUNT,
        JSON,
        REQUIRED,
        DATE,
        TIMESTAMP,
        NUMBER,
        RANGE,
        ID_FORMAT,
        ENUM,
        CONFLICT,
        ENCODING,
        SIZE,
        DRIFT;

        /** The word that tables show. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
