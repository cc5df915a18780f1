package cx.warehouse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an expectation found wrong, as a few examples.
 *
 * @param values single values, each with how often it was met among the examples
 * @param headers the columns of {@code rows}
 * @param rows rows, a cell a column
 */
record Examples(List<Counted> values, List<String> headers, List<List<Piece>> rows) {

    private static final int MOST = 20;
    private static final int MOST_COLUMNS = 12;

    /** A value, and how often it was met. */
    record Counted(Piece value, long count) {}

    Examples {
        values = List.copyOf(values);
        headers = List.copyOf(headers);
        rows = List.copyOf(rows);
    }

    boolean isEmpty() {
        return values.isEmpty() && rows.isEmpty();
    }

    static Examples of(Outcome outcome, Masks masks) {
        JsonNode result = outcome.result();
        JsonNode list = first(result, "partial_unexpected_list", "unexpected_list");
        boolean isPlain = outcome.columns().size() == 1 && !list.path(0).isContainerNode();
        List<Counted> values = isPlain ? values(outcome, list, masks) : List.of();
        JsonNode rows = Stream.of(
                        first(result, "unexpected_rows"),
                        first(result.path("details"), "unexpected_rows"),
                        first(result, "partial_unexpected_index_list", "unexpected_index_list"),
                        isPlain ? result.path("none") : list)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(result.path("none"));
        return rows(outcome, rows, values, masks);
    }

    private static JsonNode first(JsonNode result, String... names) {
        return Stream.of(names)
                .map(result::path)
                .filter(list -> list.isArray() && !list.isEmpty())
                .findFirst()
                .orElse(result.path(names[0]));
    }

    /** The values by how often they were met; those of a column that should not be empty tell nothing. */
    private static List<Counted> values(Outcome outcome, JsonNode list, Masks masks) {
        String column = outcome.columns().iterator().next();
        Map<Piece, Long> counts = new LinkedHashMap<>();
        JsonNode counted = outcome.result().path("partial_unexpected_counts");
        boolean isCounted = counted.path(0).has("value") && counted.path(0).has("count");
        if (isCounted) {
            counted.forEach(value -> counts.merge(
                    masks.met(column, value.path("value")), value.path("count").asLong(), Long::sum));
        } else {
            list.forEach(value -> counts.merge(masks.met(column, value), 1L, Long::sum));
        }
        return counts.entrySet().stream()
                .filter(value -> !(counts.size() == 1 && value.getKey().kind() == Piece.Kind.MARK))
                .limit(MOST)
                .map(value -> new Counted(value.getKey(), value.getValue()))
                .toList();
    }

    private static Examples rows(Outcome outcome, JsonNode list, List<Counted> values, Masks masks) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(row -> row.fieldNames().forEachRemaining(names::add));
        List<String> columns = list.path(0).isArray() ? List.copyOf(outcome.columns()) : List.copyOf(names);
        List<List<Piece>> rows = new ArrayList<>();
        for (JsonNode row : list) {
            if (rows.size() < MOST && row.isContainerNode()) {
                rows.add(cells(outcome, row, columns, masks));
            }
        }
        List<String> headers =
                columns.stream().limit(MOST_COLUMNS).map(masks::text).toList();
        return new Examples(values, headers, rows);
    }

    private static List<Piece> cells(Outcome outcome, JsonNode row, List<String> columns, Masks masks) {
        List<Piece> cells = new ArrayList<>();
        for (int at = 0; at < Math.min(columns.size(), MOST_COLUMNS); at++) {
            String column = columns.get(at);
            JsonNode value = row.isArray() ? row.path(at) : row.path(column);
            cells.add(masks.met(isFromPersonal(outcome, column, masks) ? hidden(masks) : column, value));
        }
        return cells;
    }

    /** A column that a query made up, where the query speaks of a personal one, may hold what that one holds. */
    private static boolean isFromPersonal(Outcome outcome, String column, Masks masks) {
        String query = outcome.argument("unexpected_rows_query").asText("");
        return !masks.declared().contains(column)
                && masks.personal().stream()
                        .anyMatch(name -> query.matches("(?is).*\\b" + Pattern.quote(name) + "\\b.*"));
    }

    private static String hidden(Masks masks) {
        return masks.personal().iterator().next();
    }
}
