package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/**
 * What a result tells of a row rule: counts, shares, and the unexpected rows, as much as the result format wants.
 *
 * @param elements rows inside the condition
 * @param present those of them that hold a value
 * @param unexpected those of them that break the rule; below zero while nobody has counted them
 */
record RowReport(RowScope rows, long elements, long present, long unexpected, double mostly) implements Finding {

    private static final long UNCOUNTED = -1;

    /** Counts the rows of a rule, and those that break it. */
    static Measure<Finding> measure(Check.EachRow rule) {
        RowScope rows = rule.rows();
        List<Column> counts = new ArrayList<>(
                List.of(rows.elements(), rows.present(), RowScope.count(rows.broken(rule.unexpected()))));
        rule.unanswerable().ifPresent(row -> counts.add(RowScope.count(rows.broken(row.isSo()))));
        return new Measure<>(counts, found -> {
            if (rule.unanswerable().isPresent() && (Long) found.get(3) > 0) {
                throw new ExpectationFault(
                        found.get(3) + " rows: " + rule.unanswerable().get().why());
            }
            return new RowReport(rows, (Long) found.get(0), (Long) found.get(1), (Long) found.get(2), rule.mostly());
        });
    }

    /** Counts the rows that a rule speaks of; those that break it are found in another way. */
    static Measure<Finding> measure(RowScope rows, double mostly) {
        return new Measure<>(
                List.of(rows.elements(), rows.present()),
                found -> new RowReport(rows, (Long) found.get(0), (Long) found.get(1), UNCOUNTED, mostly));
    }

    /** As {@link #measure(RowScope, double)}; none is unexpected when there are as many {@code kinds} as rows present. */
    static Measure<Finding> measure(RowScope rows, double mostly, Column kinds) {
        return new Measure<>(List.of(rows.elements(), rows.present(), kinds), found -> {
            long present = (Long) found.get(1);
            long unexpected = ((Number) found.get(2)).longValue() == present ? 0 : UNCOUNTED;
            return new RowReport(rows, (Long) found.get(0), present, unexpected, mostly);
        });
    }

    /** True when it is known how many rows break the rule. */
    boolean isCounted() {
        return unexpected != UNCOUNTED;
    }

    RowReport withUnexpected(long count) {
        return new RowReport(rows, elements, present, count, mostly);
    }

    boolean isSuccess() {
        return present == 0 || ((double) (present - unexpected)) / present >= mostly;
    }

    Judgement judge(Plan plan, List<Samples.Unexpected> sample) {
        ResultFormat format = plan.format();
        ObjectNode result = Json.object();
        if (format.tells(ResultFormat.Level.BASIC)) {
            counts(result);
            lists(result, format, sample);
            if (format.level() == ResultFormat.Level.COMPLETE && sample.size() < unexpected) {
                result.put(Judgement.LISTS_END, sample.size());
            }
        }
        if (format.level() == ResultFormat.Level.COMPLETE
                && unexpected > 0
                && !format.has(ResultFormat.Extra.NO_QUERY)) {
            result.put("unexpected_index_query", query(plan.check()));
        }
        return new Judgement(isSuccess(), result);
    }

    /** Python that finds the unexpected rows of a PySpark frame {@code df}. */
    private String query(Check check) {
        String broken = "true";
        if (check instanceof Check.EachRow rule) {
            broken = rows.broken(rule.unexpected()).toString();
        } else if (check instanceof Check.NoTwins rule) {
            broken = "count(1) OVER (PARTITION BY " + names(rule.columns()) + ") > 1";
        } else if (check instanceof Check.InOrder rule) {
            broken = rule.value() + " " + rule.turn().sign() + " lag(" + rule.value()
                    + ") OVER (ORDER BY monotonically_increasing_id())";
        }
        return "df.filter(F.expr(\"" + broken.replace("\\", "\\\\").replace("\"", "\\\"") + "\"))";
    }

    private static String names(List<Shape.Field> columns) {
        return columns.stream().map(Shape.Field::name).collect(Collectors.joining(", "));
    }

