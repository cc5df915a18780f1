package cx.warehouse.conform.type;

import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.conform.delivery.UnpairedSurrogates;
import cx.warehouse.conform.record.JsonCellCheck;
import cx.warehouse.conform.record.RecordCells;
import cx.warehouse.contract.CodeTexts;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.NumberFormat;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceColumn.Limits;
import cx.warehouse.contract.SourceColumn.Required;
import cx.warehouse.contract.SourceContract;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the cells of one column: text becomes a typed value or a reason for quarantine. */
final class ColumnReader {
    private static final int LONGEST = 1 << 20;
    private static final String TOO_LONG = "is longer than " + LONGEST + " characters";
    private static final String NO_TEXT = "holds bytes that are no text";
    private static final Pattern DESTROYED = Pattern.compile("-?\\d+([.,]\\d+)?[eE]\\+\\d+");
    private static final String LEADING_ZERO =
            "begins with 0, which a number would lose; for a code, declare `id: true` instead of a number type";
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final SourceColumn column;
    private final Kind kind;
    private final Limits limits;
    private final TimeReader times;
    private final Required required;
    private final boolean isJsonText;
    private final boolean isTrimmed;
    private final boolean hasMissing;
    private final boolean hasValues;
    private final boolean isWhole;
    private final boolean isCount;
    private final NumberFormat numberFormat;
    private String lastText;
    private byte lastKind;

    ColumnReader(SourceContract contract, SourceColumn column, LocalDate delivery) {
        this.column = column;
        this.kind = column.type().kind();
        this.limits = column.limits();
        this.times = column.type().isTime() ? new TimeReader(column, delivery) : null;
        this.required = column.required();
        // JSON inside a JSON file was parsed with the file
        this.isJsonText = kind == Kind.JSON && contract.format() instanceof RecordFormat.Delimited;
        this.isTrimmed = column.isId() || kind != Kind.STRING;
        this.hasMissing = !column.missing().isEmpty();
        this.hasValues = !limits.values().isEmpty();
        this.isWhole = kind == Kind.BIGINT || kind == Kind.INT;
        this.isCount = isWhole
                && limits.max() == null
                && (limits.min() == null || limits.min().signum() <= 0);
        this.numberFormat = column.numberFormat();
    }

    SourceColumn column() {
        return column;
    }

    /** Whether the column takes all elements of a keyed list that no other column names. */
    boolean isMap() {
        return kind == Kind.MAP;
    }

    Required requirement() {
        return required;
    }

    /** Normalizes a cell; null if it is empty or one of the column's tokens for a missing value. */
    String cell(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String bare = trim(text);
        boolean isMissing = hasMissing
                && (column.missing().contains(bare) || column.missing().contains(text));
        if (bare.isEmpty() || isMissing) {
            return null;
        }
        return isTrimmed ? bare : text;
    }

    /**
     * Reads a cell that is not empty. Text equal to that of the row before is not checked again.
     *
     * @return the typed value; null, with a reason added, if it breaks a rule
     */
    Object read(String cell, byte jsonKind, ZoneId zone, NumberFormat ofAccount, RowReasons reasons) {
        if (cell.equals(lastText) && jsonKind == lastKind) {
            return lastText;
        }
        int before = reasons.count();
        Object value = parse(cell, jsonKind, zone, ofAccount, reasons);
        if (value instanceof String text && reasons.count() == before) {
            lastText = text;
            lastKind = jsonKind;
        }
        return value;
    }

    private Object parse(String cell, byte jsonKind, ZoneId zone, NumberFormat ofAccount, RowReasons reasons) {
        if (cell.length() > LONGEST) {
            reasons.add(ReasonCode.SIZE, column, cell, TOO_LONG);
            return null;
        }
        if (UnpairedSurrogates.isDamaged(cell)) {
            reasons.add(ReasonCode.ENCODING, column, cell, NO_TEXT);
            return null;
        }
        NumberFormat format = numberFormat == null ? ofAccount : numberFormat;
        Object value =
                switch (kind) {
                    case STRING, JSON, MAP -> readText(cell, jsonKind, reasons);
                    case BOOLEAN -> readBoolean(cell, reasons);
                    case DATE, TIMESTAMP -> times.read(cell, jsonKind, zone, reasons);
                    default -> readNumber(cell, jsonKind, format, reasons);
                };
        if (value != null && hasValues && !limits.values().contains(cell)) {
            reasons.add(
                    ReasonCode.ENUM,
                    column,
                    cell,
                    "is none of "
                            + String.join(
                                    ", ", limits.values().stream().sorted().toList()));
        }
        return value;
    }

