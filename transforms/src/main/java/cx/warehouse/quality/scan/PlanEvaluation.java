package cx.warehouse.quality.scan;

import cx.warehouse.quality.check.CheckOutcome;
import cx.warehouse.quality.check.CheckPlan;
import cx.warehouse.quality.check.FrameCheck;
import cx.warehouse.quality.check.Judgement;
import cx.warehouse.quality.check.Measure;
import cx.warehouse.quality.check.RowReport;
import cx.warehouse.quality.check.RulePrefilter;
import cx.warehouse.quality.check.SharedMeasure;
import cx.warehouse.quality.check.UnexpectedRow;
import cx.warehouse.quality.frame.EvaluationAttempt;
import cx.warehouse.quality.rule.TableRules;
import cx.warehouse.quality.suite.ScanTuning;
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
 * Evaluates many plans over one frame in as few passes as possible. It needs one scan for all aggregates, one grouping
 * for each set of columns with a uniqueness or distinct-value check, and one bounded pass for the unexpected rows of
 * all row rules.
 */
public final class PlanEvaluation {

    private final Dataset<Row> frame;
    private final Dataset<Row> scannedFrame;
    private final boolean areHashesCollected;
    private final ScanTuning scans;
    private final Map<Integer, CheckPlan> plans;
    private final Map<Integer, FrameCheck.EachRow> rowRules;
    private final Map<Integer, EvaluationAttempt<Judgement>> verdicts = new TreeMap<>();
    private final Map<Integer, RowReport> reports = new TreeMap<>();
    private final Map<Integer, UnexpectedRows.DuplicateGroups> duplicateGroups = new TreeMap<>();
    private final Map<Integer, List<UnexpectedRow>> unexpectedRows = new TreeMap<>();

    private PlanEvaluation(Dataset<Row> frame, Map<Integer, CheckPlan> plans, ScanTuning scans) {
        this.frame = frame;
        this.plans = new TreeMap<>(plans);
        this.scans = scans;
        this.areHashesCollected = EvaluationAttempt.of(
                        () -> scans.areHashesCollected().test(frame))
                .value()
                .orElse(false);
        SharedPatterns shared = SharedPatterns.of(MeasureScan.fit(frame, scans), plans);
        this.scannedFrame = shared.frame();
        this.rowRules = new TreeMap<>(shared.rowRules());
    }

    /**
     * Evaluates plans.
     *
     * @param plans by number
     * @param scans choices of speed
     * @return one verdict per plan, by the same numbers
     */
    public static Map<Integer, EvaluationAttempt<Judgement>> run(
            Dataset<Row> frame, Map<Integer, CheckPlan> plans, ScanTuning scans) {
        PlanEvaluation evaluation = new PlanEvaluation(frame, plans, scans);
        evaluation.run();
        return evaluation.verdicts;
    }

    /**
     * Finds the row rules among the plans that at least one row breaks, in the form that their evaluation gave them.
     */
    public static Map<Integer, CheckPlan> brokenRules(
            Dataset<Row> frame, Map<Integer, CheckPlan> plans, ScanTuning scans) {
        PlanEvaluation evaluation = new PlanEvaluation(frame, plans, scans);
        evaluation.countRules();
        Map<Integer, CheckPlan> broken = new TreeMap<>();
        evaluation.reports.forEach((place, report) -> {
            if (report.unexpected() > 0 && !evaluation.verdicts.containsKey(place)) {
                broken.put(place, evaluation.plans.get(place));
            }
        });
        return broken;
    }

    private void run() {
        countRules();
        forEachPlan(
                FrameCheck.Query.class,
                (place, query) -> verdicts.put(place, BatchQuery.run(frame, query, plans.get(place), scans)));
        forEachPlan(
                FrameCheck.OtherTable.class,
                (place, other) -> verdicts.put(place, TableRules.compareRowCounts(scannedFrame, other)));
        judgeRowRules();
    }

    /** Runs the queries that many expectations share: scans, ranks, groupings, orders. */
    private void countRules() {
        Collection<Integer> open = List.copyOf(plans.keySet());
        while (!open.isEmpty()) {
            List<Integer> next = new ArrayList<>();
            settle(open);
            scan(open, next);
            rank(open, next);
            open = next;
        }
        group();
        forEachPlan(FrameCheck.InOrder.class, (place, rule) -> {
            if (reports.containsKey(place)) {
                findOrderBreaks(place, rule);
            }
        });
    }

