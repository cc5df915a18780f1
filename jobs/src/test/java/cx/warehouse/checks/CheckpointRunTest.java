package cx.warehouse.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.quality.Checkpoint;
import cx.warehouse.quality.suite.ExpectationResult;
import cx.warehouse.quality.suite.ValidationResult;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests checkpoints over local files: order, results, broken rows, and faults before a run. */
class CheckpointRunTest {

    private static final Instant NOW = Instant.parse("2026-03-15T02:00:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void rows() throws IOException {
        Files.writeString(folder.resolve("orders.csv"), "id,amount\n1,10.5\n2,-1\n2,7\n");
        Files.writeString(folder.resolve("events.jsonl"), "{\"id\": 1, \"at\": \"2026-03-14T10:00:00\"}\n");
        Files.writeString(folder.resolve("broken.jsonl"), "{\"id\": 1}\n{\"id\": \n");
        Files.writeString(folder.resolve("orders.json"), """
                {"expectation_suite_name": "orders", "evaluation_parameters": {"least": 0}, "expectations": [
                  {"expectation_type": "expect_column_values_to_be_between",
                   "kwargs": {"column": "amount", "min_value": {"$PARAMETER": "least"}}},
                  {"expectation_type": "expect_column_values_to_be_unique", "kwargs": {"column": "id"}}]}
                """);
    }

    private Map<String, ValidationResult> run(String validations) {
        return outcome(validations).results();
    }

    private CheckpointRun.CheckpointOutcome outcome(String validations) {
        Checkpoint checkpoint = Checkpoint.read(
                "nightly.json", "{\"name\": \"nightly\", \"validations\": [" + validations.replace('\'', '"') + "]}");
        Settings settings = Nights.settings(folder.resolve("wh"), Map.of());
        return CheckpointRun.run(settings, checkpoint, folder, NOW, (id, result) -> {});
    }

    @Test
    void validationsKeepTheirOrderAndResults() throws IOException {
        Map<String, ValidationResult> results =
                run("{'id': 'strict', 'data': {'path': 'orders.csv'}, 'suite': 'orders.json'},"
                        + "{'id': 'events', 'data': {'path': 'events.jsonl', 'schema': 'id INT, at TIMESTAMP'}, 'suite':"
                        + " {'name': 'events', 'expectations': [{'type': 'expect_column_max_to_be_between',"
                        + " 'kwargs': {'column': 'at', 'max_value': '2026-03-14 10:00:00'}}]}},"
                        + "{'id': 'loose', 'data': {'path': 'orders.csv'}, 'suite': 'orders.json',"
                        + " 'suite_parameters': {'least': -5}, 'broken_rows': 'out/loose'}");
        assertThat(results.keySet()).containsExactly("strict", "events", "loose");
        assertThat(successes(results.get("strict"))).containsExactly(false, false);
        assertThat(successes(results.get("events"))).containsExactly(true);
        assertThat(successes(results.get("loose"))).containsExactly(true, false);
        assertThat(folder.resolve("wh/validations/nightly-20260315T020000.000Z/loose.json"))
                .content()
                .isEqualTo(results.get("loose").toJson());
        try (Stream<Path> files = Files.list(folder.resolve("out/loose"))) {
            assertThat(files).anyMatch(file -> file.toString().endsWith(".parquet"));
        }
    }

    @Test
    void malformedRowsFailTheExpectationsThatReadThem() {
        ValidationResult result = run("{'id': 'v', 'data': {'path': 'broken.jsonl', 'schema': 'id INT'}, 'suite':"
                        + " {'name': 'x', 'expectations': [{'type': 'expect_column_to_exist', 'kwargs': {'column': 'id'}},"
                        + " {'type': 'expect_column_values_to_not_be_null', 'kwargs': {'column': 'id'}}]}}")
                .get("v");
        assertThat(successes(result)).containsExactly(true, false);
        assertThat(result.results().get(1).fault().orElseThrow())
                .hasStackTraceContaining("MALFORMED_RECORD")
                .message()
                .startsWith("a row of file:")
                .endsWith("broken.jsonl does not fit the schema, or is no row");
    }

