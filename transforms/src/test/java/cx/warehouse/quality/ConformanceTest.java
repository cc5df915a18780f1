package cx.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ResultFormat;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.quality.suite.SuiteGeneration;
import cx.warehouse.quality.suite.SuiteJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares our results with those of Great Expectations 0.18.22 on Spark 3.5, without ANSI, for made-up expectations on
 * made-up rows ({@code cases.json}). Lists of unexpected rows may come in another order. For a frame without rows we
 * count 0 unexpected rows where it counts null.
 */
class ConformanceTest extends QualityTest {

    private static final double NEAR = 1e-6;
    private static final List<String> UNORDERED = List.of("unexpected_list", "unexpected_index_list");

    /** Cases that run together, because rows, result format and parameters are the same. */
    private record Group(String rows, JsonNode format, JsonNode parameters) {}

    @TestFactory
    Stream<DynamicTest> answersAreThoseOfGreatExpectations() throws IOException {
        ObjectNode document;
        try (InputStream in = ConformanceTest.class.getResourceAsStream("cases.json")) {
            document = SuiteJson.object("cases", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Map<Group, List<JsonNode>> groups = new LinkedHashMap<>();
        document.get("cases").forEach(one -> groups.computeIfAbsent(
                        new Group(one.get("rows").asText(), one.get("result_format"), one.path("suite_parameters")),
                        none -> new ArrayList<>())
                .add(one));
        SparkSession session = spark().newSession();
        session.conf().set("spark.sql.ansi.enabled", "false");
        Map<String, Dataset<Row>> frames = new LinkedHashMap<>();
        document.get("rows").properties().forEach(entry -> frames.put(entry.getKey(), rows(session, entry.getValue())));
        return groups.entrySet().stream()
                .flatMap(group -> tests(frames.get(group.getKey().rows()), group.getKey(), group.getValue()));
    }

    private static Stream<DynamicTest> tests(Dataset<Row> frame, Group group, List<JsonNode> cases) {
        Suite suite = Suite.read("cases", document(group, cases, SuiteGeneration.SECOND));
        Suite first = Suite.read("cases", document(group, cases, SuiteGeneration.FIRST));
        assertThat(first.allExpectations()).isEqualTo(suite.allExpectations());
        ResultFormat format = ResultFormat.read(group.format());
        List<ExpectationResult> results =
                Validator.validate(frame, suite, OPTIONS.with(format)).results();
        List<DynamicTest> tests = new ArrayList<>();
        for (int at = 0; at < cases.size(); at++) {
            JsonNode one = cases.get(at);
            ExpectationResult result = results.get(at);
            tests.add(DynamicTest.dynamicTest(
                    group.rows() + " " + one.get("type").asText() + " " + one.get("kwargs"),
                    () -> assertThat(differences(one.get("answer"), result)).isEmpty()));
        }
        return tests.stream();
    }

    private static ObjectNode document(Group group, List<JsonNode> cases, SuiteGeneration form) {
        ObjectNode document = SuiteJson.object().put(form.suiteName(), "cases");
        if (group.parameters().isObject()) {
            document.set(form.parametersName(), group.parameters());
        }
        ArrayNode entries = document.putArray("expectations");
        cases.forEach(one -> entries.addObject()
                .put(form.typeName(), one.get("type").asText())
                .set("kwargs", one.get("kwargs")));
        return document;
    }

    private static Dataset<Row> rows(SparkSession session, JsonNode rows) {
        List<String> lines = new ArrayList<>();
        JsonNode columns = rows.get("columns");
        int count = columns.properties().stream()
                .mapToInt(column -> column.getValue().size())
                .max()
                .orElse(0);
        for (int at = 0; at < count; at++) {
            ObjectNode line = SuiteJson.object();
            for (Map.Entry<String, JsonNode> column : columns.properties()) {
                line.set(column.getKey(), column.getValue().get(at));
            }
            lines.add(SuiteJson.text(line));
        }
        return session.read()
                .schema(rows.get("schema").asText())
                .json(session.createDataset(lines, Encoders.STRING()).coalesce(1));
    }

    private static List<String> differences(JsonNode answer, ExpectationResult result) {
        List<String> differences = new ArrayList<>();
        if (answer.get("success").asBoolean() != result.success()) {
            differences.add("success is " + result.success() + " " + result.summary());
        }
        if (answer.path("raised").asBoolean() != result.fault().isPresent()) {
            differences.add("fault: " + result.fault());
        }
        answer.path("result").properties().forEach(field -> {
            JsonNode ours = result.result().path(field.getKey());
            boolean isSame = UNORDERED.contains(field.getKey())
                    ? isSameInAnyOrder(field.getValue(), ours)
                    : isSame(field.getValue(), ours);
            if (!isSame) {
                differences.add(field.getKey() + " is " + ours + ", not " + field.getValue());
            }
        });
        return differences;
    }

    private static boolean isSameInAnyOrder(JsonNode one, JsonNode two) {
        List<JsonNode> left = new ArrayList<>();
        two.forEach(left::add);
        for (JsonNode wanted : one) {
            int at = 0;
            while (at < left.size() && !isSame(wanted, left.get(at))) {
                at++;
            }
            if (at == left.size()) {
                return false;
            }
            left.remove(at);
        }
        return left.isEmpty();
    }

    private static boolean isSame(JsonNode one, JsonNode two) {
        if (one.isNumber() && two.isNumber()) {
            double a = one.doubleValue();
            double b = two.doubleValue();
            return Double.compare(a, b) == 0
                    || Math.abs(a - b) <= NEAR * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
        }
        if (one.isArray() && two.isArray() && one.size() == two.size()) {
            for (int at = 0; at < one.size(); at++) {
                if (!isSame(one.get(at), two.get(at))) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject() && two.isObject() && one.size() == two.size()) {
            return one.properties().stream().allMatch(entry -> isSame(entry.getValue(), two.path(entry.getKey())));
        }
        return one.equals(two) || (one.isNull() && two.isMissingNode());
    }
}
