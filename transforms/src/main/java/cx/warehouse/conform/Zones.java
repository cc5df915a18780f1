package cx.warehouse.conform;

import cx.warehouse.conform.References.Account;
import cx.warehouse.conform.Reject.Code;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Finds the zone in which a cell's local time is read. */
final class Zones {
    private final int[] slots;
    private final Map<String, ZoneId> known = new HashMap<>();

    Zones(SourceContract contract, Inputs inputs) {
        this.slots = contract.columns().stream()
                .mapToInt(column -> column.zone().from() == null
                        ? -1
                        : inputs.slot(column.zone().from()))
                .toArray();
    }

    /** The zone of a cell; UTC, with a reason, when the record names one that is not known. */
    ZoneId of(int index, SourceColumn column, Cells cells, Account account, Reasons reasons) {
        if (column.zone().id() != null) {
            return column.zone().id();
        }
        if (slots[index] < 0) {
            return account == null ? ZoneOffset.UTC : account.timeZone();
        }
        String name = cells.text[slots[index]] == null ? "" : cells.text[slots[index]].strip();
        ZoneId zone = known.computeIfAbsent(column.zone().names().getOrDefault(name, name), Zones::zone);
        if (zone == null) {
            reasons.add(Code.TIMESTAMP, column, name, "is no time zone this contract knows");
            return ZoneOffset.UTC;
        }
        return zone;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
