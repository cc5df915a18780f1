package cx.warehouse.quality;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Answers many plans over one frame in as few passes as they allow: one scan for all aggregates, one grouping for each set
 * of columns whose values must be brought together, one bounded pass for the unexpected rows of all row rules.
 */
final class Evaluation {

    private final Dataset<Row> frame;
    private final Dataset<Row> measured;
    private final boolean isLittle;
    private final Map<Integer, Plan> plans;
    private final Map<Integer, Check.EachRow> counted;
    private final Map<Integer, Attempt<Judgement>> verdicts = new TreeMap<>();
    private final Map<Integer, RowReport> reports = new TreeMap<>();
    private final Map<Integer, Samples.Twinned> twinned = new TreeMap<>();
    private final Map<Integer, List<Samples.Unexpected>> samples = new TreeMap<>();

    private Evaluation(Dataset<Row> frame, Map<Integer, Plan> plans) {
        this.frame = frame;
        this.plans = new TreeMap<>(plans);
        this.isLittle = Extent.isLittle(frame);
        SharedPatterns shared = SharedPatterns.of(Extent.fitted(frame), plans);
        this.measured = shared.frame();
        this.counted = new TreeMap<>(shared.counted());
    }

    /** A verdict a plan, under the same numbers. */
    static Map<Integer, Attempt<Judgement>> run(Dataset<Row> frame, Map<Integer, Plan> plans) {
        Evaluation evaluation = new Evaluation(frame, plans);
        evaluation.run();
        return evaluation.verdicts;
    }

    /** Of the plans that are row rules those that some row breaks, as they came out. */
    static Map<Integer, Plan> broken(Dataset<Row> frame, Map<Integer, Plan> plans) {
        Evaluation evaluation = new Evaluation(frame, plans);
        evaluation.count();
        Map<Integer, Plan> broken = new TreeMap<>();
        evaluation.reports.forEach((place, report) -> {
            if (report.unexpected() > 0 && !evaluation.verdicts.containsKey(place)) {
                broken.put(place, evaluation.plans.get(place));
            }
        });
        return broken;
    }

    private void run() {
        count();
        each(Check.Query.class, (place, query) -> verdicts.put(place, BatchQuery.run(frame, query, plans.get(place))));
        each(Check.OtherTable.class, (place, other) -> verdicts.put(place, TableRules.compared(measured, other)));
        sample();
    }

    /** What many expectations share: scans, ranks, groupings, orders. */
    private void count() {
        Collection<Integer> open = List.copyOf(plans.keySet());
        while (!open.isEmpty()) {
            List<Integer> next = new ArrayList<>();
            settle(open);
            scan(open, next);
            rank(open, next);
            open = next;
        }
        group();
        each(Check.InOrder.class, (place, rule) -> {
            if (reports.containsKey(place)) {
                order(place, rule);
            }
        });
    }

    private <C extends Check> void each(Class<C> kind, BiConsumer<Integer, C> work) {
        List.copyOf(plans.keySet()).forEach(place -> {
            if (kind.isInstance(plans.get(place).check())) {
                work.accept(place, kind.cast(plans.get(place).check()));
            }
        });
    }

    private void settle(Collection<Integer> open) {
        for (int place : open) {
            if (plans.get(place).check() instanceof Check.Settled settled) {
                verdicts.put(place, Attempt.done(settled.judgement()));
            }
        }
    }

    private void scan(Collection<Integer> open, List<Integer> next) {
        List<Question> questions = new ArrayList<>();
        Map<Integer, Check.EachRow> rules = new TreeMap<>();
        for (int place : open) {
            Check check = plans.get(place).check();
            if (check instanceof Check.Measured measured) {
                questions.add(Question.of(place, measured.measure()));
            } else if (check instanceof Check.EachRow rule) {
                rules.put(place, counted.getOrDefault(place, rule));
            } else if (check instanceof Check.NoTwins rule) {
                questions.add(Question.of(place, twinless(rule)));
            } else if (check instanceof Check.InOrder rule) {
                questions.add(Question.of(place, RowReport.measure(rule.rows(), rule.mostly())));
            }
        }
        questions.addAll(Guard.questions(rules));
        List<Attempt<Map<Integer, Finding>>> found =
                Scan.run(measured, questions.stream().map(Question::measure).toList());
        for (int at = 0; at < found.size(); at++) {
            Attempt<Map<Integer, Finding>> attempt = found.get(at);
            boolean isOneOfMany = questions.get(at).places().size() > 1;
            for (int place : questions.get(at).places()) {
                found(
                        place,
                        attempt.fault().isPresent() && isOneOfMany
                                ? Attempt.done(rules.get(place).exact())
                                : attempt.then(findings -> findings.get(place)),
                        next);
            }
        }
    }

    /** Whether rows are all different shows beside other figures where they are few. */
    private Measure<Finding> twinless(Check.NoTwins rule) {
        Grouping grouping = grouping(rule);
        return isLittle && grouping.hasHashes()
                ? RowReport.measure(rule.rows(), rule.mostly(), grouping.hashes())
                : RowReport.measure(rule.rows(), rule.mostly());
    }

    private static Grouping grouping(Check.NoTwins rule) {
        return new Grouping(rule.columns(), rule.rows().counted());
    }

