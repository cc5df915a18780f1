package cx.warehouse.conform;

import cx.warehouse.conform.Reject.Code;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.Format;
import cx.warehouse.contract.NumberFormat;
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

/** Reads the cells of one column: text in, a typed value or a reason out. */
final class ColumnReader {
    private static final int LONGEST = 1 << 20;
    private static final String TOO_LONG = "is longer than " + LONGEST + " characters";
    private static final String NO_TEXT = "holds bytes that are no text";
    private static final Pattern DESTROYED = Pattern.compile("-?\\d+([.,]\\d+)?[eE]\\+\\d+");
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
        // what a file of JSON holds was parsed with it
        this.isJsonText = kind == Kind.JSON && contract.format() instanceof Format.Delimited;
        this.isTrimmed = column.isId() || kind != Kind.STRING;
        this.hasMissing = !column.missing().isEmpty();
        this.hasValues = !limits.values().isEmpty();
        this.isCount = (kind == Kind.BIGINT || kind == Kind.INT)
                && limits.max() == null
                && (limits.min() == null || limits.min().signum() <= 0);
        this.numberFormat = column.numberFormat();
    }

    SourceColumn column() {
        return column;
    }

    /** True for the column that takes all elements of a keyed list that no other names. */
    boolean isMap() {
        return kind == Kind.MAP;
    }

    Required required() {
        return required;
    }

    /** A cell as it counts: null when it is empty or says that it is. */
    String cell(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String bare = trimmed(text);
        boolean isMissing = hasMissing
                && (column.missing().contains(bare) || column.missing().contains(text));
        if (bare.isEmpty() || isMissing) {
            return null;
        }
        return isTrimmed ? bare : text;
    }

    /**
     * The typed value of a cell that is not empty; null, with a reason, when it breaks a rule. The text of the row before is not
     * checked again.
     */
    Object read(String cell, byte jsonKind, ZoneId zone, NumberFormat ofAccount, Reasons reasons) {
        if (cell.equals(lastText) && jsonKind == lastKind) {
            return lastText;
        }
        int before = reasons.count();
        Object value = checked(cell, jsonKind, zone, ofAccount, reasons);
        if (value instanceof String text && reasons.count() == before) {
            lastText = text;
            lastKind = jsonKind;
        }
        return value;
    }

    private Object checked(String cell, byte jsonKind, ZoneId zone, NumberFormat ofAccount, Reasons reasons) {
        if (cell.length() > LONGEST) {
            reasons.add(Code.SIZE, column, cell, TOO_LONG);
            return null;
        }
        if (isDamaged(cell)) {
            reasons.add(Code.ENCODING, column, cell, NO_TEXT);
            return null;
        }
        NumberFormat format = numberFormat == null ? ofAccount : numberFormat;
        Object value =
                switch (kind) {
                    case STRING, JSON, MAP -> text(cell, jsonKind, reasons);
                    case BOOLEAN -> truth(cell, reasons);
                    case DATE, TIMESTAMP -> times.read(cell, jsonKind, zone, reasons);
                    default -> number(cell, jsonKind, format, reasons);
                };
        if (value != null && hasValues && !limits.values().contains(cell)) {
            reasons.add(
                    Code.ENUM,
                    column,
                    cell,
                    "is none of "
                            + String.join(
                                    ", ", limits.values().stream().sorted().toList()));
        }
        return value;
    }

    /** Looks at what no column reads: it must be text that can be kept. The value may be personal, so that only its name is told. */
    static void check(Map<String, String> kept, Reasons reasons) {
        for (Map.Entry<String, String> entry : kept.entrySet()) {
            boolean isTooLong =
                    entry.getValue().length() > LONGEST || entry.getKey().length() > LONGEST;
            if (isTooLong || isDamaged(entry.getValue()) || isDamaged(entry.getKey())) {
                reasons.add(
                        isTooLong ? Code.SIZE : Code.ENCODING,
                        "`" + Text.shown(entry.getKey()) + "`, which no column reads, "
                                + (isTooLong ? TOO_LONG : NO_TEXT));
            }
        }
    }

    private Object text(String cell, byte jsonKind, Reasons reasons) {
        if (kind == Kind.STRING && jsonKind == Cells.TREE) {
            reasons.add(Code.JSON, column, cell, "is an object or a list, not a text");
            return null;
        }
        String fault = isJsonText ? JsonText.fault(cell) : null;
        if (fault != null) {
            reasons.add(Code.JSON, column, cell, fault);
        }
        if (column.isId() && cell.indexOf('+') > 0 && DESTROYED.matcher(cell).matches()) {
            reasons.add(Code.ID_FORMAT, column, cell, "was an id before a spreadsheet made a number of it");
        } else if (limits.pattern() != null && !limits.pattern().matcher(cell).matches()) {
            reasons.add(column.isId() ? Code.ID_FORMAT : Code.ENUM, column, cell, "does not match " + limits.pattern());
        }
        return cell;
    }

    private Object truth(String cell, Reasons reasons) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> {
                reasons.add(Code.ENUM, column, cell, "is neither true nor false");
                yield null;
            }
        };
    }

    private static String trimmed(String text) {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        boolean isBare = first > ' ' && first < '\u007f' && last > ' ' && last < '\u007f';
        return isBare ? text : stripped(text);
    }

    /** A text without the blanks around it, those that do not break among them. */
    private static String stripped(String text) {
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

    /** White space of any kind, that which does not break a line among it. */
    static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private Object number(String cell, byte jsonKind, NumberFormat format, Reasons reasons) {
        if (isCount && jsonKind <= Cells.NUMBER && Numbers.isCount(cell, kind == Kind.BIGINT ? 18 : 9)) {
            return kind == Kind.BIGINT ? (Object) Long.parseLong(cell) : (Object) Integer.parseInt(cell);
        }
        BigDecimal number = bare(cell, jsonKind, format);
        Object value = number == null ? null : typed(number);
        if (value == null) {
            reasons.add(Code.NUMBER, column, cell, "is not " + article() + column.type());
            return null;
        }
        if (limits.min() != null && number.compareTo(limits.min()) < 0) {
            reasons.add(Code.RANGE, column, cell, "is less than " + limits.min().toPlainString());
        }
        if (limits.max() != null && number.compareTo(limits.max()) > 0) {
            reasons.add(Code.RANGE, column, cell, "is more than " + limits.max().toPlainString());
        }
        return value;
    }

    private BigDecimal bare(String cell, byte jsonKind, NumberFormat format) {
        if (jsonKind == Cells.NUMBER) {
            return Numbers.json(cell);
        }
        if (jsonKind != Cells.TEXT) {
            return null;
        }
        if (kind == Kind.PERCENT) {
            boolean isPercent = cell.endsWith("%");
            BigDecimal number = isPercent ? Numbers.written(cell.substring(0, cell.length() - 1), format) : null;
            return number == null ? null : number.divide(HUNDRED);
        }
        return Numbers.written(cell, format);
    }

    private Object typed(BigDecimal number) {
        return switch (kind) {
            case INT -> {
                Long whole = Numbers.whole(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
                yield whole == null ? null : (Object) whole.intValue();
            }
            case BIGINT -> Numbers.whole(number, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> number.doubleValue();
            default -> {
                BigDecimal unit = column.isMicros() ? number.divide(MILLION) : number;
                yield Numbers.fitted(
                        unit, column.type().precision(), column.type().scale());
            }
        };
    }

    private String article() {
        return kind == Kind.INT ? "an " : "a ";
    }

    private static boolean isDamaged(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == 0 || character == '\uFFFF') {
                return true;
            }
            if (Character.isSurrogate(character)) {
                boolean isPair = Character.isHighSurrogate(character)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (!isPair) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }
}
