package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.testing.CxwProcess;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists and shows the quarantined rows of a night. */
class QuarantineCommandTest {

    @Test
    void listCountsTheRowsThatShowPrints() throws IOException {
        Nights.undisturbedFingerprint();
        List<JsonNode> counted = json("list", "--source", "google_ads_report");
        assertThat(counted).extracting(row -> row.path("reason").asText()).contains("number", "date", "range");
        for (JsonNode row : counted) {
            String reason = row.path("reason").asText();
            List<JsonNode> shown = json("show", "--source", "google_ads_report", "--reason", reason);
            assertThat(shown).as(reason).isNotEmpty().allSatisfy(one -> {
                assertThat(one.path("source").asText()).isEqualTo("google_ads_report");
                assertThat(one.path("raw").asText()).isNotEmpty();
            });
            assertThat(shown)
                    .as(reason)
                    .extracting(one -> one.path("path").asText() + " line "
                            + one.path("line").asText())
                    .contains(row.path("first").asText());
        }
        assertThat(json("show", "--source", "google_ads_report", "--limit", "1"))
                .hasSize(1);
        assertThat(json("list", "--date", "2020-01-01")).isEmpty();
    }

    private static List<JsonNode> json(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("quarantine"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--format", "json"));
        try (CxwProcess command = CxwProcess.start(Nights.undisturbedRoot(), Map.of(), line.toArray(String[]::new))) {
            CxwProcess.ProcessResult ended = command.await();
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            String rows = ended.output().substring(ended.output().indexOf('['));
            List<JsonNode> read = new ArrayList<>();
            new ObjectMapper().readTree(rows).forEach(read::add);
            return read;
        }
    }
}
