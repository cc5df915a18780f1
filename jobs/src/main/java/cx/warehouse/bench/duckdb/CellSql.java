package cx.warehouse.bench.duckdb;

import static cx.warehouse.bench.duckdb.DuckDbSession.literal;

import cx.warehouse.contract.SourceColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the cell of a column as an expression of SQL: by the header of delimited text, or by a path into JSON. */
final class CellSql {

    /** A member of a list that is chosen by one of its own members, as in {@code actions[action_type=purchase].value}. */
    private static final Pattern CHOSEN = Pattern.compile("(.+)\\[(\\w+)=(\\w+)\\]\\.(\\w+)");

    private static final String NOTHING = "null::varchar";

    private final List<String> headers;

    /** The cells of a text with these headers; of JSON objects without headers. */
    CellSql(List<String> headers) {
        this.headers = headers.stream().map(String::strip).toList();
    }

    /** The text of the column's cell, untrimmed; null where the text has no such column. */
    String of(SourceColumn column) {
        if (headers.isEmpty()) {
            return "coalesce("
                    + String.join(
                            ", ", column.from().stream().map(CellSql::path).toList()) + ", null)";
        }
        String cell = first(column.from());
        if (!column.with().isEmpty()) {
            List<String> parts = new ArrayList<>(List.of(cell));
            column.with().forEach(other -> parts.add(first(List.of(other))));
            return "concat_ws(' ', " + String.join(", ", parts) + ")";
        }
        for (String other : column.otherwise()) {
            cell = "coalesce(nullif(trim(" + cell + "), ''), " + first(List.of(other)) + ")";
        }
        return cell;
    }

    /** The text of a header at the {@code *} of the column's vendor name, as a literal. */
    String headerText(SourceColumn column) {
        for (String alias : column.from()) {
            for (String header : headers) {
                Matcher found = pattern(alias).matcher(header);
                if (found.matches() && found.groupCount() > 0) {
                    return literal(found.group(1));
                }
            }
        }
        return NOTHING;
    }

    private String first(List<String> aliases) {
        for (String alias : aliases) {
            for (int at = 0; at < headers.size(); at++) {
                if (pattern(alias).matcher(headers.get(at)).matches()) {
                    return "c" + at;
                }
            }
        }
        return NOTHING;
    }

    private static Pattern pattern(String alias) {
        return Pattern.compile("\\Q" + alias.replace("*", "\\E(.*)\\Q") + "\\E", Pattern.CASE_INSENSITIVE);
    }

    private static String path(String from) {
        Matcher chosen = CHOSEN.matcher(from);
        if (chosen.matches()) {
            return "list_filter(from_json(j -> " + literal("$." + chosen.group(1)) + ", '[\"json\"]'), lambda e: e ->> "
                    + literal("$." + chosen.group(2)) + " = " + literal(chosen.group(3)) + ")[1] ->> "
                    + literal("$." + chosen.group(4));
        }
        return "j ->> " + literal("$." + from);
    }
}
