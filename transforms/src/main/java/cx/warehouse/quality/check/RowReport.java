package cx.warehouse.quality.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.ResultFormat;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/**
 * Counts of a row rule, and the result built from them in the detail of the result format.
 *
 * @param elements rows inside the condition
 * @param present those of them that hold a value
 * @param unexpected those of them that break the rule; negative until they are counted
 */
public record RowReport(RowScope rows, long elements, long present, long unexpected, double mostly)
        implements CheckOutcome {

    private static final long UNCOUNTED = -1;

    /** Counts the rows that a rule covers, and those that break it. */
    static Measure<CheckOutcome> measure(FrameCheck.EachRow rule) {
        RowScope rows = rule.rows();
        List<Column> counts = new ArrayList<>(
                List.of(rows.elementCount(), rows.presentCount(), RowScope.count(rows.isBroken(rule.unexpected()))));
        rule.unanswerable().ifPresent(row -> counts.add(RowScope.count(rows.isBroken(row.isUnanswerable()))));
        return new Measure<>(counts, found -> {
            if (rule.unanswerable().isPresent() && (Long) found.get(3) > 0) {
                throw new ExpectationFault(
                        found.get(3) + " rows: " + rule.unanswerable().get().reason());
            }
            return new RowReport(rows, (Long) found.get(0), (Long) found.get(1), (Long) found.get(2), rule.mostly());
        });
    }

    /** Counts only the rows that a rule covers; a later query finds the rows that break it. */
    public static Measure<CheckOutcome> measure(RowScope rows, double mostly) {
        return new Measure<>(
                List.of(rows.elementCount(), rows.presentCount()),
                found -> new RowReport(rows, (Long) found.get(0), (Long) found.get(1), UNCOUNTED, mostly));
    }

    /**
     * Counts the rows that a rule covers, as {@link #measure(RowScope, double)} does. If {@code kinds} equals the
     * number of rows present, no row is unexpected and no later query is needed.
     */
    public static Measure<CheckOutcome> measure(RowScope rows, double mostly, Column kinds) {
        return new Measure<>(List.of(rows.elementCount(), rows.presentCount(), kinds), found -> {
            long present = (Long) found.get(1);
            long unexpected = ((Number) found.get(2)).longValue() == present ? 0 : UNCOUNTED;
            return new RowReport(rows, (Long) found.get(0), present, unexpected, mostly);
        });
    }

    /** Whether the number of rows that break the rule is known. */
    public boolean isCounted() {
        return unexpected != UNCOUNTED;
    }

    public RowReport withUnexpected(long count) {
        return new RowReport(rows, elements, present, count, mostly);
    }

    boolean isSuccess() {
        return present == 0 || ((double) (present - unexpected)) / present >= mostly;
    }

    public Judgement judge(CheckPlan plan, List<UnexpectedRow> sample) {
        ResultFormat format = plan.format();
        ObjectNode result = SuiteJson.object();
        if (format.includes(ResultFormat.Level.BASIC)) {
            addCounts(result);
            addLists(result, format, sample);
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

    /** Python expression that finds the unexpected rows of a PySpark frame {@code df}. */
    private String query(FrameCheck check) {
        String broken = "true";
        if (check instanceof FrameCheck.EachRow rule) {
            broken = rows.isBroken(rule.unexpected()).toString();
        } else if (check instanceof FrameCheck.Unique rule) {
            broken = "count(1) OVER (PARTITION BY " + names(rule.columns()) + ") > 1";
        } else if (check instanceof FrameCheck.InOrder rule) {
            broken = rule.value() + " " + rule.forbiddenStep().sign() + " lag(" + rule.value()
                    + ") OVER (ORDER BY monotonically_increasing_id())";
        }
        return "df.filter(F.expr(\"" + broken.replace("\\", "\\\\").replace("\"", "\\\"") + "\"))";
    }

    private static String names(List<FrameColumns.Field> columns) {
        return columns.stream().map(FrameColumns.Field::name).collect(Collectors.joining(", "));
    }

    private void addCounts(ObjectNode result) {
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

    private void addLists(ObjectNode result, ResultFormat format, List<UnexpectedRow> sample) {
        List<UnexpectedRow> partial =
                sample.stream().limit(format.partialCount()).toList();
        boolean values = !format.has(ResultFormat.Extra.NO_VALUES);
        if (values) {
            result.set("partial_unexpected_list", values(partial));
        }
        if (!format.keyColumns().isEmpty()) {
            result.set("unexpected_index_column_names", JsonValues.toJson(format.keyColumns()));
        }
        if (format.has(ResultFormat.Extra.ROWS)) {
            ArrayNode whole = SuiteJson.list();
            sample.forEach(row -> whole.add(JsonValues.toJsonObject(row.row())));
            result.set("unexpected_rows", whole);
        }
        boolean summary = format.includes(ResultFormat.Level.SUMMARY);
        boolean complete = format.includes(ResultFormat.Level.COMPLETE);
        if (summary && values && format.partialCount() > 0) {
            result.set("partial_unexpected_counts", frequencies(sample, format.partialCount()));
        }
        if (summary && !format.keyColumns().isEmpty()) {
            result.set("partial_unexpected_index_list", indexList(partial, format));
        }
        if (complete && values) {
            result.set("unexpected_list", values(sample));
        }
        if (complete && !format.keyColumns().isEmpty()) {
            result.set("unexpected_index_list", indexList(sample, format));
        }
    }

    private ArrayNode values(List<UnexpectedRow> sample) {
        ArrayNode list = SuiteJson.list();
        sample.forEach(row -> list.add(value(row)));
        return list;
    }

    private JsonNode value(UnexpectedRow row) {
        return switch (rows.form()) {
            case VALUE -> JsonValues.toJson(row.values().get(0));
            case PAIR -> JsonValues.toJson(row.values());
            case RECORD -> addShownValues(SuiteJson.object(), row);
        };
    }

    private ObjectNode addShownValues(ObjectNode into, UnexpectedRow row) {
        for (int at = 0; at < rows.shownColumns().size(); at++) {
            into.set(
                    rows.shownColumns().get(at).name(),
                    JsonValues.toJson(row.values().get(at)));
        }
        return into;
    }

    private ArrayNode indexList(List<UnexpectedRow> sample, ResultFormat format) {
        ArrayNode list = SuiteJson.list();
        for (UnexpectedRow row : sample) {
            ObjectNode entry = SuiteJson.object();
            for (int at = 0; at < format.keyColumns().size(); at++) {
                entry.set(
                        format.keyColumns().get(at),
                        JsonValues.toJson(row.keys().get(at)));
            }
            list.add(format.has(ResultFormat.Extra.NO_VALUES) ? entry : addShownValues(entry, row));
        }
        return list;
    }

    /**
     * Lists the most frequent values, equally frequent ones in the order of the values. If values of equal frequency
     * exceed the limit, those that came first in the rows are listed.
     */
    private ArrayNode frequencies(List<UnexpectedRow> sample, int most) {
        boolean records = rows.form() == RowScope.Form.RECORD;
        Map<JsonNode, Integer> counts = new LinkedHashMap<>();
        sample.forEach(row -> counts.merge(records ? JsonValues.toJson(row.values()) : value(row), 1, Integer::sum));
        Comparator<Map.Entry<JsonNode, Integer>> mostFrequent =
                Comparator.comparing(Map.Entry<JsonNode, Integer>::getValue).reversed();
        ArrayNode list = SuiteJson.list();
        counts.entrySet().stream()
                .sorted(mostFrequent)
                .limit(most)
                .sorted(mostFrequent.thenComparing(Map.Entry::getKey, JsonValues.ORDER))
                .forEach(entry -> {
                    ObjectNode frequency = list.addObject();
                    frequency.set("value", entry.getKey());
                    frequency.put("count", entry.getValue());
                });
        return list;
    }
}
