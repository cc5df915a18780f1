package cx.warehouse.bench.duckdb;

import static cx.warehouse.bench.duckdb.DuckDbSession.literal;
import static cx.warehouse.bench.duckdb.DuckDbSession.name;

import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.NumberFormat;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceColumn.Limits;
import cx.warehouse.contract.SourceColumn.Required;
import cx.warehouse.contract.SourceContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a column's text, its typed value, and the rules that the value may break. The functions that it calls are the
 * macros of the night.
 */
final class ColumnSql {

    /** The parts of Java's patterns of times, and the words of DuckDB for them. */
    private static final Map<String, String> TIME_PARTS = Map.ofEntries(
            Map.entry("yyyy", "%Y"),
            Map.entry("MMM", "%b"),
            Map.entry("MM", "%m"),
            Map.entry("M", "%m"),
            Map.entry("dd", "%d"),
            Map.entry("d", "%d"),
            Map.entry("HH", "%H"),
            Map.entry("hh", "%I"),
            Map.entry("mm", "%M"),
            Map.entry("ss", "%S"),
            Map.entry("a", "%p"),
            Map.entry("XXX", "%z"),
            Map.entry("Z", "%z"),
            Map.entry("'", ""));

    private static final Pattern TIME_PART = Pattern.compile("yyyy|M+|dd?|HH|hh|mm|ss|a|XXX|Z|'");

    private final SourceContract contract;
    private final CellSql cells;
    private final AccountFormat account;

    ColumnSql(SourceContract contract, CellSql cells, AccountFormat account) {
        this.contract = contract;
        this.cells = cells;
        this.account = account;
    }

    /** The name of a column's text, which stands beside its typed value. */
    static String textName(SourceColumn column) {
        return column.name() + " text";
    }

    /** The type of a column in DuckDB. */
    static String type(SourceColumn column) {
        return switch (column.type().kind()) {
            case STRING, JSON -> "varchar";
            case MAP -> "map(varchar, varchar)";
            default -> column.type().sql();
        };
    }

    /** The text of a cell without the blanks around it; null when it is empty, or means that it is. */
    String text(SourceColumn column) {
        if (column.headerOf() != null) {
            return cells.headerText(contract.column(column.headerOf()).orElseThrow());
        }
        String cell = cells.of(column);
        if (column.missing().isEmpty()) {
            return "filled(" + cell + ")";
        }
        String missing = column.missing().stream().map(DuckDbSession::literal).collect(Collectors.joining(", "));
        return "case when trim(" + cell + ") not in (" + missing + ") then filled(" + cell + ") end";
    }

    /** The typed value of a column's text; null when the text is no such value. */
    String value(SourceColumn column) {
        String text = name(textName(column));
        return switch (column.type().kind()) {
            case STRING, JSON, MAP -> text;
            case BOOLEAN -> "truth_of(" + text + ")";
            case DATE -> date(column, text);
            case TIMESTAMP -> instant(column, text);
            case PERCENT -> "try_cast(" + number(column, "rtrim(" + text + ", '%')") + " as decimal(18,8)) / 100";
            default ->
                "try_cast(" + number(column, text) + " as " + type(column) + ")"
                        + (column.isMicros() ? " / 1000000" : "");
        };
    }

    /** A condition that is true for a row with a cell that breaks a rule. */
    String brokenRules() {
        List<String> rules = new ArrayList<>(List.of("false"));
        for (SourceColumn column : contract.columns()) {
            addRules(column, rules);
        }
        return "coalesce(" + String.join(" or ", rules) + ", false)";
    }

    private void addRules(SourceColumn column, List<String> rules) {
        String value = name(column.name());
        Limits limits = column.limits();
        if (column.required() == Required.ALWAYS) {
            rules.add(value + " is null");
        } else if (column.type().kind() != Kind.STRING) {
            rules.add("(" + value + " is null and " + name(textName(column)) + " is not null)");
        }
        if (column.required() == Required.FIRST_LINE) {
            rules.add("(" + value + " is null and " + contract.lines().position() + " = 1)");
        }
        if (limits.min() != null) {
            rules.add(value + " < " + limits.min().toPlainString());
        }
        if (limits.max() != null) {
            rules.add(value + " > " + limits.max().toPlainString());
        }
        if (!limits.values().isEmpty()) {
            rules.add(value + " not in "
                    + limits.values().stream().map(DuckDbSession::literal).collect(Collectors.joining(", ", "(", ")")));
        }
        if (limits.pattern() != null) {
            rules.add("not regexp_full_match(" + value + ", " + literal(limits.pattern()) + ")");
        }
        if (column.isId()) {
            rules.add("(contains(" + value + ", '+') and is_ruined_id(" + value + "))");
        }
        if (column.type().isTime() && limits.isWindowed()) {
            rules.add(value + " not between date '2000-01-01' and getvariable('date') + 2");
        }
    }

    private String number(SourceColumn column, String text) {
        NumberFormat format = column.numberFormat() == null ? account.numbers() : column.numberFormat();
        return switch (format) {
            case PLAIN -> "plain_number(" + text + ")";
            case EN_US -> "number_of(" + text + ", ',', '.')";
            case DE_DE -> "number_of(" + text + ", '.', ',')";
            case FR_FR -> "number_of(" + text + ", ' \u00A0\u202F', ',')";
        };
    }

    private static String date(SourceColumn column, String text) {
        if (column.formats().isEmpty()) {
            return "iso_date(" + text + ")";
        }
        // the day that a time with an offset states is its first ten characters
        boolean hasOffset = column.formats().stream().anyMatch(ColumnSql::hasOffset);
        return hasOffset
                ? "iso_date(left(" + text + ", 10))"
                : "try_strptime(" + text + ", " + patterns(column) + ")::date";
    }

    private String instant(SourceColumn column, String text) {
        if (column.formats().isEmpty()) {
            return "iso_instant(" + text + ", " + zone(column) + ")";
        }
        return switch (column.formats().get(0)) {
            case "epoch_seconds" -> "epoch_instant(" + text + ", 1000000)";
            case "epoch_millis" -> "epoch_instant(" + text + ", 1000)";
            case "epoch_micros" -> "epoch_instant(" + text + ", 1)";
            default -> "in_utc(try_strptime(" + text + ", " + patterns(column) + "), " + zone(column) + ")";
        };
    }

    private String zone(SourceColumn column) {
        if (column.zone().from() != null) {
            String names = column.zone().names().entrySet().stream()
                    .map(zone -> " when " + literal(zone.getKey()) + " then " + literal(zone.getValue()))
                    .collect(Collectors.joining());
            String named = contract.columns().stream()
                    .filter(other -> other.from().contains(column.zone().from()))
                    .map(other -> name(textName(other)))
                    .findFirst()
                    .orElseThrow();
            return "case " + named + names + " end";
        }
        return literal(
                column.zone().id() == null ? account.zone() : column.zone().id());
    }

    private static String patterns(SourceColumn column) {
        return column.formats().stream()
                .map(format -> literal(TIME_PART.matcher(format).replaceAll(part -> TIME_PARTS.get(part.group()))))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static boolean hasOffset(String format) {
        return format.contains("Z") || format.contains("X");
    }
}
