package cx.warehouse.quality.scan;

import cx.warehouse.quality.check.CheckPlan;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.RulePrefilter;
import cx.warehouse.quality.regex.PatternSet;
import cx.warehouse.quality.regex.RegexAutomaton;
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
 * Searches many regular expressions in one walk over each text.
 *
 * @param frame the frame with further columns, bit sets of the expressions that match each text
 * @param rowRules the rules of those expressions, by number, to be counted over that frame
 */
record SharedPatterns(Dataset<Row> frame, Map<Integer, FrameCheck.EachRow> rowRules) {

    static SharedPatterns of(Dataset<Row> frame, Map<Integer, CheckPlan> plans) {
        Map<Column, Map<Integer, RulePrefilter.RegexMatch>> texts = new LinkedHashMap<>();
        plans.forEach((place, plan) -> {
            if (plan.check() instanceof FrameCheck.EachRow rule
                    && rule.prefilter() instanceof RulePrefilter.RegexMatch found) {
                texts.computeIfAbsent(found.text(), none -> new TreeMap<>()).put(place, found);
            }
        });
        SharedPatterns shared = new SharedPatterns(frame, new TreeMap<>());
        for (Map.Entry<Column, Map<Integer, RulePrefilter.RegexMatch>> text : texts.entrySet()) {
            List<String> regexes = text.getValue().values().stream()
                    .map(RulePrefilter.RegexMatch::regex)
                    .distinct()
                    .toList();
            if (regexes.size() > 1) {
                regexes = regexes.stream()
                        .filter(regex -> RegexAutomaton.of(regex).isPresent())
                        .toList();
            }
            for (int from = 0; from < regexes.size() && regexes.size() > 1; from += PatternSet.MOST_PATTERNS) {
                List<String> some = regexes.subList(from, Math.min(regexes.size(), from + PatternSet.MOST_PATTERNS));
                shared = shared.withPatterns(text.getKey(), some, text.getValue(), plans);
            }
        }
        return shared;
    }

    private SharedPatterns withPatterns(
            Column text,
            List<String> regexes,
            Map<Integer, RulePrefilter.RegexMatch> wanted,
            Map<Integer, CheckPlan> plans) {
        UDF1<byte[], Long> patterns = new PatternSet(regexes);
        String name = "patterns found";
        while (List.of(frame.columns()).contains(name)) {
            name += " too";
        }
        Column bits = functions.col("`" + name + "`");
        Map<Integer, FrameCheck.EachRow> rules = new TreeMap<>(rowRules);
        wanted.forEach((place, found) -> {
            int bit = regexes.indexOf(found.regex());
            if (bit >= 0) {
                Column isFound = bits.bitwiseAND(functions.lit(1L << bit)).notEqual(0L);
                rules.put(place, ((FrameCheck.EachRow) plans.get(place).check()).withMatches(isFound));
            }
        });
        Column found = functions.udf(patterns, DataTypes.LongType).apply(text.cast(DataTypes.BinaryType));
        return new SharedPatterns(frame.withColumn(name, found), rules);
    }
}
