package cx.warehouse.conform.type;

import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.conform.delivery.QuarantinedRow.QuarantineReason;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.contract.SourceColumn;
import java.util.ArrayList;
import java.util.List;

/** Collects every rule that one row breaks. The instance is reused for every row. */
final class RowReasons {
    private final List<QuarantineReason> reasons = new ArrayList<>();

    void clear() {
        if (!reasons.isEmpty()) {
            reasons.clear();
        }
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    int count() {
        return reasons.size();
    }

    List<QuarantineReason> list() {
        return reasons;
    }

    /** Adds a cell that breaks a rule; personal data appears neither in the value nor in the message. */
    void add(ReasonCode code, SourceColumn column, String cell, String fault) {
        String shown = column.isPii()
                ? "the value (personal, " + cell.length() + " characters)"
                : "'" + DisplayText.of(cell) + "'";
        String value = column.isPii() ? null : DisplayText.of(cell);
        reasons.add(new QuarantineReason(code, column.name(), value, column.name() + ": " + shown + " " + fault));
    }

    /** Adds a required cell that is missing. */
    void addMissing(SourceColumn column) {
        reasons.add(new QuarantineReason(ReasonCode.REQUIRED, column.name(), null, column.name() + ": is empty"));
    }

    /** Adds a fault of the whole row. */
    void add(ReasonCode code, String message) {
        reasons.add(new QuarantineReason(code, null, null, message));
    }
}
