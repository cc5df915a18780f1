package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.Judgement;
import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.frame.EvaluationAttempt;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.frame.JsonValues;
import cx.warehouse.quality.frame.TypeNames;
import cx.warehouse.quality.frame.ValueBounds;
import cx.warehouse.quality.suite.SuiteJson;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rules about a table as a whole: its number of rows, its columns, and their types. */
public final class TableRules {

    private TableRules() {}

    static FrameCheck rowCount(ExpectationArguments arguments) {
        long wanted = arguments.count("value");
        return new FrameCheck.Measurement(new Measure<>(
                List.of(arguments.rowCount()),
                counts -> Judgement.ofObserved(counts.get(0).equals(wanted), counts.get(0))));
    }

    static FrameCheck rowCountBetween(ExpectationArguments arguments) {
        ValueBounds bounds = arguments.wholeBounds();
        return new FrameCheck.Measurement(new Measure<>(
                List.of(arguments.rowCount()),
                counts -> Judgement.ofObserved(bounds.contains(counts.get(0)), counts.get(0))));
    }

    static FrameCheck rowCountOfOther(ExpectationArguments arguments) {
        return new FrameCheck.OtherTable(arguments.text("other_table_name"));
    }

    /** Compares the row counts of the frame and of the other table, which the frame's session finds by name. */
    public static EvaluationAttempt<Judgement> compareRowCounts(Dataset<Row> frame, FrameCheck.OtherTable other) {
        return EvaluationAttempt.of(() -> {
            long self = frame.count();
            long others = frame.sparkSession().table(other.name()).count();
            ObjectNode observed = SuiteJson.object();
            observed.put("self", self);
            observed.put("other", others);
            return Judgement.ofObserved(self == others, observed);
        });
    }

    static FrameCheck columnCount(ExpectationArguments arguments) {
        long columns = arguments.frameColumns().names().size();
        return new FrameCheck.FromSchema(Judgement.ofObserved(columns == arguments.count("value"), columns));
    }

    static FrameCheck columnCountBetween(ExpectationArguments arguments) {
        long columns = arguments.frameColumns().names().size();
        return new FrameCheck.FromSchema(
                Judgement.ofObserved(arguments.wholeBounds().contains(columns), columns));
    }

    static FrameCheck columnExists(ExpectationArguments arguments) {
        String column = arguments.text("column");
        int at = arguments.frameColumns().names().indexOf(column);
        boolean there = arguments.value("column_index").isPresent()
                ? at >= 0 && at == arguments.count("column_index")
                : arguments.frameColumns().has(column);
        return new FrameCheck.FromSchema(new Judgement(there, SuiteJson.object()));
    }

    static FrameCheck columnsInOrder(ExpectationArguments arguments) {
        List<String> found = arguments.frameColumns().names();
        if (arguments.value("column_list").isEmpty()) {
            return new FrameCheck.FromSchema(Judgement.ofObserved(true, JsonValues.toJson(found)));
        }
        List<String> wanted = arguments.texts("column_list");
        Judgement judgement = Judgement.ofObserved(found.equals(wanted), JsonValues.toJson(found));
        if (judgement.success()) {
            return new FrameCheck.FromSchema(judgement);
        }
        ArrayNode mismatched = SuiteJson.list();
        for (int at = 0; at < Math.max(found.size(), wanted.size()); at++) {
            String expected = at < wanted.size() ? wanted.get(at) : null;
            String actual = at < found.size() ? found.get(at) : null;
            if (expected == null || !expected.equals(actual)) {
                mismatched
                        .addObject()
                        .put("Expected Column Position", at)
                        .put("Expected", expected)
                        .put("Found", actual);
            }
        }
        return new FrameCheck.FromSchema(judgement.addDetail("mismatched", mismatched));
    }

    /**
     * Compares the columns as a set; an absent {@code column_set} is an empty set. Further columns are allowed unless
     * {@code exact_match} is true or absent (the default of 0.18).
     */
    static FrameCheck columnsAsSet(ExpectationArguments arguments) {
        List<String> found = arguments.frameColumns().names();
        List<String> wanted = arguments.value("column_set").isPresent() ? arguments.texts("column_set") : List.of();
        TreeSet<String> unexpected = new TreeSet<>(found);
        TreeSet<String> missing = new TreeSet<>(wanted);
        unexpected.removeAll(wanted);
        missing.removeAll(found);
        JsonNode written = arguments.kwargs().get("exact_match");
        boolean exact = written == null || arguments.flag("exact_match");
        boolean success = missing.isEmpty() && (unexpected.isEmpty() || !exact);
        ObjectNode mismatched = SuiteJson.object();
        if (!unexpected.isEmpty()) {
            mismatched.set("unexpected", JsonValues.toJson(unexpected));
        }
        if (!missing.isEmpty()) {
            mismatched.set("missing", JsonValues.toJson(missing));
        }
        boolean same = mismatched.isEmpty();
        Judgement judgement = Judgement.ofObserved(
                success,
                JsonValues.toJson(same ? found : found.stream().sorted().toList()));
        return new FrameCheck.FromSchema(judgement.addDetail("mismatched", mismatched));
    }

    static FrameCheck ofType(ExpectationArguments arguments) {
        FrameColumns.Field column = arguments.column();
        if (arguments.value("type_").isEmpty()) {
            return typeCheck(column, true);
        }
        return typeCheck(column, TypeNames.isOneOf(column.type(), List.of(arguments.text("type_"))));
    }

    static FrameCheck inTypes(ExpectationArguments arguments) {
        FrameColumns.Field column = arguments.column();
        if (arguments.value("type_list").isEmpty()) {
            return typeCheck(column, true);
        }
        return typeCheck(column, TypeNames.isOneOf(column.type(), arguments.texts("type_list")));
    }

    private static FrameCheck typeCheck(FrameColumns.Field column, boolean success) {
        return new FrameCheck.FromSchema(
                Judgement.ofObserved(success, SuiteJson.NODES.textNode(TypeNames.of(column.type()))));
    }
}
