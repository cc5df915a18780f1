package cx.warehouse.conform;

import cx.warehouse.conform.Reject.Code;
import cx.warehouse.conform.Reject.Reason;
import cx.warehouse.contract.SourceColumn;
import java.util.ArrayList;
import java.util.List;

/** Collects every rule one row breaks; used again for every row. */
final class Reasons {
    private final List<Reason> reasons = new ArrayList<>();

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

    List<Reason> list() {
        return reasons;
    }

    /** A cell that breaks a rule; personal data stays out of value and message. */
    void add(Code code, SourceColumn column, String cell, String fault) {
        String shown = column.isPii()
                ? "the value (personal, " + cell.length() + " characters)"
                : "'" + Text.shown(cell) + "'";
        String value = column.isPii() ? null : Text.shown(cell);
        reasons.add(new Reason(code, column.name(), value, column.name() + ": " + shown + " " + fault));
    }

    /** A cell that is not there. */
    void missing(SourceColumn column) {
        reasons.add(new Reason(Code.REQUIRED, column.name(), null, column.name() + ": is empty"));
    }

    /** A fault of the whole row. */
    void add(Code code, String message) {
        reasons.add(new Reason(code, null, null, message));
    }
}
