package cx.warehouse.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import cx.warehouse.files.Landing;
import cx.warehouse.ledger.DeliveryDrift;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The result of a suite on a table.
 *
 * @param run a load id, or a checkpoint's name
 * @param table the table's name, with its schema
 * @param suite the suite's name
 * @param time the time of the run
 * @param outcomes one for each expectation, in the suite's order
 * @param drift the differences between the delivery's columns and its contract
 */
record TableValidation(
        String run,
        String table,
        String suite,
        Instant time,
        List<ExpectationOutcome> outcomes,
        List<DeliveryDrift> drift) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    TableValidation {
        outcomes = List.copyOf(outcomes);
        drift = List.copyOf(drift);
    }

    /**
     * Reads a validation result in the format of Great Expectations 0.18 or 1.x.
     *
     * @throws IllegalArgumentException when the text is not a validation result
     */
    static TableValidation read(String run, String table, String text) {
        JsonNode document;
        try {
            document = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!document.path("results").isArray()) {
            throw new IllegalArgumentException("is no validation result: it has no list `results`");
        }
        JsonNode meta = document.path("meta");
        JsonNode parameters = document.has("suite_parameters")
                ? document.path("suite_parameters")
                : document.path("evaluation_parameters");
        List<ExpectationOutcome> outcomes = new ArrayList<>();
        document.path("results").forEach(entry -> outcomes.add(ExpectationOutcome.read(entry, parameters)));
        String suite = document.path("suite_name")
                .asText(meta.path("expectation_suite_name").asText(table));
        return new TableValidation(
                run, table, suite, time(meta.path("run_id").path("run_time")), outcomes, DeliveryDrift.read(meta));
    }

    ResultVerdict verdict() {
        return ResultVerdict.gravest(
                outcomes.stream().map(ExpectationOutcome::verdict).toList());
    }

    long count(ResultVerdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    /** The number of checked rows; empty when no expectation over all rows reports it. */
    OptionalLong rows() {
        return outcomes.stream()
                .filter(outcome -> outcome.argument("row_condition").isMissingNode())
                .map(outcome -> outcome.countsRows()
                        ? outcome.result().path("element_count")
                        : outcome.type().startsWith("expect_table_row_count")
                                ? outcome.result().path("observed_value")
                                : outcome.result().path("none"))
                .filter(JsonNode::isNumber)
                .mapToLong(JsonNode::asLong)
                .max();
    }

    /** Keys that identify the same expectations in other runs of the suite, even after their limits were changed. */
    List<String> keys() {
        Map<String, Integer> seen = new HashMap<>();
        List<String> keys = new ArrayList<>();
        for (ExpectationOutcome outcome : outcomes) {
            String what = outcome.type() + outcome.columns() + outcome.argument("row_condition");
            keys.add(Landing.digest(what + seen.merge(what, 1, Integer::sum)));
        }
        return keys;
    }

    private static Instant time(JsonNode written) {
        try {
            return OffsetDateTime.parse(written.asText()).toInstant();
        } catch (DateTimeException unknown) {
            return Instant.EPOCH;
        }
    }
}
