package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rules about a table as a whole: how many rows, which columns, of which types. */
final class TableRules {

    private TableRules() {}

    static Check rowCount(Arguments arguments) {
        long wanted = arguments.count("value");
        return new Check.Measured(new Measure<>(
                List.of(arguments.rows()),
                counts -> Judgement.observed(counts.get(0).equals(wanted), counts.get(0))));
    }

    static Check rowCountBetween(Arguments arguments) {
        Bounds bounds = arguments.wholeBounds();
        return new Check.Measured(new Measure<>(
                List.of(arguments.rows()), counts -> Judgement.observed(bounds.hold(counts.get(0)), counts.get(0))));
    }

    static Check rowCountOfOther(Arguments arguments) {
        return new Check.OtherTable(arguments.text("other_table_name"));
    }

    /** Counts both tables; the other one is found by its name in the frame's session. */
    static Attempt<Judgement> compared(Dataset<Row> frame, Check.OtherTable other) {
        return Attempt.of(() -> {
            long self = frame.count();
            long others = frame.sparkSession().table(other.name()).count();
            ObjectNode observed = Json.object();
            observed.put("self", self);
            observed.put("other", others);
            return Judgement.observed(self == others, observed);
        });
    }

    static Check columnCount(Arguments arguments) {
        long columns = arguments.shape().names().size();
        return new Check.Settled(Judgement.observed(columns == arguments.count("value"), columns));
    }

    static Check columnCountBetween(Arguments arguments) {
        long columns = arguments.shape().names().size();
        return new Check.Settled(Judgement.observed(arguments.wholeBounds().hold(columns), columns));
    }

    static Check columnExists(Arguments arguments) {
        String column = arguments.text("column");
        int at = arguments.shape().names().indexOf(column);
        boolean there = arguments.value("column_index").isPresent()
                ? at >= 0 && at == arguments.count("column_index")
                : arguments.shape().has(column);
        return new Check.Settled(new Judgement(there, Json.object()));
    }

    static Check columnsInOrder(Arguments arguments) {
        List<String> found = arguments.shape().names();
        if (arguments.value("column_list").isEmpty()) {
            return new Check.Settled(Judgement.observed(true, Values.json(found)));
        }
        List<String> wanted = arguments.texts("column_list");
        Judgement judgement = Judgement.observed(found.equals(wanted), Values.json(found));
        if (judgement.success()) {
            return new Check.Settled(judgement);
        }
        ArrayNode mismatched = Json.list();
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
        return new Check.Settled(judgement.detail("mismatched", mismatched));
    }

    /** The columns as a set, none given being an empty one; unless {@code exact_match} is true (0.18: not given), further ones may be there. */
    static Check columnsAsSet(Arguments arguments) {
        List<String> found = arguments.shape().names();
        List<String> wanted = arguments.value("column_set").isPresent() ? arguments.texts("column_set") : List.of();
        TreeSet<String> unexpected = new TreeSet<>(found);
        TreeSet<String> missing = new TreeSet<>(wanted);
        unexpected.removeAll(wanted);
        missing.removeAll(found);
        JsonNode written = arguments.kwargs().get("exact_match");
        boolean exact = written == null || arguments.flag("exact_match");
        boolean success = missing.isEmpty() && (unexpected.isEmpty() || !exact);
        ObjectNode mismatched = Json.object();
        if (!unexpected.isEmpty()) {
            mismatched.set("unexpected", Values.json(unexpected));
        }
        if (!missing.isEmpty()) {
            mismatched.set("missing", Values.json(missing));
        }
        boolean same = mismatched.isEmpty();
        Judgement judgement = Judgement.observed(
                success, Values.json(same ? found : found.stream().sorted().toList()));
        return new Check.Settled(judgement.detail("mismatched", mismatched));
    }

    static Check ofType(Arguments arguments) {
        Shape.Field column = arguments.column();
        if (arguments.value("type_").isEmpty()) {
            return typed(column, true);
        }
        return typed(column, TypeNames.isOneOf(column.type(), List.of(arguments.text("type_"))));
    }

    static Check inTypes(Arguments arguments) {
        Shape.Field column = arguments.column();
        if (arguments.value("type_list").isEmpty()) {
            return typed(column, true);
        }
        return typed(column, TypeNames.isOneOf(column.type(), arguments.texts("type_list")));
    }

    private static Check typed(Shape.Field column, boolean success) {
        return new Check.Settled(Judgement.observed(success, Json.NODES.textNode(TypeNames.of(column.type()))));
    }
}