    private <C extends FrameCheck> void forEachPlan(Class<C> kind, BiConsumer<Integer, C> work) {
        List.copyOf(plans.keySet()).forEach(place -> {
            if (kind.isInstance(plans.get(place).check())) {
                work.accept(place, kind.cast(plans.get(place).check()));
            }
        });
    }

    private void settle(Collection<Integer> open) {
        for (int place : open) {
            if (plans.get(place).check() instanceof FrameCheck.FromSchema settled) {
                verdicts.put(place, EvaluationAttempt.success(settled.judgement()));
            }
        }
    }

    private void scan(Collection<Integer> open, List<Integer> next) {
        List<SharedMeasure> questions = new ArrayList<>();
        Map<Integer, FrameCheck.EachRow> rules = new TreeMap<>();
        for (int place : open) {
            FrameCheck check = plans.get(place).check();
            if (check instanceof FrameCheck.Measurement measured) {
                questions.add(SharedMeasure.of(place, measured.measure()));
            } else if (check instanceof FrameCheck.EachRow rule) {
                rules.put(place, rowRules.getOrDefault(place, rule));
            } else if (check instanceof FrameCheck.Unique rule) {
                questions.add(SharedMeasure.of(place, uniquenessMeasure(rule)));
            } else if (check instanceof FrameCheck.InOrder rule) {
                questions.add(SharedMeasure.of(place, RowReport.measure(rule.rows(), rule.mostly())));
            }
        }
        questions.addAll(RulePrefilter.measures(rules));
        List<EvaluationAttempt<Map<Integer, CheckOutcome>>> found = MeasureScan.run(
                scannedFrame, questions.stream().map(SharedMeasure::measure).toList(), scans);
        for (int at = 0; at < found.size(); at++) {
            EvaluationAttempt<Map<Integer, CheckOutcome>> attempt = found.get(at);
            boolean isOneOfMany = questions.get(at).planNumbers().size() > 1;
            for (int place : questions.get(at).planNumbers()) {
                recordOutcome(
                        place,
                        attempt.fault().isPresent() && isOneOfMany
                                ? EvaluationAttempt.success(rules.get(place).withoutPrefilter())
                                : attempt.then(findings -> findings.get(place)),
                        next);
            }
        }
    }

    /** Measures the rows of a uniqueness rule; for a small frame the same scan tells whether all rows differ. */
    private Measure<CheckOutcome> uniquenessMeasure(FrameCheck.Unique rule) {
        ValueGrouping grouping = grouping(rule);
        return areHashesCollected && grouping.isHashable()
                ? RowReport.measure(rule.rows(), rule.mostly(), grouping.distinctHashCount())
                : RowReport.measure(rule.rows(), rule.mostly());
    }

    private static ValueGrouping grouping(FrameCheck.Unique rule) {
        return new ValueGrouping(rule.columns(), rule.rows().inScope());
    }

    private void rank(Collection<Integer> open, List<Integer> next) {
        for (int place : open) {
            if (plans.get(place).check() instanceof FrameCheck.ValuesAtRanks ranked) {
                EvaluationAttempt<List<Object>> values =
                        EvaluationAttempt.of(() -> RankedValues.values(scannedFrame, ranked));
                recordOutcome(place, values.then(ranked.judge()), next);
            }
        }
    }

    /** Records the outcome of a pass for one plan: its verdict, its counts, or a further check for the next round. */
    private void recordOutcome(int place, EvaluationAttempt<CheckOutcome> attempt, List<Integer> next) {
        attempt.fault().ifPresent(fault -> verdicts.put(place, EvaluationAttempt.failure(fault)));
        attempt.value().ifPresent(finding -> {
            if (finding instanceof Judgement judgement) {
                verdicts.put(place, EvaluationAttempt.success(judgement));
            } else if (finding instanceof RowReport report) {
                reports.put(place, report);
            } else if (finding instanceof FrameCheck.EachRow rule && rowRules.containsKey(place)) {
                rowRules.put(place, rule);
                next.add(place);
            } else if (finding instanceof FrameCheck check) {
                plans.put(place, plans.get(place).withCheck(check));
                next.add(place);
            }
        });
    }

