package cx.warehouse.quality.check;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.quality.frame.ComparableColumn;
import cx.warehouse.quality.frame.ValueBounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A question that is cheaper than counting each rule, and whose answer may clear many rules at once. For all ranges of
 * a column its minimum and maximum are enough; for all sets their intersection is enough. Rules that are not cleared
 * are counted one by one in a further scan. So the cost of a suite grows with its columns rather than with its
 * expectations.
 */
public sealed interface RulePrefilter {

    /** No prefilter: the rule is counted directly. */
    record None() implements RulePrefilter {}

    /** Prefilter for any kind of rule: one count of the rows that break at least one rule of the group. */
    record AnyRule() implements RulePrefilter {}

    /**
     * Prefilter for a regular expression, which may be searched together with other expressions.
     *
     * @param unexpected turns "the expression matches" into "the row breaks the rule"
     */
    record RegexMatch(Column text, String regex, UnaryOperator<Column> unexpected) implements RulePrefilter {}

    /**
     * Prefilter for a value within bounds: all values are inside if the minimum and the maximum are, by the same
     * comparison.
     */
    record WithinBounds(ComparableColumn side, ValueBounds bounds) implements RulePrefilter {

        private Column isBroken(Column value) {
            Column holds = bounds.contains(new ComparableColumn(value, side.literal(), side.isText()));
            return functions.coalesce(functions.not(holds), functions.lit(false));
        }
    }

    /** Prefilter for a value in a set. */
    record InSet(Column value, Set<JsonNode> set, Function<JsonNode, Column> literal) implements RulePrefilter {

        public Column contains() {
            return value.isin(set.stream().map(literal).toArray());
        }

        /** Intersects two sets and keeps the order of this one, so that equal questions are asked once. */
        private InSet intersect(InSet other) {
            Set<JsonNode> common = new LinkedHashSet<>(set);
            common.retainAll(other.set);
            return new InSet(value, common, literal);
        }
    }

    /** Number of rules in one question. The generated code for more rules is too long for the JIT compiler. */
    int MOST_RULES = 12;

    /** Properties that rules must share to be asked about together. */
    private static List<Object> key(FrameCheck.EachRow rule) {
        Object of = new AnyRule();
        if (rule.prefilter() instanceof WithinBounds range) {
            of = List.of("range", range.side().column());
        } else if (rule.prefilter() instanceof InSet member) {
            of = List.of("member", member.value());
        }
        return List.of(rule.rows().condition(), rule.rows().missing(), of);
    }

    /**
     * Groups rules into measures. The outcome of a rule is its counts, or the rule itself if it must be counted in a
     * further scan.
     *
     * @param rules by number of their plan
     */
    static List<SharedMeasure> measures(Map<Integer, FrameCheck.EachRow> rules) {
        List<SharedMeasure> questions = new ArrayList<>();
        Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
        rules.forEach((place, rule) -> {
            if (rule.prefilter() instanceof None || rule.unanswerable().isPresent()) {
                questions.add(SharedMeasure.of(place, RowReport.measure(rule)));
            } else {
                groups.computeIfAbsent(key(rule), none -> new ArrayList<>()).add(place);
            }
        });
        groups.values().forEach(places -> {
            RulePrefilter guard = rules.get(places.get(0)).prefilter();
            int most = guard instanceof AnyRule || guard instanceof RegexMatch ? MOST_RULES : places.size();
            for (int from = 0; from < places.size(); from += most) {
                List<Integer> some = places.subList(from, Math.min(places.size(), from + most));
                int first = some.get(0);
                questions.add(
                        some.size() == 1
                                ? SharedMeasure.of(first, RowReport.measure(rules.get(first)))
                                : sharedMeasure(some, rules));
            }
        });
        return questions;
    }

    private static SharedMeasure sharedMeasure(List<Integer> places, Map<Integer, FrameCheck.EachRow> rules) {
        RowScope rows = rules.get(places.get(0)).rows();
        List<Column> aggregates = new ArrayList<>(List.of(rows.elementCount(), rows.presentCount()));
        aggregates.addAll(aggregates(places.stream().map(rules::get).toList()));
        Measure<Map<Integer, CheckOutcome>> measure = new Measure<>(aggregates, found -> {
            Map<Integer, CheckOutcome> findings = new LinkedHashMap<>();
            for (int at = 0; at < places.size(); at++) {
                int place = places.get(at);
                FrameCheck.EachRow rule = rules.get(place);
                findings.put(
                        place,
                        isCleared(rule.prefilter(), found.subList(2, found.size()), at)
                                ? new RowReport(rule.rows(), (Long) found.get(0), (Long) found.get(1), 0, rule.mostly())
                                : rule.withoutPrefilter());
            }
            return findings;
        });
        return new SharedMeasure(places, measure);
    }

    /**
     * Aggregates for rules of one group: for ranges, whether the minimum or the maximum breaks each; for other rules,
     * the number of rows that break any.
     */
    private static List<Column> aggregates(List<FrameCheck.EachRow> rules) {
        RowScope rows = rules.get(0).rows();
        if (rules.get(0).prefilter() instanceof WithinBounds first) {
            Column value = rows.inScope(first.side().column());
            return rules.stream()
                    .map(rule -> (WithinBounds) rule.prefilter())
                    .map(range -> range.isBroken(functions.min(value)).or(range.isBroken(functions.max(value))))
                    .toList();
        }
        Column broken = rules.get(0).prefilter() instanceof InSet
                ? functions.not(rules.stream()
                        .map(rule -> (InSet) rule.prefilter())
                        .reduce(InSet::intersect)
                        .orElseThrow()
                        .contains())
                : rules.stream()
                        .map(rule -> functions.coalesce(rule.unexpected(), functions.lit(false)))
                        .reduce(Column::or)
                        .orElseThrow();
        return List.of(RowScope.count(rows.isBroken(broken)));
    }

    private static boolean isCleared(RulePrefilter guard, List<Object> figures, int at) {
        return guard instanceof WithinBounds ? !(Boolean) figures.get(at) : (Long) figures.get(0) == 0;
    }
}