    private void rank(Collection<Integer> open, List<Integer> next) {
        for (int place : open) {
            if (plans.get(place).check() instanceof Check.Ranked ranked) {
                Attempt<List<Object>> values = Attempt.of(() -> Ranks.values(measured, ranked));
                found(place, values.then(ranked.judge()), next);
            }
        }
    }

    /** Takes what a pass found out about one plan: its verdict, its counts, or what has to be asked in the next round. */
    private void found(int place, Attempt<Finding> attempt, List<Integer> next) {
        attempt.fault().ifPresent(fault -> verdicts.put(place, Attempt.failed(fault)));
        attempt.value().ifPresent(finding -> {
            if (finding instanceof Judgement judgement) {
                verdicts.put(place, Attempt.done(judgement));
            } else if (finding instanceof RowReport report) {
                reports.put(place, report);
            } else if (finding instanceof Check.EachRow rule && counted.containsKey(place)) {
                counted.put(place, rule);
                next.add(place);
            } else if (finding instanceof Check check) {
                plans.put(place, plans.get(place).with(check));
                next.add(place);
            }
        });
    }

    private void group() {
        Map<Grouping, List<Integer>> groupings = new LinkedHashMap<>();
        each(Check.Distinct.class, (place, distinct) -> groupings
                .computeIfAbsent(
                        new Grouping(List.of(distinct.column()), distinct.counted()), none -> new ArrayList<>())
                .add(place));
        each(Check.NoTwins.class, (place, rule) -> {
            if (reports.containsKey(place) && !reports.get(place).isCounted()) {
                groupings
                        .computeIfAbsent(grouping(rule), none -> new ArrayList<>())
                        .add(place);
            }
        });
        groupings.forEach(this::group);
    }

    private void group(Grouping grouping, List<Integer> places) {
        List<Integer> kinds = places.stream()
                .filter(place -> plans.get(place).check() instanceof Check.Distinct)
                .toList();
        List<Integer> twins =
                places.stream().filter(place -> !kinds.contains(place)).toList();
        Grouping.Found found = grouping.judge(
                measured,
                kinds.stream()
                        .map(place -> (Check.Distinct) plans.get(place).check())
                        .toList(),
                places.stream()
                        .mapToInt(place -> plans.get(place).mostValues())
                        .max()
                        .orElse(0),
                new Grouping.TwinsWanted(
                        twins.stream()
                                .mapToInt(place -> plans.get(place).mostRows())
                                .max()
                                .orElse(-1),
                        twins.stream()
                                .mapToLong(place -> reports.get(place).present())
                                .max()
                                .orElse(0),
                        isLittle));
        for (int at = 0; at < kinds.size(); at++) {
            verdicts.put(kinds.get(at), found.judgements().get(at));
        }
        for (int place : twins) {
            found.twins().fault().ifPresent(fault -> verdicts.put(place, Attempt.failed(fault)));
            found.twins().value().ifPresent(held -> {
                twinned.put(place, new Samples.Twinned(grouping, held));
                reports.computeIfPresent(place, (at, report) -> report.withUnexpected(held.inTwins()));
            });
        }
    }

    private void order(int place, Check.InOrder rule) {
        Attempt<Order.Breaks> found = Attempt.of(() -> Order.find(frame, rule, plans.get(place)));
        found.fault().ifPresent(fault -> verdicts.put(place, Attempt.failed(fault)));
        found.value().ifPresent(breaks -> {
            reports.computeIfPresent(place, (at, report) -> report.withUnexpected(breaks.count()));
            samples.put(place, breaks.first());
        });
    }

    /** Fetches the unexpected rows of all row rules that have some, and judges the row rules. */
    private void sample() {
        List<Integer> places = reports.keySet().stream()
                .filter(place -> !verdicts.containsKey(place) && !samples.containsKey(place))
                .filter(place ->
                        reports.get(place).unexpected() > 0 && plans.get(place).mostRows() > 0)
                .toList();
        fetch(places);
        reports.forEach((place, report) -> verdicts.computeIfAbsent(
                place,
                none -> Attempt.inMemory(
                        () -> report.judge(plans.get(place), samples.getOrDefault(place, List.of())))));
    }

    /** Where a column that is only shown cannot be computed, the rows of each rule are fetched by themselves. */
    private void fetch(List<Integer> places) {
        Attempt<List<List<Samples.Unexpected>>> fetched = Attempt.of(
                () -> Samples.fetch(frame, places.stream().map(this::want).toList()));
        fetched.value().ifPresent(rows -> {
            for (int at = 0; at < places.size(); at++) {
                samples.put(places.get(at), rows.get(at));
            }
        });
        if (fetched.fault().isPresent() && places.size() == 1) {
            verdicts.put(places.get(0), Attempt.failed(fetched.fault().get()));
        } else if (fetched.fault().isPresent()) {
            places.forEach(place -> fetch(List.of(place)));
        }
    }

    private Samples.Want want(int place) {
        Plan plan = plans.get(place);
        return plan.check() instanceof Check.EachRow rule
                ? new Samples.Want(rule.rows(), rule.rows().broken(rule.unexpected()), plan, null)
                : new Samples.Want(
                        reports.get(place).rows(), reports.get(place).rows().counted(), plan, twinned.get(place));
    }
}