    private void group() {
        Map<ValueGrouping, List<Integer>> groupings = new LinkedHashMap<>();
        forEachPlan(FrameCheck.Distinct.class, (place, distinct) -> groupings
                .computeIfAbsent(
                        new ValueGrouping(List.of(distinct.column()), distinct.countedRows()),
                        none -> new ArrayList<>())
                .add(place));
        forEachPlan(FrameCheck.Unique.class, (place, rule) -> {
            if (reports.containsKey(place) && !reports.get(place).isCounted()) {
                groupings
                        .computeIfAbsent(grouping(rule), none -> new ArrayList<>())
                        .add(place);
            }
        });
        groupings.forEach(this::group);
    }

    private void group(ValueGrouping grouping, List<Integer> places) {
        List<Integer> kinds = places.stream()
                .filter(place -> plans.get(place).check() instanceof FrameCheck.Distinct)
                .toList();
        List<Integer> duplicates =
                places.stream().filter(place -> !kinds.contains(place)).toList();
        ValueGrouping.GroupingAnswer found = grouping.judge(
                scannedFrame,
                kinds.stream()
                        .map(place -> (FrameCheck.Distinct) plans.get(place).check())
                        .toList(),
                places.stream()
                        .mapToInt(place -> plans.get(place).mostValues())
                        .max()
                        .orElse(0),
                new ValueGrouping.DuplicateRequest(
                        duplicates.stream()
                                .mapToInt(place -> plans.get(place).mostRows())
                                .max()
                                .orElse(-1),
                        areHashesCollected),
                scans);
        for (int at = 0; at < kinds.size(); at++) {
            verdicts.put(kinds.get(at), found.judgements().get(at));
        }
        for (int place : duplicates) {
            found.duplicates().fault().ifPresent(fault -> verdicts.put(place, EvaluationAttempt.failure(fault)));
            found.duplicates().value().ifPresent(held -> {
                duplicateGroups.put(place, new UnexpectedRows.DuplicateGroups(grouping, held));
                reports.computeIfPresent(place, (at, report) -> report.withUnexpected(held.rowCount()));
            });
        }
    }

    private void findOrderBreaks(int place, FrameCheck.InOrder rule) {
        EvaluationAttempt<OrderBreaks.FoundBreaks> found =
                EvaluationAttempt.of(() -> OrderBreaks.find(frame, rule, plans.get(place)));
        found.fault().ifPresent(fault -> verdicts.put(place, EvaluationAttempt.failure(fault)));
        found.value().ifPresent(breaks -> {
            reports.computeIfPresent(place, (at, report) -> report.withUnexpected(breaks.count()));
            unexpectedRows.put(place, breaks.first());
        });
    }

    /** Fetches the unexpected rows of all broken row rules, and judges all row rules. */
    private void judgeRowRules() {
        List<Integer> places = reports.keySet().stream()
                .filter(place -> !verdicts.containsKey(place) && !unexpectedRows.containsKey(place))
                .filter(place ->
                        reports.get(place).unexpected() > 0 && plans.get(place).mostRows() > 0)
                .toList();
        fetchUnexpectedRows(places);
        reports.forEach((place, report) -> verdicts.computeIfAbsent(
                place,
                none -> EvaluationAttempt.inMemory(
                        () -> report.judge(plans.get(place), unexpectedRows.getOrDefault(place, List.of())))));
    }

    /**
     * Fetches the unexpected rows of all rules in one query. If a column that is only displayed cannot be computed, it
     * fetches the rows of each rule alone.
     */
    private void fetchUnexpectedRows(List<Integer> places) {
        EvaluationAttempt<List<List<UnexpectedRow>>> fetched = EvaluationAttempt.of(() -> UnexpectedRows.fetch(
                frame, places.stream().map(this::rowRequest).toList(), scans));
        fetched.value().ifPresent(rows -> {
            for (int at = 0; at < places.size(); at++) {
                unexpectedRows.put(places.get(at), rows.get(at));
            }
        });
        if (fetched.fault().isPresent() && places.size() == 1) {
            verdicts.put(
                    places.get(0), EvaluationAttempt.failure(fetched.fault().get()));
        } else if (fetched.fault().isPresent()) {
            places.forEach(place -> fetchUnexpectedRows(List.of(place)));
        }
    }

    private UnexpectedRows.RowRequest rowRequest(int place) {
        CheckPlan plan = plans.get(place);
        return plan.check() instanceof FrameCheck.EachRow rule
                ? new UnexpectedRows.RowRequest(rule.rows(), rule.rows().isBroken(rule.unexpected()), plan, null)
                : new UnexpectedRows.RowRequest(
                        reports.get(place).rows(),
                        reports.get(place).rows().inScope(),
                        plan,
                        duplicateGroups.get(place));
    }
}
