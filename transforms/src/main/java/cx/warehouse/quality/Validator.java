package cx.warehouse.quality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Holds a frame to suites: what each expectation comes down to is found first, then all are answered together. */
public final class Validator {

    /**
     * One suite that a frame is held to.
     *
     * @param options run name and time, result format, parameters
     */
    public record Request(Suite suite, Options options) {}

    /** Holds, in rows of {@link #brokenRows} beside their own columns, the names of the expectations that they broke. */
    public static final String EXPECTATIONS_BROKEN = "expectations_broken";

    private Validator() {}

    /**
     * Validates a frame. An expectation that cannot be evaluated fails alone, with the reason in its own entry; a fault of
     * storage or of the session is thrown.
     *
     * @param frame rows to validate; each needed column is read once, so a frame that is dear to compute is best stored
     * @param suite what is expected of them
     * @param options run name and time, result format, parameters
     * @return one result an expectation, in the suite's order
     */
    public static ValidationResult validate(Dataset<Row> frame, Suite suite, Options options) {
        return validate(frame, List.of(new Request(suite, options))).get(0);
    }

    /**
     * As {@link #validate(Dataset, Suite, Options)} for several suites, all in the same passes.
     *
     * @return one result a request, in their order
     */
    public static List<ValidationResult> validate(Dataset<Row> frame, List<Request> requests) {
        Shape shape = new Shape(frame.schema());
        Map<Integer, Plan> plans = new TreeMap<>();
        Map<Integer, Attempt<Judgement>> verdicts = new TreeMap<>();
        List<Asked> all = requests.stream().map(Asked::of).toList();
        int place = 0;
        for (Asked asked : all) {
            for (Expectation expectation : asked.expectations()) {
                int here = place++;
                Attempt<Plan> plan =
                        Attempt.inMemory(() -> plan(expectation, asked.options(), asked.parameters(), shape));
                plan.value().ifPresent(made -> plans.put(here, made));
                plan.fault().ifPresent(fault -> verdicts.put(here, Attempt.failed(fault)));
            }
        }
        verdicts.putAll(Evaluation.run(frame, plans));
        List<ValidationResult> results = new ArrayList<>();
        place = 0;
        for (Asked asked : all) {
            List<ExpectationResult> entries = new ArrayList<>();
            for (Expectation expectation : asked.expectations()) {
                ObjectNode arguments = asked.parameters().known(expectation.kwargs());
                entries.add(result(expectation, arguments, verdicts.get(place), plans.get(place)));
                place++;
            }
            results.add(asked.result(entries));
        }
        return results;
    }

    /** A request, read once. */
    private record Asked(Suite suite, Options options, Parameters parameters, List<Expectation> expectations) {

        static Asked of(Request request) {
            Parameters parameters = Parameters.of(request.suite(), request.options());
            return new Asked(
                    request.suite(),
                    request.options(),
                    parameters,
                    request.suite().all());
        }

        ValidationResult result(List<ExpectationResult> entries) {
            return new ValidationResult(suite, entries, parameters.values(), options.runName(), options.runTime());
        }
    }

    /**
     * The rows that broke row expectations: the frame's columns, and {@code expectations_broken}, the names of those that a
     * row broke, in the suite's order. Rows that broke none are left out, and so are expectations about whole columns and
     * tables, and those that cannot be evaluated.
     */
    public static Dataset<Row> brokenRows(Dataset<Row> frame, Suite suite, Options options) {
        Shape shape = new Shape(frame.schema());
        Parameters parameters = Parameters.of(suite, options);
        Options counting = options.with(ResultFormat.of(ResultFormat.Level.BOOLEAN_ONLY));
        Map<Integer, Plan> plans = new TreeMap<>();
        Map<Integer, String> names = new TreeMap<>();
        for (Expectation expectation : suite.all()) {
            int place = names.size();
            names.put(place, expectation.label());
            Attempt.inMemory(() -> plan(expectation, counting, parameters, shape))
                    .value()
                    .filter(plan -> plan.check().isOfRows())
                    .ifPresent(plan -> plans.put(place, plan));
        }
        return BrokenRows.find(frame, plans, names);
    }

    /** The names of the expectations this engine knows, in alphabetical order. */
    public static List<String> expectations() {
        return List.copyOf(Catalogue.names());
    }

    private static Plan plan(Expectation expectation, Options options, Parameters parameters, Shape shape) {
        Arguments arguments = new Arguments(parameters.resolve(expectation.kwargs()), shape, options.history());
        ResultFormat format = options.resultFormat()
                .or(() -> arguments.value("result_format").map(ResultFormat::read))
                .orElseGet(() -> ResultFormat.of(ResultFormat.Level.SUMMARY));
        List<Shape.Field> keys = shape.fields(format.keyColumns());
        return new Plan(Catalogue.check(expectation, arguments), format, keys, options.mostRows());
    }

    private static ExpectationResult result(
            Expectation expectation, ObjectNode arguments, Attempt<Judgement> verdict, Plan plan) {
        if (verdict.fault().isPresent()) {
            return new ExpectationResult(expectation, arguments, false, Json.object(), verdict.fault());
        }
        Judgement judgement = verdict.value().orElseThrow();
        boolean silent = plan.format().level() == ResultFormat.Level.BOOLEAN_ONLY;
        return new ExpectationResult(
                expectation,
                arguments,
                judgement.success(),
                silent ? Json.object() : judgement.result(),
                verdict.fault());
    }
}
