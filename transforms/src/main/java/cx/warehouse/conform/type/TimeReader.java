package cx.warehouse.conform.type;

import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.conform.record.RecordCells;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.SourceColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Reads the cells of a column of dates or timestamps, in the formats that its contract names. */
final class TimeReader {
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    /** Somewhere on Earth, a day begins up to 14 hours before and ends up to 12 hours after the same day in UTC. */
    private static final Instant EARLIEST_INSTANT =
            EARLIEST.atStartOfDay(ZoneOffset.ofHours(14)).toInstant();

    private final SourceColumn column;
    private final boolean isDate;
    private final LocalDate latest;
    private final Instant end;
    private final List<DateTimeFormatter> formatters = new ArrayList<>();
    private String lastText = "";
    private LocalDate lastDate;

    TimeReader(SourceColumn column, LocalDate delivery) {
        this.column = column;
        this.isDate = column.type().kind() == Kind.DATE;
        this.latest = delivery.plusDays(2);
        this.end = latest.plusDays(1).atStartOfDay(ZoneOffset.ofHours(-12)).toInstant();
        for (String format : column.formats()) {
            formatters.add(isBuiltIn(format) ? null : VendorTimes.formatter(format));
        }
    }

    /** The date or instant of a cell; null, with a reason added, if it is not valid. */
    Object read(String cell, byte jsonKind, ZoneId zone, RowReasons reasons) {
        Object value = jsonKind > RecordCells.NUMBER ? null : isDate ? date(cell) : instant(cell, zone);
        if (value == null) {
            ReasonCode code = isDate ? ReasonCode.DATE : ReasonCode.TIMESTAMP;
            reasons.add(code, column, cell, "is not a " + column.type() + formatHint());
        } else if (column.limits().isWindowed() && !isInWindow(value)) {
            reasons.add(ReasonCode.RANGE, column, cell, "lies before " + EARLIEST + " or after " + latest);
        }
        return value;
    }

    private boolean isInWindow(Object value) {
        return value instanceof LocalDate date
                ? !date.isBefore(EARLIEST) && !date.isAfter(latest)
                : !((Instant) value).isBefore(EARLIEST_INSTANT) && ((Instant) value).isBefore(end);
    }

    private LocalDate date(String cell) {
        if (cell.equals(lastText)) {
            return lastDate;
        }
        LocalDate date = null;
        if (formatters.isEmpty()) {
            date = VendorTimes.isoDate(cell);
        }
        for (int index = 0; index < formatters.size() && date == null; index++) {
            date = formatters.get(index) == null
                    ? VendorTimes.compactDate(cell)
                    : VendorTimes.date(cell, formatters.get(index));
        }
        lastText = cell;
        lastDate = date;
        return date;
    }

    private Instant instant(String cell, ZoneId zone) {
        Instant instant = null;
        if (formatters.isEmpty()) {
            instant = VendorTimes.isoInstant(cell, zone);
        }
        for (int index = 0; index < formatters.size() && instant == null; index++) {
            instant = switch (column.formats().get(index)) {
                case "epoch_seconds" -> VendorTimes.epoch(cell, 1);
                case "epoch_millis" -> VendorTimes.epoch(cell, 1_000);
                case "epoch_micros" -> VendorTimes.epoch(cell, 1_000_000);
                default -> VendorTimes.instant(cell, formatters.get(index), zone);
            };
        }
        return instant;
    }

    private boolean isBuiltIn(String format) {
        return format.startsWith("epoch_") || (isDate && format.equals("yyyyMMdd"));
    }

    private String formatHint() {
        return column.formats().isEmpty() ? "" : " like " + String.join(" or ", column.formats());
    }
}
