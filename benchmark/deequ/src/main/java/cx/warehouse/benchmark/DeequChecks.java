package cx.warehouse.benchmark;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.checks.CheckResult;
import com.amazon.deequ.constraints.ConstraintResult;
import com.amazon.deequ.constraints.ConstraintStatus;
import com.amazon.deequ.metrics.Distribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.immutable.List$;
import scala.collection.immutable.Nil$;

/** The rules as constraints of one Deequ check, answered by its verification suite. */
public final class DeequChecks {

    private DeequChecks() {}

    /** Arguments: the data, rounds of rules, where the result goes. */
    public static void main(String[] arguments) throws IOException {
        List<Rule> rules = Rules.of(Integer.parseInt(arguments[1]));
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            Dataset<Row> frame = spark.read().parquet(arguments[0]);
            Runs.measure("deequ " + rules.size(), spark.version(), Path.of(arguments[2]), () -> {
                Check check = new Check(CheckLevel.Error(), "benchmark", List$.MODULE$.empty());
                for (Rule rule : rules) {
                    check = with(check, rule);
                }
                return figures(
                        rules,
                        check,
                        new VerificationSuite().onData(frame).addCheck(check).run());
            });
        }
    }

    private static Check with(Check check, Rule rule) {
        Function1<Object, Object> share = found -> (Double) found >= rule.share();
        Function1<Object, Object> bounds = found -> rule.holds(((Number) found).doubleValue());
        return switch (rule.kind()) {
            case PRESENT -> check.hasCompleteness(rule.column(), share, none(), none());
            case BETWEEN, MATCHES, LENGTH, ORDERED ->
                check.satisfies(predicate(rule), rule.name(), share, none(), noColumns(), none());
            case MEMBER -> check.isContainedIn(rule.column(), rule.words().toArray(String[]::new), share);
            case UNIQUE -> check.hasUniqueness(rule.column(), share);
            case DISTINCT -> check.hasNumberOfDistinctValues(rule.column(), bounds, none(), 1000, none());
            case MIN -> check.hasMin(rule.column(), bounds, none(), none());
            case MAX -> check.hasMax(rule.column(), bounds, none(), none());
            case MEAN -> check.hasMean(rule.column(), bounds, none());
            case SUM -> check.hasSum(rule.column(), bounds, none());
            case DEVIATION -> check.hasStandardDeviation(rule.column(), bounds, none());
            case ROWS -> check.hasSize(bounds, none());
        };
    }

    /** What every row keeps, as SQL; a null keeps it, which Deequ has to be told. */
    private static String predicate(Rule rule) {
        String column = rule.column();
        String kept =
                switch (rule.kind()) {
                    case MATCHES -> column + " RLIKE '" + rule.words().get(0) + "'";
                    case LENGTH -> "length(" + column + ") BETWEEN " + rule.low() + " AND " + rule.high();
                    case ORDERED ->
                        rule.columns().get(1) + " IS NULL OR " + column + " >= "
                                + rule.columns().get(1);
                    default ->
                        column + " BETWEEN " + literal(column, rule.low()) + " AND " + literal(column, rule.high());
                };
        return column + " IS NULL OR " + kept;
    }

    /** In the column's own type, or Spark would convert the column. */
    private static String literal(String column, Object bound) {
        return switch (column.charAt(0)) {
            case 'd' -> ((Number) bound).doubleValue() + "D";
            case 'm' -> bound + ".00";
            case 't' -> "TIMESTAMP'" + bound + "'";
            case 'y' -> "DATE'" + bound + "'";
            default -> bound.toString();
        };
    }

    private static Map<String, Double> figures(List<Rule> rules, Check check, VerificationResult result) {
        CheckResult checked = result.checkResults().apply(check);
        List<ConstraintResult> found = JavaConverters.seqAsJavaList(checked.constraintResults());
        Map<String, Double> values = new TreeMap<>();
        for (int at = 0; at < rules.size(); at++) {
            ConstraintResult constraint = found.get(at);
            if (!constraint.status().equals(ConstraintStatus.Success())) {
                throw new IllegalStateException(rules.get(at).name() + " does not hold: "
                        + constraint.message().getOrElse(() -> ""));
            }
            Object value = constraint.metric().get().value().get();
            double figure = value instanceof Distribution kinds ? kinds.numberOfBins() : (Double) value;
            values.put(rules.get(at).name(), figure);
        }
        Map<String, Double> figures = new TreeMap<>();
        double rows = values.get("rows");
        rules.forEach(rule -> figures.put(rule.name(), figure(rule, values, rows)));
        return figures;
    }

    /** Deequ answers shares where the others count, and the deviation of a whole population where they take a sample. */
    private static double figure(Rule rule, Map<String, Double> values, double rows) {
        double value = values.get(rule.name());
        if (rule.kind() == Rule.Kind.DEVIATION) {
            double present = values.get("present " + rule.column()) * rows;
            return value * Math.sqrt(present / (present - 1));
        }
        return rule.kind().isAboutRows() ? Math.rint((1 - value) * rows) : value;
    }

    private static <T> Option<T> none() {
        return Option.empty();
    }

    @SuppressWarnings("unchecked")
    private static scala.collection.immutable.List<String> noColumns() {
        return (scala.collection.immutable.List<String>) (Object) Nil$.MODULE$;
    }
}
