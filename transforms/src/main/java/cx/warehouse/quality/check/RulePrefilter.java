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
 * A question cheaper than the count of each rule, whose answer clears many rules at once: of all ranges of a column the
 * least and the greatest value tell enough, of all sets their common part. Rules that are not cleared are counted one by
 * one in a further scan, so that a suite costs what its columns cost, not what its expectations do.
 */
public sealed interface RulePrefilter {

    /** The rule is counted as it is. */
    record None() implements RulePrefilter {}

    /** Rows that keep any other rule keep it in the same way; asked of several rules at once. */
    record AnyRule() implements RulePrefilter {}

    /**
     * A regular expression is found in a text, or is not: may be looked for together with others.
     *
     * @param unexpected of whether it is found, whether that breaks the rule
     */
    record RegexMatch(Column text, String regex, UnaryOperator<Column> unexpected) implements RulePrefilter {}

    /** The value lies within bounds: all do when the least and the greatest of them do, by the same comparison. */
    record WithinBounds(ComparableColumn side, ValueBounds bounds) implements RulePrefilter {

        private Column isBroken(Column value) {
            Column holds = bounds.contains(new ComparableColumn(value, side.literal(), side.isText()));
            return functions.coalesce(functions.not(holds), functions.lit(false));
        }
    }

    /** The value is one of a set. */
    record InSet(Column value, Set<JsonNode> set, Function<JsonNode, Column> literal) implements RulePrefilter {

        public Column contains() {
            return value.isin(set.stream().map(literal).toArray());
        }

        /** The rule to be in both sets; the order of this one is kept, so that equal questions are asked once. */
        private InSet intersect(InSet other) {
            Set<JsonNode> common = new LinkedHashSet<>(set);
            common.retainAll(other.set);
            return new InSet(value, common, literal);
        }
    }

    /** So many rules at most are asked about in one question: the code for more is too long to be compiled well. */
    int MOST_RULES = 12;

    /** What rules must have in common to be asked about together. */
    private static List<Object> key(FrameCheck.EachRow rule) {
        Object of = new AnyRule();
        if (rule.prefilter() instanceof WithinBounds range) {
            of = List.of("range", range.side().column());
        } else if (rule.prefilter() instanceof InSet member) {
            of = List.of("member", member.value());
        }
        return List.of(rule.rows().condition(), rule.rows().missing(), of);
    }

    /** Counts rules or clears them: what comes of a rule is its counts, or the rule itself where it has to be counted. */
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

    /** Of ranges, whether each is broken at either end; of other rules, how many rows break one of them. */
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
