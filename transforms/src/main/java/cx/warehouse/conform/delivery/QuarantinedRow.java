package cx.warehouse.conform.delivery;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One quarantined row, complete and with every rule it broke.
 *
 * @param source name of the source contract
 * @param path the file below the drop zone
 * @param member the archive member that contains the row; null if the file is no archive
 * @param line line where the record starts, from 1
 * @param raw text of the record, cut at 64 KiB, with U+FFFD for bytes that are no character; null where there is none
 * @param reasons every rule that the row broke, in order of the contract's columns
 */
public record QuarantinedRow(
        String source, String path, String member, long line, String raw, List<QuarantineReason> reasons)
        implements Serializable {
    public QuarantinedRow {
        raw = UnpairedSurrogates.escape(raw);
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
     * One rule that a row broke.
     *
     * @param code kind of the rule
     * @param column our column; null if the reason concerns the whole row
     * @param value the cell; null if there is none or if it is personal
     * @param message column, value and rule in words; never personal data
     */
    public record QuarantineReason(ReasonCode code, String column, String value, String message)
            implements Serializable {
        public QuarantineReason {
            value = UnpairedSurrogates.escape(value);
            message = UnpairedSurrogates.escape(message);
        }
    }

    /** Kinds of rules; tables show them in lower case. */
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

        /** The kind as tables show it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
