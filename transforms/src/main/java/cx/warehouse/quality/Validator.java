package cx.warehouse.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds a frame to a suite in as few passes as the suite allows: one scan for all aggregates, one grouping for each set of
 * columns whose values must be brought together, one bounded pass for the unexpected rows of all expectations.
 */
public final class Validator {

    private final Dataset<Row> frame;
    private final Dataset<Row> measured;
    private final Options options;
    private final Map<Integer, Plan> plans = new TreeMap<>();
    private final Map<Integer, Attempt<Judgement>> verdicts = new TreeMap<>();
    private final Map<Integer, RowReport> reports = new TreeMap<>();
    private final Map<Integer, Twinned> twinned = new TreeMap<>();

    /** One expectation on its way: what it comes down to, and how much its result is to tell. */
    private record Plan(Check check, ResultFormat format, List<Shape.Field> keys) {}

    /** What was grouped for a uniqueness rule, and what was found. */
    private record Twinned(Grouping grouping, Grouping.Twins twins) {}

    private Validator(Dataset<Row> frame, Options options) {
        this.frame = frame;
        this.measured = Extent.fitted(frame);
        this.options = options;
    }

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
        return new Validator(frame, options).run(suite);
    }

    /** The names of the expectations this engine knows, in alphabetical order. */
    public static List<String> expectations() {
        return List.copyOf(Catalogue.names());
    }

    private ValidationResult run(Suite suite) {
        Parameters parameters = Parameters.of(suite, options);
        Shape shape = new Shape(frame.schema());
        for (int at = 0; at < suite.expectations().size(); at++) {
            Expectation expectation = suite.expectations().get(at);
            int place = at;
            Attempt<Plan> plan = Attempt.inMemory(() -> plan(expectation, parameters, shape));
            plan.value().ifPresent(made -> plans.put(place, made));
            plan.fault().ifPresent(fault -> verdicts.put(place, Attempt.failed(fault)));
        }
        settle();
        scan();
        group();
        query();
        sample();
        List<ExpectationResult> results = new ArrayList<>();
        for (int at = 0; at < suite.expectations().size(); at++) {
            results.add(result(suite.expectations().get(at), at));
        }
        return new ValidationResult(suite, results, parameters.values(), options.runName(), options.runTime());
    }

    private Plan plan(Expectation expectation, Parameters parameters, Shape shape) {
        Arguments arguments = new Arguments(parameters.resolve(expectation.kwargs()), shape);
        ResultFormat format = options.resultFormat()
                .or(() -> arguments.value("result_format").map(ResultFormat::read))
                .orElseGet(() -> ResultFormat.of(ResultFormat.Level.SUMMARY));
        List<Shape.Field> keys = shape.fields(format.keyColumns());
        return new Plan(Catalogue.check(expectation, arguments), format, keys);
    }

    private void settle() {
        plans.forEach((place, plan) -> {
            if (plan.check() instanceof Check.Settled settled) {
                verdicts.put(place, Attempt.done(settled.judgement()));
            }
        });
    }

    private void scan() {
        Map<Integer, Measure<Finding>> measures = new TreeMap<>();
        plans.forEach((place, plan) -> {
            if (plan.check() instanceof Check.Measured measured) {
                measures.put(place, measured.measure());
            } else if (plan.check() instanceof Check.EachRow rule) {
                measures.put(place, RowReport.measure(rule));
            } else if (plan.check() instanceof Check.NoTwins rule) {
                measures.put(place, RowReport.measure(rule));
            }
        });
        List<Integer> places = List.copyOf(measures.keySet());
        List<Attempt<Finding>> found = Scan.run(measured, List.copyOf(measures.values()));
        for (int at = 0; at < places.size(); at++) {
            int place = places.get(at);
            Attempt<Finding> attempt = found.get(at);
            attempt.fault().ifPresent(fault -> verdicts.put(place, Attempt.failed(fault)));
            attempt.value().ifPresent(finding -> {
                if (finding instanceof Judgement judgement) {
                    verdicts.put(place, Attempt.done(judgement));
                } else if (finding instanceof RowReport report) {
                    reports.put(place, report);
                }
            });
        }
    }

    private void group() {
        Map<Grouping, List<Integer>> groupings = new LinkedHashMap<>();
        plans.forEach((place, plan) -> {
            if (plan.check() instanceof Check.Distinct distinct) {
                Grouping grouping = new Grouping(List.of(distinct.column()), distinct.counted());
                groupings.computeIfAbsent(grouping, none -> new ArrayList<>()).add(place);
            } else if (plan.check() instanceof Check.NoTwins rule && reports.containsKey(place)) {
                Grouping grouping = new Grouping(rule.columns(), rule.rows().counted());
                groupings.computeIfAbsent(grouping, none -> new ArrayList<>()).add(place);
            }
        });
        groupings.forEach(this::group);
    }

    private void group(Grouping grouping, List<Integer> places) {
        List<Integer> kinds =
                places.stream().filter(holds(Check.Distinct.class)).toList();
        List<Integer> twins = places.stream().filter(holds(Check.NoTwins.class)).toList();
        int most = twins.stream().mapToInt(this::most).max().orElse(-1);
        Grouping.Found found = grouping.judge(
                measured,
                kinds.stream()
                        .map(place -> (Check.Distinct) plans.get(place).check())
                        .toList(),
                most,
                options.mostRows(),
                twins.stream()
                        .mapToLong(place -> reports.get(place).present())
                        .max()
                        .orElse(0));
        for (int at = 0; at < kinds.size(); at++) {
            verdicts.put(kinds.get(at), found.judgements().get(at));
        }
        for (int place : twins) {
            found.twins().fault().ifPresent(fault -> verdicts.put(place, Attempt.failed(fault)));
            found.twins().value().ifPresent(held -> {
                twinned.put(place, new Twinned(grouping, held));
                reports.computeIfPresent(place, (at, report) -> report.withUnexpected(held.inTwins()));
            });
        }
    }

    private void query() {
        plans.forEach((place, plan) -> {
            if (plan.check() instanceof Check.Query query) {
                verdicts.put(place, BatchQuery.run(frame, query, plan.format(), options.mostRows()));
            }
        });
    }

    /** Fetches the unexpected rows of all row rules that have some, and judges the row rules. */
    private void sample() {
        List<Integer> places = reports.keySet().stream()
                .filter(place -> !verdicts.containsKey(place))
                .filter(place -> reports.get(place).unexpected() > 0 && most(place) > 0)
                .toList();
        List<List<Samples.Unexpected>> samples =
                Samples.fetch(frame, places.stream().map(this::want).toList());
        reports.forEach((place, report) -> {
            int at = places.indexOf(place);
            List<Samples.Unexpected> rows = at < 0 ? List.of() : samples.get(at);
            verdicts.computeIfAbsent(
                    place,
                    none -> Attempt.inMemory(() -> report.judge(plans.get(place).format(), rows, query(place))));
        });
    }

    private Samples.Want want(int place) {
        Plan plan = plans.get(place);
        boolean wholeRow = plan.format().has(ResultFormat.Extra.ROWS);
        if (plan.check() instanceof Check.EachRow rule) {
            return new Samples.Want(
                    rule.rows(), rule.rows().broken(rule.unexpected()), most(place), plan.keys(), wholeRow, null, null);
        }
        RowScope rows = ((Check.NoTwins) plan.check()).rows();
        Twinned found = twinned.get(place);
        return new Samples.Want(
                rows, rows.counted(), most(place), plan.keys(), wholeRow, found.grouping(), found.twins());
    }

    private String query(int place) {
        Check check = plans.get(place).check();
        String broken = check instanceof Check.EachRow rule
                ? rule.rows().broken(rule.unexpected()).toString()
                : "count(1) OVER (PARTITION BY "
                        + String.join(
                                ", ",
                                ((Check.NoTwins) check)
                                        .columns().stream()
                                                .map(Shape.Field::name)
                                                .toList())
                        + ") > 1";
        return "df.filter(F.expr(\"" + broken.replace("\\", "\\\\").replace("\"", "\\\"") + "\"))";
    }

    private int most(int place) {
        return plans.get(place).format().rows(options.mostRows());
    }

    private Predicate<Integer> holds(Class<? extends Check> kind) {
        return place -> kind.isInstance(plans.get(place).check());
    }

    private ExpectationResult result(Expectation expectation, int place) {
        Attempt<Judgement> verdict = verdicts.get(place);
        if (verdict.fault().isPresent()) {
            return new ExpectationResult(expectation, false, Json.object(), verdict.fault());
        }
        Judgement judgement = verdict.value().orElseThrow();
        boolean silent = plans.get(place).format().level() == ResultFormat.Level.BOOLEAN_ONLY;
        return new ExpectationResult(
                expectation, judgement.success(), silent ? Json.object() : judgement.result(), verdict.fault());
    }
}