    @Test
    void unreadableInputsAreReportedBeforeAnythingRuns() {
        assertThatThrownBy(() -> run("{'id': 'a', 'data': {'path': 'orders.csv'}, 'suite': 'nowhere.json'},"
                        + "{'id': 'b', 'data': {'paht': 'orders.csv'}, 'suite': 'orders.json'},"
                        + "{'id': 'c', 'data': {'path': 'orders.csv', 'format': 'xlsx'}, 'suite': 'orders.json'}"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageContaining("a: Cannot read suite " + folder.resolve("nowhere.json"))
                .hasMessageContaining("b: Cannot read `data`: unknown member `paht`")
                .hasMessageContaining("c: Cannot read `xlsx`: the formats are parquet, csv, json");
        assertThat(folder.resolve("wh")).doesNotExist();
    }

    @Test
    void aValidationWhoseRowsCannotBeReadFailsAlone() throws IOException {
        Files.writeString(folder.resolve("late.csv"), "id,amount\n1,10.5\n2,n/a\n");
        CheckpointRun.CheckpointOutcome outcome =
                outcome("{'id': 'late', 'data': {'path': 'late.csv', 'schema': 'id INT, amount DOUBLE'},"
                        + " 'suite': 'orders.json'},"
                        + "{'id': 'none', 'data': {'path': 'none.parquet'}, 'suite': 'orders.json'},"
                        + "{'id': 'json', 'data': {'path': 'broken.jsonl'}, 'suite': 'orders.json'},"
                        + "{'id': 'good', 'data': {'path': 'orders.csv'}, 'suite': 'orders.json'}");
        assertThat(outcome.unreadableRows())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "late",
                        "Cannot read " + folder.resolve("late.csv")
                                + ": late.csv line 3: amount: 'n/a' is not a double",
                        "none",
                        "Cannot read " + folder.resolve("none.parquet") + ": there is no such file or folder.",
                        "json",
                        "Cannot read " + folder.resolve("broken.jsonl")
                                + ": a line is no JSON object, or does not fit the schema."));
        assertThat(outcome.results().keySet()).containsExactly("late", "none", "json", "good");
        assertThat(successes(outcome.results().get("good"))).containsExactly(false, false);
        assertThat(outcome.results().get("late").results()).hasSize(2).allSatisfy(result -> assertThat(
                        result.fault().orElseThrow())
                .hasMessage(outcome.unreadableRows().get("late")));
        assertThat(folder.resolve("wh/validations/nightly-20260315T020000.000Z/late.json"))
                .content()
                .contains("'n/a' is not a double");
    }

    @Test
    void brokenRowsReplaceOnlyBrokenRows() throws IOException {
        Files.createDirectories(folder.resolve("full"));
        Files.writeString(folder.resolve("full/precious.txt"), "x");
        String validation = "{'id': '%s', 'data': {'path': 'orders.csv'}, 'suite': 'orders.json', 'broken_rows': '%s'}";
        assertThatThrownBy(() -> run(validation.formatted("a", "full") + "," + validation.formatted("b", "new") + ","
                        + validation.formatted("c", "new")))
                .hasMessageContaining(
                        "a: Cannot write broken rows to " + folder.resolve("full") + ": it holds other files.")
                .hasMessageContaining("c: Cannot write broken rows to " + folder.resolve("new")
                        + ": another validation of this checkpoint writes there.");
        assertThat(folder.resolve("full/precious.txt")).exists();
        run(validation.formatted("../../a", "new"));
        run(validation.formatted("../../a", "new"));
        assertThat(folder.resolve("new")).isNotEmptyDirectory();
        try (Stream<Path> files = Files.list(folder.resolve("wh/validations/nightly-20260315T020000.000Z"))) {
            assertThat(files).singleElement().asString().contains("/_");
        }
    }

    private static List<Boolean> successes(ValidationResult result) {
        List<Boolean> successes = new ArrayList<>();
        for (ExpectationResult one : result.results()) {
            successes.add(one.success());
        }
        return successes;
    }
}
