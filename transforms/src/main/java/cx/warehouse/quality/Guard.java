package cx.warehouse.quality;

import com.fasterxml.jackson.databind.JsonNode;
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
sealed interface Guard {

    /** The rule is counted as it is. */
    record None() implements Guard {}

    /** Rows that keep any other rule keep it in the same way; asked of several rules at once. */
    record Any() implements Guard {}

    /**
     * A regular expression is found in a text, or is not: may be looked for together with others.
     *
     * @param unexpected of whether it is found, whether that breaks the rule
     */
    record Found(Column text, String regex, UnaryOperator<Column> unexpected) implements Guard {}

    /** The value lies within bounds: all do when the least and the greatest of them do, by the same comparison. */
    record Range(Comparand side, Bounds bounds) implements Guard {

        private Column breaks(Column value) {
            Column holds = bounds.hold(new Comparand(value, side.literal(), side.isText()));
            return functions.coalesce(functions.not(holds), functions.lit(false));
        }
    }

    /** The value is one of a set. */
    record Member(Column value, Set<JsonNode> set, Function<JsonNode, Column> literal) implements Guard {

        Column holds() {
            return value.isin(set.stream().map(literal).toArray());
        }

        /** The rule to be in both sets; the order of this one is kept, so that equal questions are asked once. */
        private Member and(Member other) {
            Set<JsonNode> common = new LinkedHashSet<>(set);
            common.retainAll(other.set);
            return new Member(value, common, literal);
        }
    }

    /** So many rules at most are asked about in one question: the code for more is too long to be compiled well. */
    int MOST = 12;

    /** What rules must have in common to be asked about together. */
    private static List<Object> key(Check.EachRow rule) {
        Object of = new Any();
        if (rule.guard() instanceof Range range) {
            of = List.of("range", range.side().column());
        } else if (rule.guard() instanceof Member member) {
            of = List.of("member", member.value());
        }
        return List.of(rule.rows().condition(), rule.rows().missing(), of);
    }

    /** Counts rules or clears them: what comes of a rule is its counts, or the rule itself where it has to be counted. */
    static List<Question> questions(Map<Integer, Check.EachRow> rules) {
        List<Question> questions = new ArrayList<>();
        Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
        rules.forEach((place, rule) -> {
            if (rule.guard() instanceof None || rule.unanswerable().isPresent()) {
                questions.add(Question.of(place, RowReport.measure(rule)));
            } else {
                groups.computeIfAbsent(key(rule), none -> new ArrayList<>()).add(place);
            }
        });
        groups.values().forEach(places -> {
            Guard guard = rules.get(places.get(0)).guard();
            int most = guard instanceof Any || guard instanceof Found ? MOST : places.size();
            for (int from = 0; from < places.size(); from += most) {
                List<Integer> some = places.subList(from, Math.min(places.size(), from + most));
                int first = some.get(0);
                questions.add(
                        some.size() == 1
                                ? Question.of(first, RowReport.measure(rules.get(first)))
                                : together(some, rules));
            }
        });
        return questions;
    }

    private static Question together(List<Integer> places, Map<Integer, Check.EachRow> rules) {
        RowScope rows = rules.get(places.get(0)).rows();
        List<Column> aggregates = new ArrayList<>(List.of(rows.elements(), rows.present()));
        aggregates.addAll(figures(places.stream().map(rules::get).toList()));
        Measure<Map<Integer, Finding>> measure = new Measure<>(aggregates, found -> {
            Map<Integer, Finding> findings = new LinkedHashMap<>();
            for (int at = 0; at < places.size(); at++) {
                int place = places.get(at);
                Check.EachRow rule = rules.get(place);
                findings.put(
                        place,
                        isCleared(rule.guard(), found.subList(2, found.size()), at)
                                ? new RowReport(rule.rows(), (Long) found.get(0), (Long) found.get(1), 0, rule.mostly())
                                : rule.exact());
            }
            return findings;
        });
        return new Question(places, measure);
    }

    /** Of ranges, whether each is broken at either end; of other rules, how many rows break one of them. */
    private static List<Column> figures(List<Check.EachRow> rules) {
        RowScope rows = rules.get(0).rows();
        if (rules.get(0).guard() instanceof Range first) {
            Column value = rows.counted(first.side().column());
            return rules.stream()
                    .map(rule -> (Range) rule.guard())
                    .map(range -> range.breaks(functions.min(value)).or(range.breaks(functions.max(value))))
                    .toList();
        }
        Column broken = rules.get(0).guard() instanceof Member
                ? functions.not(rules.stream()
                        .map(rule -> (Member) rule.guard())
                        .reduce(Member::and)
                        .orElseThrow()
                        .holds())
                : rules.stream()
                        .map(rule -> functions.coalesce(rule.unexpected(), functions.lit(false)))
                        .reduce(Column::or)
                        .orElseThrow();
        return List.of(RowScope.count(rows.broken(broken)));
    }

    private static boolean isCleared(Guard guard, List<Object> figures, int at) {
        return guard instanceof Range ? !(Boolean) figures.get(at) : (Long) figures.get(0) == 0;
    }
}
