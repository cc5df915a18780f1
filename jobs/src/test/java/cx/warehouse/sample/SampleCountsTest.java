package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.sample.SampleLayouts.DelimitedSource;
import cx.warehouse.sample.SampleReader.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads the files again and compares their row counts with the truth, file by file. */
class SampleCountsTest {
    private static final Path SAMPLE = SharedSample.sample();
    private static final JsonNode TRUTH = SampleReader.truth(SAMPLE);

    /** The place of the rows of a JSON source; for sources not listed, each line is a row. */
    private static final Map<String, String> LISTS =
            Map.of("awin_transaction", "", "impact_action", "/Actions", "linkedin_page_post", "/elements");

    private static final Set<String> LINES = Set.of("ga4_event", "cj_commission", "meta_ads_insight");

    /** Sources that other tests read again. */
    private static final Set<String> FEEDS = Set.of("adobe_hit", "snowplow_event");

    @Test
    void delimitedFilesHaveTheCountsOfTheTruth() {
        assertThat(TRUTH.get("files"))
                .filteredOn(
                        file -> SampleLayouts.ALL.containsKey(file.get("source").asText()))
                .hasSizeGreaterThan(25)
                .allSatisfy(file -> {
                    String path = file.get("path").asText();
                    DelimitedSource layout = SampleLayouts.of(file.get("source").asText(), path);
                    String text = SampleReader.text(SAMPLE.resolve(path), layout.member());
                    List<Row> rows =
                            text.isEmpty() ? List.of() : SampleReader.rows(text, layout.delimiter(), layout.preamble());
                    check(file, rows, layout);
                });
    }

    @Test
    void jsonFilesHaveTheCountsOfTheTruth() throws Exception {
        for (JsonNode file : TRUTH.get("files")) {
            String source = file.get("source").asText();
            Path path = SAMPLE.resolve(file.get("path").asText());
            List<String> rows = new ArrayList<>();
            if (LISTS.containsKey(source)) {
                SampleReader.JSON
                        .readTree(path.toFile())
                        .at(LISTS.get(source))
                        .forEach(row -> rows.add(row.toString()));
            } else if (LINES.contains(source)) {
                SampleReader.text(path, "").lines().forEach(rows::add);
            } else {
                continue;
            }
            long leftOut = file.get("left_out").asLong();
            assertThat(rows.size() - leftOut)
                    .as(path.toString())
                    .isEqualTo(file.get("read").asLong());
            assertThat(rows.stream().distinct().count() - leftOut)
                    .as(path.toString())
                    .isEqualTo(
                            file.get("loaded").asLong() + file.get("malformed").asLong());
        }
    }

    @Test
    void everySourceIsReadAgainByOneOfTheseTests() {
        Set<String> read = new HashSet<>(SampleLayouts.ALL.keySet());
        read.addAll(LISTS.keySet());
        read.addAll(LINES);
        read.addAll(FEEDS);
        assertThat(TRUTH.get("sources").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void totalsAreTheSumsOfTheFiles() {
        for (Map.Entry<String, JsonNode> source : TRUTH.get("sources").properties()) {
            long read = 0;
            long files = 0;
            for (JsonNode file : TRUTH.get("files")) {
                if (file.get("source").asText().equals(source.getKey())) {
                    read += file.get("read").asLong();
                    files++;
                }
            }
            JsonNode counts = source.getValue();
            assertThat(counts.get("read").asLong()).isEqualTo(read);
            assertThat(counts.get("files").asLong()).isEqualTo(files);
            assertThat(counts.get("read").asLong())
                    .isEqualTo(counts.get("loaded").asLong()
                            + counts.get("malformed").asLong()
                            + counts.get("duplicates").asLong());
            assertThat(counts.get("by_business_date").properties().stream()
                            .mapToLong(day -> day.getValue().get("read").asLong())
                            .sum())
                    .isEqualTo(read);
        }
    }

    @Test
    void everySourceHoldsRepeatsAndBrokenRows() {
        JsonNode sources = TRUTH.get("sources");
        assertThat(sources.at("/privacy_request/read").asLong()).isZero();
        sources.properties().stream()
                .filter(source -> !source.getKey().equals("privacy_request"))
                .forEach(source -> {
                    JsonNode counts = source.getValue();
                    assertThat(counts.get("duplicates_in_files").asLong())
                            .as(source.getKey())
                            .isPositive();
                    assertThat(counts.get("malformed_by_reason").size())
                            .as(source.getKey())
                            .isGreaterThanOrEqualTo(4);
                });
        assertThat(sources.at("/google_ads_report/malformed_by_reason").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("column_count", "date", "id_format", "number", "range", "required");
    }

    private static void check(JsonNode file, List<Row> all, DelimitedSource layout) {
        List<Row> rows =
                all.stream().filter(row -> !row.cells().equals(List.of(""))).toList();
        List<Row> data =
                rows.stream().filter(row -> !SampleLayouts.isLeftOut(row)).toList();
        long malformed = data.stream().filter(row -> !layout.isSound(row)).count();
        Set<List<String>> distinct = new HashSet<>();
        data.stream().filter(layout::isSound).forEach(row -> distinct.add(row.cells()));
        String path = file.get("path").asText();
        assertThat(data).as(path).hasSize(file.get("read").asInt());
        assertThat(malformed).as(path).isEqualTo(file.get("malformed").asLong());
        boolean repeated = file.get("repeated_files").asLong() > 0;
        assertThat(file.get("left_out").asInt()).as(path).isEqualTo(repeated ? 0 : rows.size() - data.size());
        assertThat(file.get("loaded").asLong()).as(path).isEqualTo(repeated ? 0 : distinct.size());
    }
}
