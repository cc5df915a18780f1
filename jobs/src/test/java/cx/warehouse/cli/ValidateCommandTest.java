package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.testing.CxwShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code cxw validate} and {@code cxw checkpoint} on CSV files, as a person types them. */
class ValidateCommandTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aSuite() throws IOException {
        Files.writeString(folder.resolve("suite.json"), """
                {"name": "towns", "expectations": [
                  {"type": "expect_column_values_to_match_regex", "kwargs": {"column": "code", "regex": "^[0-9]{4}$"}}]}
                """);
    }

    @Test
    void theDelimiterIsAnOption() throws IOException {
        Files.writeString(folder.resolve("towns.csv"), "code;town\n0870;Losine\n0871;Malegno\n");
        CxwShell.CommandOutput guessed = validate();
        assertThat(guessed.exitCode()).isEqualTo(2);
        assertThat(guessed.err()).contains("give --delimiter semicolon");
        assertThat(guessed.out())
                .isEqualTo("0 of 1 validations as expected, 1 whose rows cannot be read;"
                        + " results: kept in the warehouse\n");
        CxwShell.CommandOutput given = validate("--delimiter", ";");
        assertThat(given.exitCode()).as(given.all()).isZero();
    }

    @Test
    void oneUnreadableFileLeavesTheOtherResults() throws IOException {
        Files.writeString(folder.resolve("towns.csv"), "code,town\n0870,Losine\n");
        Files.writeString(folder.resolve("ragged.csv"), "code,town\n0870\n");
        Files.writeString(folder.resolve("cp.json"), """
                {"name": "towns", "validations": [
                  {"id": "ragged", "suite": "suite.json", "data": {"path": "ragged.csv"}},
                  {"id": "whole", "suite": "suite.json", "data": {"path": "towns.csv"}}]}
                """);
        Path results = folder.resolve("results.json");
        CxwShell.CommandOutput ended = CxwShell.run(
                "checkpoint",
                "--file",
                folder.resolve("cp.json").toString(),
                "--output",
                results.toString(),
                "--json",
                "--root",
                folder.resolve("wh").toString());
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("ragged.csv line 2: has 1 cells, the header has 2");
        assertThat(ended.json().path("unreadable_validations").asInt()).isEqualTo(1);
        assertThat(ended.json().path("successful_validations").asInt()).isEqualTo(1);
        JsonNode document = new ObjectMapper().readTree(results.toFile());
        assertThat(document.path("success").asBoolean()).isFalse();
        assertThat(document.at("/results/0/validation_result/results/0/exception_info/exception_message")
                        .asText())
                .contains("ragged.csv line 2");
        assertThat(document.at("/results/1/validation_result/success").asBoolean())
                .isTrue();
    }

    private CxwShell.CommandOutput validate(String... more) {
        String[] arguments = {
            "validate",
            "--suite",
            folder.resolve("suite.json").toString(),
            "--data",
            folder.resolve("towns.csv").toString(),
            "--root",
            folder.resolve("wh").toString()
        };
        return CxwShell.run(Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new));
    }
}
