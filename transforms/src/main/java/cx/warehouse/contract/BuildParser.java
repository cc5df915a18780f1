package cx.warehouse.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the key {@code build} of a table contract. */
final class BuildParser {

    private static final String WHOLE = TableBuild.WHOLE;
    private static final String LOOKUP = "lookup";

    private BuildParser() {}

    static TableBuild build(YamlFields fields) {
        String by = fields.text("by");
        String sql = fields.text("sql", "").strip();
        if (fields.has("sql") && sql.isEmpty()) {
            fields.fault("sql", "is empty; write a query, or leave the key away where Java builds the table");
        }
        List<TableRead> reads = fields.has("reads") ? reads(fields.map("reads")) : List.of();
        boolean isCompared = fields.flag("compare");
        if (isCompared && by.equals(WHOLE)) {
            fields.fault("compare", "says nothing new: a table that is built `whole` is always compared; leave it out");
        }
        fields.rejectUnknownKeys();
        return new TableBuild(by, reads, isCompared, sql.replaceFirst(";\\s*$", ""));
    }

    private static List<TableRead> reads(YamlFields fields) {
        List<TableRead> reads = new ArrayList<>();
        Map<String, String> views = new HashMap<>();
        for (String name : fields.keys()) {
            TableRead read = new TableRead(name, reach(fields, name));
            String other = views.putIfAbsent(read.view(), name);
            if (other != null) {
                fields.fault(
                        name,
                        "has the same name in SQL as `" + other + "`: `" + read.view() + "`; leave one of them out");
            }
            reads.add(read);
        }
        return reads;
    }

    private static TableRead.Reach reach(YamlFields fields, String name) {
        if (fields.isMap(name)) {
            YamlFields days = fields.map(name);
            String column = days.text("day");
            int from = number(days, "from");
            int to = number(days, "to");
            if (from > to) {
                days.fault("from", from + " is after `to`, " + to);
            }
            days.rejectUnknownKeys();
            return new TableRead.Days(column, from, to);
        }
        String word = fields.text(name);
        if (word.equals(LOOKUP)) {
            return new TableRead.Lookup();
        }
        if (!word.equals(WHOLE)) {
            fields.fault(
                    name,
                    "no such word `" + word + "`; write {day: <column>}, " + WHOLE + " or " + LOOKUP
                            + SpellingGuess.hint(word, List.of(WHOLE, LOOKUP)));
        }
        return new TableRead.Whole();
    }

    private static int number(YamlFields fields, String key) {
        BigDecimal number = fields.number(key, BigDecimal.ZERO);
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            fields.fault(key, "`" + number + "` is not a whole number of days");
            return 0;
        }
    }
}
