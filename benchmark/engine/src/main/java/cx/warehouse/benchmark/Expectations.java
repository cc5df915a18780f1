package cx.warehouse.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ValidationOptions;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.ValidationResult;
import cx.warehouse.quality.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rules as a suite of expectations, answered by the quality engine. */
public final class Expectations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Expectations() {}

    /** Arguments: the data, rounds of rules, where the result goes. */
    public static void main(String[] arguments) throws IOException {
        List<Rule> rules = Rules.of(Integer.parseInt(arguments[1]));
        Suite suite = Suite.read("benchmark", suite(rules));
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            Dataset<Row> frame = spark.read().parquet(arguments[0]);
            ValidationOptions options = ValidationOptions.of("benchmark", Instant.EPOCH);
            Runs.measure(
                    "engine " + rules.size(),
                    spark.version(),
                    Path.of(arguments[2]),
                    () -> figures(rules, Validator.validate(frame, suite, options)));
        }
    }

    private static Map<String, Double> figures(List<Rule> rules, ValidationResult result) {
        Map<String, Double> figures = new TreeMap<>();
        for (int at = 0; at < rules.size(); at++) {
            Rule rule = rules.get(at);
            ExpectationResult found = result.results().get(at);
            if (!found.success()) {
                throw new IllegalStateException(rule.name() + " does not hold: " + found.summary());
            }
            String figure = rule.kind().isAboutRows() ? "unexpected_count" : "observed_value";
            figures.put(rule.name(), found.result().get(figure).doubleValue());
        }
        return figures;
    }

    private static String suite(List<Rule> rules) {
        ObjectNode suite = JSON.createObjectNode().put("name", "benchmark");
        for (Rule rule : rules) {
            ObjectNode expectation = suite.withArray("expectations").addObject();
            expectation.put("type", rule.kind().expectation());
            expectation.set("kwargs", JSON.valueToTree(kwargs(rule)));
        }
        return suite.toString();
    }

    private static Map<String, Object> kwargs(Rule rule) {
        Map<String, Object> kwargs = new TreeMap<>();
        if (rule.kind() == Rule.Kind.ORDERED) {
            kwargs.put("column_A", rule.columns().get(0));
            kwargs.put("column_B", rule.columns().get(1));
            kwargs.put("or_equal", true);
        } else if (rule.kind() != Rule.Kind.ROWS) {
            kwargs.put("column", rule.column());
        }
        if (rule.low() != null) {
            kwargs.put("min_value", rule.low());
        }
        if (rule.high() != null) {
            kwargs.put("max_value", rule.high());
        }
        if (rule.kind() == Rule.Kind.MEMBER) {
            kwargs.put("value_set", rule.words());
        }
        if (rule.kind() == Rule.Kind.MATCHES) {
            kwargs.put("regex", rule.words().get(0));
        }
        if (rule.kind().isAboutRows()) {
            kwargs.put("mostly", rule.share());
        }
        return kwargs;
    }
}
