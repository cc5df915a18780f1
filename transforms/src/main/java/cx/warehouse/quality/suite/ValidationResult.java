package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Result of one suite on a frame: one result per expectation, in the suite's order.
 *
 * @param suite the suite that was validated
 * @param results one per expectation, in order
 * @param parameters the values of {@code $PARAMETER} references
 * @param runName name of the run
 * @param runTime instant of the run, as given
 */
public record ValidationResult(
        Suite suite, List<ExpectationResult> results, ObjectNode parameters, String runName, Instant runTime) {

    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    public ValidationResult {
        results = List.copyOf(results);
        parameters = parameters.deepCopy();
    }

    /** Whether the data may be published: no critical expectation failed. Warnings and infos do not refuse. */
    public boolean isSuccess() {
        return results.stream().noneMatch(ExpectationResult::isRefusal);
    }

    /** Metrics of the rows for the night's history: {@code row_count}, {@code mean(amount)}. */
    public Map<String, Double> metrics() {
        return SuiteMetrics.fromResults(results);
    }

    /** Results of failed expectations, of any severity. */
    public List<ExpectationResult> failures() {
        return results.stream().filter(result -> !result.success()).toList();
    }

    /**
     * The result in the form of Great Expectations 1.x. Its {@code success} has their meaning: every expectation held,
     * whatever its severity. NaN is a bare word, as in their files.
     */
    public String toJson() {
        return toJson(SuiteJson.object());
    }

    /** The result with further members in its {@code meta}; see {@link #toJson()}. */
    public String toJson(ObjectNode notes) {
        ObjectNode document = document();
        ((ObjectNode) document.path("meta")).setAll(notes);
        return SuiteJson.text(document);
    }

    public ObjectNode document() {
        ObjectNode document = SuiteJson.object();
        document.put("success", failures().isEmpty());
        ArrayNode list = document.putArray("results");
        results.forEach(result -> list.add(result.document()));
        document.set("statistics", statistics());
        document.put("suite_name", suite.name());
        document.set("suite_parameters", parameters);
        document.putNull("id");
        document.set("meta", meta());
        return document;
    }

    private ObjectNode statistics() {
        int failed = failures().size();
        ObjectNode statistics = SuiteJson.object();
        statistics.put("evaluated_expectations", results.size());
        statistics.put("successful_expectations", results.size() - failed);
        statistics.put("unsuccessful_expectations", failed);
        Double percent = results.isEmpty() ? null : 100.0 * (results.size() - failed) / results.size();
        statistics.put("success_percent", percent);
        return statistics;
    }

    private ObjectNode meta() {
        ObjectNode meta = SuiteJson.object();
        meta.put("is_refused", !isSuccess());
        ObjectNode run = meta.putObject("run_id");
        run.put("run_name", runName);
        run.put("run_time", ISO.format(runTime.atOffset(ZoneOffset.UTC)));
        meta.put("validation_time", COMPACT.format(runTime.atOffset(ZoneOffset.UTC)));
        return meta;
    }
}
