package cx.warehouse.quality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.check.CheckPlan;
import cx.warehouse.quality.check.Judgement;
import cx.warehouse.quality.frame.EvaluationAttempt;
import cx.warehouse.quality.frame.FrameColumns;
import cx.warehouse.quality.rule.ExpectationArguments;
import cx.warehouse.quality.rule.ExpectationCatalogue;
import cx.warehouse.quality.rule.SuiteParameters;
import cx.warehouse.quality.scan.PlanEvaluation;
import cx.warehouse.quality.suite.Expectation;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ResultFormat;
import cx.warehouse.quality.suite.ScanTuning;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.SuiteJson;
import cx.warehouse.quality.suite.ValidationOptions;
import cx.warehouse.quality.suite.ValidationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Validates a frame against suites. It first plans every expectation, then evaluates all plans together in as few
 * passes over the rows as possible.
 */
public final class Validator {

    /**
     * One suite to validate a frame against.
     *
     * @param options run name and time, result format, parameters
     */
    public record Request(Suite suite, ValidationOptions options) {}

    /**
     * Column of {@link #brokenRows} with the names of the expectations that a row broke; the row's own columns come
     * before it.
     */
    public static final String EXPECTATIONS_BROKEN = "expectations_broken";

    private Validator() {}

    /**
     * Validates a frame. An expectation that cannot be evaluated fails alone, with the reason in its own result. A
     * fault of storage or of the Spark session is thrown.
     *
     * @param frame rows to validate; a pass reads each needed column once, so store a frame that is expensive to
     *     compute
     * @param suite the expectations
     * @param options run name and time, result format, parameters
     * @return one result per expectation, in the suite's order
     */
    public static ValidationResult validate(Dataset<Row> frame, Suite suite, ValidationOptions options) {
        return validate(frame, List.of(new Request(suite, options))).get(0);
    }

    /**
     * Validates a frame against several suites in the same passes; see {@link #validate(Dataset, Suite,
     * ValidationOptions)}. The first request tells how the frame is scanned.
     *
     * @return one result per request, in their order
     */
    public static List<ValidationResult> validate(Dataset<Row> frame, List<Request> requests) {
        FrameColumns shape = new FrameColumns(frame.schema());
        Map<Integer, CheckPlan> plans = new TreeMap<>();
        Map<Integer, EvaluationAttempt<Judgement>> verdicts = new TreeMap<>();
        List<ResolvedRequest> all = requests.stream().map(ResolvedRequest::of).toList();
        int place = 0;
        for (ResolvedRequest asked : all) {
            for (Expectation expectation : asked.expectations()) {
                int here = place++;
                EvaluationAttempt<CheckPlan> plan =
                        EvaluationAttempt.inMemory(() -> plan(expectation, asked.options(), asked.parameters(), shape));
                plan.value().ifPresent(made -> plans.put(here, made));
                plan.fault().ifPresent(fault -> verdicts.put(here, EvaluationAttempt.failure(fault)));
            }
        }
        ScanTuning scans =
                requests.isEmpty() ? ScanTuning.NONE : requests.get(0).options().scans();
        verdicts.putAll(PlanEvaluation.run(frame, plans, scans));
        List<ValidationResult> results = new ArrayList<>();
        place = 0;
        for (ResolvedRequest asked : all) {
            List<ExpectationResult> entries = new ArrayList<>();
            for (Expectation expectation : asked.expectations()) {
                ObjectNode arguments = asked.parameters().resolveIfPossible(expectation.kwargs());
                entries.add(result(expectation, arguments, verdicts.get(place), plans.get(place)));
                place++;
            }
            results.add(asked.result(entries));
        }
        return results;
    }

    /** The result of a request whose rows cannot be read: every expectation fails with the same fault. */
    public static ValidationResult failedResult(Request request, Exception fault) {
        ResolvedRequest asked = ResolvedRequest.of(request);
        return asked.result(asked.expectations().stream()
                .map(expectation -> new ExpectationResult(
                        expectation,
                        asked.parameters().resolveIfPossible(expectation.kwargs()),
                        false,
                        SuiteJson.object(),
                        Optional.of(fault)))
                .toList());
    }

    /** A request with its parameters and expectations, which are read from the suite once. */
    private record ResolvedRequest(
            Suite suite, ValidationOptions options, SuiteParameters parameters, List<Expectation> expectations) {

        static ResolvedRequest of(Request request) {
            SuiteParameters parameters = SuiteParameters.of(request.suite(), request.options());
            return new ResolvedRequest(
                    request.suite(),
                    request.options(),
                    parameters,
                    request.suite().allExpectations());
        }

        ValidationResult result(List<ExpectationResult> entries) {
            return new ValidationResult(suite, entries, parameters.values(), options.runName(), options.runTime());
        }
    }

    /**
     * Finds the rows that broke row expectations. Expectations about whole columns and tables are left out, and so are
     * expectations that cannot be evaluated.
     *
     * @return the frame's columns and {@code expectations_broken}, the names of the broken expectations in the suite's
     *     order; rows that broke nothing are left out
     */
    public static Dataset<Row> brokenRows(Dataset<Row> frame, Suite suite, ValidationOptions options) {
        FrameColumns shape = new FrameColumns(frame.schema());
        SuiteParameters parameters = SuiteParameters.of(suite, options);
        ValidationOptions counting = options.with(ResultFormat.of(ResultFormat.Level.BOOLEAN_ONLY));
        Map<Integer, CheckPlan> plans = new TreeMap<>();
        Map<Integer, String> names = new TreeMap<>();
        for (Expectation expectation : suite.allExpectations()) {
            int place = names.size();
            names.put(place, expectation.label());
            EvaluationAttempt.inMemory(() -> plan(expectation, counting, parameters, shape))
                    .value()
                    .filter(plan -> plan.check().mayBeRowRule())
                    .ifPresent(plan -> plans.put(place, plan));
        }
        return BrokenRows.find(frame, plans, names, options.scans());
    }

    /** Names of the expectations that this engine supports, in alphabetical order. */
    public static List<String> expectations() {
        return List.copyOf(ExpectationCatalogue.names());
    }

    private static CheckPlan plan(
            Expectation expectation, ValidationOptions options, SuiteParameters parameters, FrameColumns shape) {
        ExpectationArguments arguments =
                new ExpectationArguments(parameters.resolve(expectation.kwargs()), shape, options.history());
        ResultFormat format = options.resultFormat()
                .or(() -> arguments.value("result_format").map(ResultFormat::read))
                .orElseGet(() -> ResultFormat.of(ResultFormat.Level.SUMMARY));
        List<FrameColumns.Field> keys = shape.fields(format.keyColumns());
        return new CheckPlan(ExpectationCatalogue.check(expectation, arguments), format, keys, options.mostRows());
    }

    private static ExpectationResult result(
            Expectation expectation, ObjectNode arguments, EvaluationAttempt<Judgement> verdict, CheckPlan plan) {
        if (verdict.fault().isPresent()) {
            return new ExpectationResult(expectation, arguments, false, SuiteJson.object(), verdict.fault());
        }
        Judgement judgement = verdict.value().orElseThrow();
        boolean silent = plan.format().level() == ResultFormat.Level.BOOLEAN_ONLY;
        return new ExpectationResult(
                expectation,
                arguments,
                judgement.success(),
                silent ? SuiteJson.object() : judgement.result(),
                verdict.fault());
    }
}