    /**
     * Checks cells that no column reads: they must be text of an allowed length. The message shows only the name,
     * because the value may be personal.
     */
    static void checkExtra(Map<String, String> kept, RowReasons reasons) {
        for (Map.Entry<String, String> entry : kept.entrySet()) {
            boolean isTooLong =
                    entry.getValue().length() > LONGEST || entry.getKey().length() > LONGEST;
            if (isTooLong
                    || UnpairedSurrogates.isDamaged(entry.getValue())
                    || UnpairedSurrogates.isDamaged(entry.getKey())) {
                reasons.add(
                        isTooLong ? ReasonCode.SIZE : ReasonCode.ENCODING,
                        "`" + DisplayText.of(entry.getKey()) + "`, which no column reads, "
                                + (isTooLong ? TOO_LONG : NO_TEXT));
            }
        }
    }

    private Object readText(String cell, byte jsonKind, RowReasons reasons) {
        if (kind == Kind.STRING && jsonKind == RecordCells.STRUCTURE) {
            reasons.add(ReasonCode.JSON, column, cell, "is an object or a list, not a text");
            return null;
        }
        String fault = isJsonText ? JsonCellCheck.fault(cell) : null;
        if (fault != null) {
            reasons.add(ReasonCode.JSON, column, cell, fault);
        }
        if (column.isId() && cell.indexOf('+') > 0 && DESTROYED.matcher(cell).matches()) {
            reasons.add(ReasonCode.ID_FORMAT, column, cell, "was an id until a spreadsheet turned it into a number");
        } else if (limits.pattern() != null && !limits.pattern().matcher(cell).matches()) {
            reasons.add(
                    column.isId() ? ReasonCode.ID_FORMAT : ReasonCode.ENUM,
                    column,
                    cell,
                    "does not match " + limits.pattern());
        }
        return cell;
    }

    private Object readBoolean(String cell, RowReasons reasons) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> {
                reasons.add(ReasonCode.ENUM, column, cell, "is neither true nor false");
                yield null;
            }
        };
    }

    private static String trim(String text) {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        boolean isBare = first > ' ' && first < '\u007f' && last > ' ' && last < '\u007f';
        return isBare ? text : strip(text);
    }

    /** Removes all blanks around a text, non-breaking ones included. */
    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Whether the character is white space of any kind, non-breaking ones included. */
    static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private Object readNumber(String cell, byte jsonKind, NumberFormat format, RowReasons reasons) {
        if (isWhole && CodeTexts.hasLeadingZero(cell)) {
            reasons.add(ReasonCode.NUMBER, column, cell, LEADING_ZERO);
            return null;
        }
        if (isCount && jsonKind <= RecordCells.NUMBER && VendorNumbers.isCount(cell, kind == Kind.BIGINT ? 18 : 9)) {
            return kind == Kind.BIGINT ? (Object) Long.parseLong(cell) : (Object) Integer.parseInt(cell);
        }
        BigDecimal number = parseNumber(cell, jsonKind, format);
        Object value = number == null ? null : toColumnType(number);
        if (value == null) {
            reasons.add(ReasonCode.NUMBER, column, cell, "is not " + article() + column.type());
            return null;
        }
        if (limits.min() != null && number.compareTo(limits.min()) < 0) {
            reasons.add(
                    ReasonCode.RANGE,
                    column,
                    cell,
                    "is less than " + limits.min().toPlainString());
        }
        if (limits.max() != null && number.compareTo(limits.max()) > 0) {
            reasons.add(
                    ReasonCode.RANGE,
                    column,
                    cell,
                    "is more than " + limits.max().toPlainString());
        }
        return value;
    }

    private BigDecimal parseNumber(String cell, byte jsonKind, NumberFormat format) {
        if (jsonKind == RecordCells.NUMBER) {
            return VendorNumbers.parseJson(cell);
        }
        if (jsonKind != RecordCells.TEXT) {
            return null;
        }
        if (kind == Kind.PERCENT) {
            boolean isPercent = cell.endsWith("%");
            BigDecimal number = isPercent ? VendorNumbers.parse(cell.substring(0, cell.length() - 1), format) : null;
            return number == null ? null : number.divide(HUNDRED);
        }
        boolean mayHaveExponent = kind == Kind.DOUBLE || kind == Kind.DECIMAL;
        return mayHaveExponent ? VendorNumbers.parseWithExponent(cell, format) : VendorNumbers.parse(cell, format);
    }

    private Object toColumnType(BigDecimal number) {
        return switch (kind) {
            case INT -> {
                Long whole = VendorNumbers.toWhole(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
                yield whole == null ? null : (Object) whole.intValue();
            }
            case BIGINT -> VendorNumbers.toWhole(number, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> number.doubleValue();
            default -> {
                BigDecimal unit = column.isMicros() ? number.divide(MILLION) : number;
                yield VendorNumbers.toDecimal(
                        unit, column.type().precision(), column.type().scale());
            }
        };
    }

    private String article() {
        return kind == Kind.INT ? "an " : "a ";
    }
}
