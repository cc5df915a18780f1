package cx.warehouse.conform.type;

import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.conform.record.InputSlots;
import cx.warehouse.conform.record.RecordCells;
import cx.warehouse.conform.type.ReferenceData.Account;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Finds the time zone of a cell's local time. */
final class ZoneFinder {
    private final int[] slots;
    private final Map<String, ZoneId> zonesByName = new HashMap<>();

    ZoneFinder(SourceContract contract, InputSlots inputs) {
        this.slots = contract.columns().stream()
                .mapToInt(column -> column.zone().from() == null
                        ? -1
                        : inputs.slot(column.zone().from()))
                .toArray();
    }

    /** The zone of a cell; UTC, with a reason added, if the record names an unknown zone. */
    ZoneId zoneOf(int index, SourceColumn column, RecordCells cells, Account account, RowReasons reasons) {
        if (column.zone().id() != null) {
            return column.zone().id();
        }
        if (slots[index] < 0) {
            return account == null ? ZoneOffset.UTC : account.timeZone();
        }
        String name = cells.text[slots[index]] == null ? "" : cells.text[slots[index]].strip();
        ZoneId zone = zonesByName.computeIfAbsent(column.zone().names().getOrDefault(name, name), ZoneFinder::zone);
        if (zone == null) {
            reasons.add(ReasonCode.TIMESTAMP, column, name, "is no time zone this contract knows");
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
