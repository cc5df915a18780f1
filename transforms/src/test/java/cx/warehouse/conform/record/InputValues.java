package cx.warehouse.conform.record;

import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.NumberFormat;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.LeftOut;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the columns of a sample that a class of values applies to, and writes such values in the column's format. */
public final class InputValues {
    private InputValues() {}

    /** Columns that the file has or, in JSON, might have. */
    public static List<SourceColumn> columns(MutableSample specimen) {
        return specimen.contract.columns().stream()
                .filter(column -> column.type().kind() != Kind.MAP && column.headerOf() == null)
                .filter(specimen::has)
                .toList();
    }

    /** Columns that take any text and that nothing else reads: no account, no zone, no part of a day. */
    public static List<SourceColumn> texts(MutableSample specimen) {
        SourceContract contract = specimen.contract;
        List<SourceColumn> texts = new ArrayList<>();
        for (SourceColumn column : columns(specimen)) {
            boolean isLimited =
                    !column.limits().values().isEmpty() || column.limits().pattern() != null || column.isId();
            boolean isRead = column.name().equals(contract.accountColumn())
                    || (contract.lines() != null
                            && column.name().equals(contract.lines().by()))
                    || contract.columns().stream().anyMatch(other -> reads(other, column))
                    || isRuling(specimen, column);
            if (column.type().kind() == Kind.STRING && !isLimited && !isRead) {
                texts.add(column);
            }
        }
        return texts;
    }

    /** Whether a rule of the contract may leave a row out because of that column. */
    static boolean isRuling(MutableSample specimen, SourceColumn column) {
        return specimen.contract.leftOut().stream()
                .anyMatch(rule -> rule.from() != null && column.from().contains(rule.from()));
    }

    private static boolean reads(SourceColumn other, SourceColumn column) {
        return column.from().stream()
                .anyMatch(from -> other.with().contains(from)
                        || from.equals(other.zone().from())
                        || (other != column && other.from().contains(from)));
    }

    public static List<SourceColumn> numbers(MutableSample specimen) {
        return columns(specimen).stream()
                .filter(column -> column.type().isNumber())
                .toList();
    }

    public static List<SourceColumn> times(MutableSample specimen) {
        return columns(specimen).stream()
                .filter(column -> column.type().isTime())
                .toList();
    }

    /** Puts a time into a column, and into the column that a rule compares with it. */
    public static void setTime(MutableSample specimen, SourceColumn column, String cell) {
        specimen.set(column, cell);
        for (LeftOut rule : specimen.contract.leftOut()) {
            if (rule.rule() == LeftOut.Rule.DIFFERS_FROM) {
                boolean isFirst = column.from().contains(rule.from());
                String other = isFirst ? rule.values().get(0) : rule.from();
                if (isFirst || column.from().contains(rule.values().get(0))) {
                    columns(specimen).stream()
                            .filter(one -> one.from().contains(other))
                            .forEach(one -> specimen.set(one, cell));
                }
            }
        }
    }

    /** Adds a percent sign if the column requires one. */
    public static String write(SourceColumn column, String number) {
        return column.type().kind() == Kind.PERCENT ? number + "%" : number;
    }

    /** Twelve and a half with the wrong decimal point, a comma for a point or the reverse. */
    public static String foreignPoint(NumberFormat format) {
        return format.isPoint('.') ? "12,50" : "12.50";
    }

    /** A number with one digit too many after the point; null for a column without a scale. */
    public static String tooExact(SourceColumn column, NumberFormat format) {
        int scale =
                switch (column.type().kind()) {
                    case INT, BIGINT -> 0;
                    case DECIMAL -> column.type().scale() - (column.isMicros() ? 6 : 0);
                    case PERCENT -> column.type().scale() - 2;
                    default -> -1;
                };
        return scale < 0 ? null : write(column, "1" + (format.isPoint('.') ? "." : ",") + "0".repeat(scale) + "1");
    }

    /** A day at 10:10 in the column's format. */
    public static String time(SourceColumn column, LocalDate day) {
        return write(column, day.getYear(), day.getMonthValue(), day.getDayOfMonth(), day);
    }

    /** 30 February in the column's format; null for a count of seconds, which cannot express it. */
    public static String impossible(SourceColumn column) {
        return isEpoch(column) ? null : write(column, 2026, 2, 30, LocalDate.of(2026, 2, 28));
    }

    public static boolean isEpoch(SourceColumn column) {
        return column.formats().stream().anyMatch(format -> format.startsWith("epoch"));
    }

    private static String write(SourceColumn column, int year, int month, int day, LocalDate counted) {
        String format = column.formats().isEmpty() ? null : column.formats().get(0);
        boolean isDate = column.type().kind() == Kind.DATE;
        if (format == null) {
            format = isDate ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        } else if (format.startsWith("epoch")) {
            long second = counted.atTime(10, 10).toEpochSecond(ZoneOffset.UTC);
            return second + (format.endsWith("micros") ? "000000" : format.endsWith("millis") ? "000" : "");
        }
        String name = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH).format(counted);
        return format.replace("'T'", "@")
                .replace("'Z'", "&")
                .replace("yyyy", String.valueOf(year))
                .replace("hh", "10")
                .replace("HH", "10")
                .replace("mm", "10")
                .replace("ss", "00")
                .replaceAll("(?<![A-Za-z])a|(?<=\\d)a", "AM")
                .replace("XXX", "Z")
                .replace("Z", "+0000")
                .replaceFirst("(?<![M])MMM(?!M)", "%")
                .replaceFirst("MM", String.format("%02d", month))
                .replaceFirst("(?<![A-Z])M(?![A-Z])", String.valueOf(month))
                .replaceFirst("dd", String.format("%02d", day))
                .replaceFirst("(?<![a-z])d(?![a-z])", String.valueOf(day))
                .replace("%", name)
                .replace("@", "T")
                .replace("&", "Z");
    }

    public static boolean isRequired(SourceColumn column) {
        return column.required().needsColumn();
    }
}