    private void counts(ObjectNode result) {
        result.put("element_count", elements);
        result.put("unexpected_count", unexpected);
        result.put("unexpected_percent", percent(unexpected, present));
        if (rows.missing().isPresent()) {
            result.put("missing_count", elements - present);
            result.put("missing_percent", percent(elements - present, elements));
            result.put("unexpected_percent_total", percent(unexpected, elements));
            result.put("unexpected_percent_nonmissing", percent(unexpected, present));
        }
    }

    private static Double percent(long part, long whole) {
        return whole == 0 ? null : 100.0 * part / whole;
    }

    private void lists(ObjectNode result, ResultFormat format, List<Samples.Unexpected> sample) {
        List<Samples.Unexpected> partial =
                sample.stream().limit(format.partialCount()).toList();
        boolean values = !format.has(ResultFormat.Extra.NO_VALUES);
        if (values) {
            result.set("partial_unexpected_list", values(partial));
        }
        if (!format.keyColumns().isEmpty()) {
            result.set("unexpected_index_column_names", Values.json(format.keyColumns()));
        }
        if (format.has(ResultFormat.Extra.ROWS)) {
            ArrayNode whole = Json.list();
            sample.forEach(row -> whole.add(Values.record(row.row())));
            result.set("unexpected_rows", whole);
        }
        boolean summary = format.tells(ResultFormat.Level.SUMMARY);
        boolean complete = format.tells(ResultFormat.Level.COMPLETE);
        if (summary && values && format.partialCount() > 0) {
            result.set("partial_unexpected_counts", frequencies(sample, format.partialCount()));
        }
        if (summary && !format.keyColumns().isEmpty()) {
            result.set("partial_unexpected_index_list", index(partial, format));
        }
        if (complete && values) {
            result.set("unexpected_list", values(sample));
        }
        if (complete && !format.keyColumns().isEmpty()) {
            result.set("unexpected_index_list", index(sample, format));
        }
    }

    private ArrayNode values(List<Samples.Unexpected> sample) {
        ArrayNode list = Json.list();
        sample.forEach(row -> list.add(value(row)));
        return list;
    }

    private JsonNode value(Samples.Unexpected row) {
        return switch (rows.form()) {
            case VALUE -> Values.json(row.values().get(0));
            case PAIR -> Values.json(row.values());
            case RECORD -> shown(Json.object(), row);
        };
    }

    private ObjectNode shown(ObjectNode into, Samples.Unexpected row) {
        for (int at = 0; at < rows.shown().size(); at++) {
            into.set(rows.shown().get(at).name(), Values.json(row.values().get(at)));
        }
        return into;
    }

    private ArrayNode index(List<Samples.Unexpected> sample, ResultFormat format) {
        ArrayNode list = Json.list();
        for (Samples.Unexpected row : sample) {
            ObjectNode entry = Json.object();
            for (int at = 0; at < format.keyColumns().size(); at++) {
                entry.set(format.keyColumns().get(at), Values.json(row.keys().get(at)));
            }
            list.add(format.has(ResultFormat.Extra.NO_VALUES) ? entry : shown(entry, row));
        }
        return list;
    }

    /** The most frequent values first, equal frequencies in the order of the values; of too many those seen first. */
    private ArrayNode frequencies(List<Samples.Unexpected> sample, int most) {
        boolean records = rows.form() == RowScope.Form.RECORD;
        Map<JsonNode, Integer> counts = new LinkedHashMap<>();
        sample.forEach(row -> counts.merge(records ? Values.json(row.values()) : value(row), 1, Integer::sum));
        Comparator<Map.Entry<JsonNode, Integer>> mostFrequent =
                Comparator.comparing(Map.Entry<JsonNode, Integer>::getValue).reversed();
        ArrayNode list = Json.list();
        counts.entrySet().stream()
                .sorted(mostFrequent)
                .limit(most)
                .sorted(mostFrequent.thenComparing(Map.Entry::getKey, Values.ORDER))
                .forEach(entry -> {
                    ObjectNode frequency = list.addObject();
                    frequency.set("value", entry.getKey());
                    frequency.put("count", entry.getValue());
                });
        return list;
    }
}
