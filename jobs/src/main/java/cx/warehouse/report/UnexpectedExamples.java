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
 * A few examples of values and rows that broke an expectation.
 *
 * @param values single values, each with its count among the examples
 * @param headers the columns of {@code rows}
 * @param rows rows with a cell for each column
 */
record UnexpectedExamples(List<ValueCount> values, List<String> headers, List<List<TextPart>> rows) {

    private static final int MOST = 20;
    private static final int MOST_COLUMNS = 12;

    /** A value and its count among the examples. */
    record ValueCount(TextPart value, long count) {}

    UnexpectedExamples {
        values = List.copyOf(values);
        headers = List.copyOf(headers);
        rows = List.copyOf(rows);
    }

    boolean isEmpty() {
        return values.isEmpty() && rows.isEmpty();
    }

    static UnexpectedExamples of(ExpectationOutcome outcome, ValueMasking masks) {
        JsonNode result = outcome.result();
        JsonNode list = firstList(result, "partial_unexpected_list", "unexpected_list");
        boolean isPlain = outcome.columns().size() == 1 && !list.path(0).isContainerNode();
        List<ValueCount> values = isPlain ? values(outcome, list, masks) : List.of();
        JsonNode rows = Stream.of(
                        firstList(result, "unexpected_rows"),
                        firstList(result.path("details"), "unexpected_rows"),
                        firstList(result, "partial_unexpected_index_list", "unexpected_index_list"),
                        isPlain ? result.path("none") : list)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(result.path("none"));
        return rows(outcome, rows, values, masks);
    }

    private static JsonNode firstList(JsonNode result, String... names) {
        return Stream.of(names)
                .map(result::path)
                .filter(list -> list.isArray() && !list.isEmpty())
                .findFirst()
                .orElse(result.path(names[0]));
    }

    /** The values with their counts. A list with only the empty value is left out because it adds nothing. */
    private static List<ValueCount> values(ExpectationOutcome outcome, JsonNode list, ValueMasking masks) {
        String column = outcome.columns().iterator().next();
        Map<TextPart, Long> counts = new LinkedHashMap<>();
        JsonNode counted = outcome.result().path("partial_unexpected_counts");
        boolean isCounted = counted.path(0).has("value") && counted.path(0).has("count");
        if (isCounted) {
            counted.forEach(value -> counts.merge(
                    masks.showFound(column, value.path("value")),
                    value.path("count").asLong(),
                    Long::sum));
        } else {
            list.forEach(value -> counts.merge(masks.showFound(column, value), 1L, Long::sum));
        }
        return counts.entrySet().stream()
                .filter(value -> !(counts.size() == 1 && value.getKey().kind() == TextPart.PartKind.MARK))
                .limit(MOST)
                .map(value -> new ValueCount(value.getKey(), value.getValue()))
                .toList();
    }

    private static UnexpectedExamples rows(
            ExpectationOutcome outcome, JsonNode list, List<ValueCount> values, ValueMasking masks) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(row -> row.fieldNames().forEachRemaining(names::add));
        List<String> columns = list.path(0).isArray() ? List.copyOf(outcome.columns()) : List.copyOf(names);
        List<List<TextPart>> rows = new ArrayList<>();
        for (JsonNode row : list) {
            if (rows.size() < MOST && row.isContainerNode()) {
                rows.add(cells(outcome, row, columns, masks));
            }
        }
        List<String> headers =
                columns.stream().limit(MOST_COLUMNS).map(masks::maskText).toList();
        return new UnexpectedExamples(values, headers, rows);
    }

    private static List<TextPart> cells(
            ExpectationOutcome outcome, JsonNode row, List<String> columns, ValueMasking masks) {
        List<TextPart> cells = new ArrayList<>();
        for (int at = 0; at < Math.min(columns.size(), MOST_COLUMNS); at++) {
            String column = columns.get(at);
            JsonNode value = row.isArray() ? row.path(at) : row.path(column);
            cells.add(
                    masks.showFound(isFromPersonal(outcome, column, masks) ? anyPersonalColumn(masks) : column, value));
        }
        return cells;
    }

    /**
     * True for a column that a query computes while it uses a personal column. Its values may come from that column.
     */
    private static boolean isFromPersonal(ExpectationOutcome outcome, String column, ValueMasking masks) {
        String query = outcome.argument("unexpected_rows_query").asText("");
        return !masks.declaredColumns().contains(column)
                && masks.personalColumns().stream()
                        .anyMatch(name -> query.matches("(?is).*\\b" + Pattern.quote(name) + "\\b.*"));
    }

    private static String anyPersonalColumn(ValueMasking masks) {
        return masks.personalColumns().iterator().next();
    }
}
