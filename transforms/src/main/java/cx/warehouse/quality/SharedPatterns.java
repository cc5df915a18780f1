package cx.warehouse.quality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Many regular expressions asked of one text are looked for in one walk over it.
 *
 * @param frame with a further column a text, of the expressions found in it
 * @param counted the rules that this speaks of, by number, to be counted over that frame
 */
record SharedPatterns(Dataset<Row> frame, Map<Integer, Check.EachRow> counted) {

    static SharedPatterns of(Dataset<Row> frame, Map<Integer, Plan> plans) {
        Map<Column, Map<Integer, Guard.Found>> texts = new LinkedHashMap<>();
        plans.forEach((place, plan) -> {
            if (plan.check() instanceof Check.EachRow rule && rule.guard() instanceof Guard.Found found) {
                texts.computeIfAbsent(found.text(), none -> new TreeMap<>()).put(place, found);
            }
        });
        SharedPatterns shared = new SharedPatterns(frame, new TreeMap<>());
        for (Map.Entry<Column, Map<Integer, Guard.Found>> text : texts.entrySet()) {
            List<String> regexes = text.getValue().values().stream()
                    .map(Guard.Found::regex)
                    .distinct()
                    .toList();
            if (regexes.size() > 1) {
                regexes = regexes.stream()
                        .filter(regex -> RegexAutomaton.of(regex).isPresent())
                        .toList();
            }
            for (int from = 0; from < regexes.size() && regexes.size() > 1; from += PatternSet.MOST) {
                List<String> some = regexes.subList(from, Math.min(regexes.size(), from + PatternSet.MOST));
                shared = shared.with(text.getKey(), some, text.getValue(), plans);
            }
        }
        return shared;
    }

    private SharedPatterns with(
            Column text, List<String> regexes, Map<Integer, Guard.Found> wanted, Map<Integer, Plan> plans) {
        UDF1<byte[], Long> patterns = new PatternSet(regexes);
        String name = "patterns found";
        while (List.of(frame.columns()).contains(name)) {
            name += " too";
        }
        Column bits = functions.col("`" + name + "`");
        Map<Integer, Check.EachRow> rules = new TreeMap<>(counted);
        wanted.forEach((place, found) -> {
            int bit = regexes.indexOf(found.regex());
            if (bit >= 0) {
                Column isFound = bits.bitwiseAND(functions.lit(1L << bit)).notEqual(0L);
                rules.put(place, ((Check.EachRow) plans.get(place).check()).when(isFound));
            }
        });
        Column found = functions.udf(patterns, DataTypes.LongType).apply(text.cast(DataTypes.BinaryType));
        return new SharedPatterns(frame.withColumn(name, found), rules);
    }
}
