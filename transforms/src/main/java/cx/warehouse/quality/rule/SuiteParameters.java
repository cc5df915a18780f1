package cx.warehouse.quality.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.frame.EvaluationAttempt;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.MetricHistory;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.SuiteJson;
import cx.warehouse.quality.suite.SuiteMetrics;
import cx.warehouse.quality.suite.ValidationOptions;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code {"$PARAMETER": "…"}} by a value: of a parameter, or of an expression of names, numbers and dates.
 *
 * @param values by name; a reference to a name alone may stand for any JSON
 * @param now the value of {@code now()}
 * @param history metrics of earlier runs
 */
public record SuiteParameters(ObjectNode values, Instant now, MetricHistory history) {

    private static final String MARK = "$PARAMETER";

    /** Reference of 0.18 to a metric of an earlier run: of any suite on this table, by expectation and column. */
    private static final Pattern EARLIER = Pattern.compile(
            "urn:great_expectations:validations:[^:]*:(expect_\\w+)\\.result\\.observed_value(?::column=(.*))?");

    /** The suite's parameters, overridden by those of the run. */
    public static SuiteParameters of(Suite suite, ValidationOptions options) {
        ObjectNode both = suite.parameters().deepCopy();
        both.setAll(options.parameters());
        return new SuiteParameters(both, options.runTime(), options.history());
    }

    public ObjectNode resolve(ObjectNode kwargs) {
        ObjectNode resolved = SuiteJson.object();
        kwargs.properties().forEach(entry -> resolved.set(entry.getKey(), resolve(entry.getValue())));
        return resolved;
    }

    /**
     * Resolves parameters as {@link #resolve(ObjectNode)} does; returns the arguments as written if that is impossible.
     */
    public ObjectNode resolveIfPossible(ObjectNode kwargs) {
        return EvaluationAttempt.inMemory(() -> resolve(kwargs)).value().orElse(kwargs);
    }

    private JsonNode resolve(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode resolved = SuiteJson.list();
            list.forEach(item -> resolved.add(resolve(item)));
            return resolved;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        return object.has(MARK) ? value(object.get(MARK).asText(), object) : resolve(object);
    }

    private JsonNode value(String expression, ObjectNode reference) {
        String name = expression.trim();
        if (values.has(name)) {
            return values.get(name);
        }
        if (name.startsWith("urn:great_expectations:")) {
            return earlierMetric(name);
        }
        JsonNode kept = reference.get(MARK + "." + name);
        return kept != null ? kept : new ParameterFormula(name, this).value();
    }

    private JsonNode earlierMetric(String urn) {
        Matcher matcher = EARLIER.matcher(urn);
        if (!matcher.matches()) {
            throw new ExpectationFault("$PARAMETER \"" + urn + "\" is not of the form"
                    + " urn:great_expectations:validations:SUITE:EXPECTATION.result.observed_value:column=COLUMN");
        }
        ObjectNode column = SuiteJson.object();
        if (matcher.group(2) != null) {
            column.put("column", matcher.group(2));
        }
        String figure = SuiteMetrics.metric(matcher.group(1))
                .map(metric -> SuiteMetrics.name(metric, column))
                .orElseThrow(() -> new ExpectationFault("no metric is kept of " + matcher.group(1)));
        return history.latest(figure)
                .<JsonNode>map(SuiteJson.NODES::numberNode)
                .orElseThrow(() ->
                        new ExpectationFault("$PARAMETER \"" + urn + "\": no earlier night has the metric " + figure));
    }
}
