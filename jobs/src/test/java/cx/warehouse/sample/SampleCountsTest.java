package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.sample.Reading.Row;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Reading the files again gives the counts of the truth, file by file. */
class SampleCountsTest {

    /** How the rows of a source are found in a file, and which of them are sound. */
    private record Layout(char delimiter, int preamble, String member, Map<String, Predicate<String>> sound) {}

    private static final Map<String, Layout> LAYOUTS = new TreeMap<>(Map.of(
            "google_ads_report",
                    new Layout(
                            '\t',
                            2,
                            "",
                            Map.of(
                                    "Day",
                                    SampleCountsTest::isDate,
                                    "Campaign ID",
                                    SampleCountsTest::isId,
                                    "Cost",
                                    cost -> cost.matches("\\d{1,3}(,\\d{3})*\\.\\d\\d"))),
            "google_ads_stats",
                    new Layout(
                            ',',
                            0,
                            "",
                            Map.of(
                                    "segments.date",
                                    SampleCountsTest::isDate,
                                    "campaign.id",
                                    SampleCountsTest::isId,
                                    "metrics.cost_micros",
                                    cost -> cost.matches("\\d+"))),
            "google_ads_click",
                    new Layout(
                            ',',
                            0,
                            "",
                            Map.of(
                                    "segments.date",
                                    SampleCountsTest::isDate,
                                    "click_view.gclid",
                                    SampleCountsTest::isId,
                                    "metrics.clicks",
                                    clicks -> clicks.matches("\\d+"))),
            "meltwater_coverage",
                    new Layout(
                            '\t',
                            0,
                            "",
                            Map.of(
                                    "Date",
                                    time -> isTime(time, "dd-MMM-uuuu hh:mma"),
                                    "URL",
                                    SampleCountsTest::isId,
                                    "Reach",
                                    reach -> reach.matches("\\d+"))),
            "salesforce_contact",
                    new Layout(
                            ',',
                            0,
                            "Contact.csv",
                            Map.of("Id", SampleCountsTest::isId, "CreatedDate", SampleCountsTest::isCrmTime)),
            "salesforce_case",
                    new Layout(
                            ',',
                            0,
                            "Case.csv",
                            Map.of(
                                    "Id",
                                    SampleCountsTest::isId,
                                    "CreatedDate",
                                    SampleCountsTest::isCrmTime,
                                    "CSAT__c",
                                    score -> score.matches("[1-5]?"))),
            "shopify_order",
                    new Layout(
                            ',',
                            0,
                            "",
                            Map.of(
                                    "Name",
                                    SampleCountsTest::isId,
                                    "Created at",
                                    time -> isTime(time, "uuuu-MM-dd HH:mm:ss xx"),
                                    "Subtotal",
                                    money -> money.matches("(\\d+\\.\\d\\d)?"))),
            "square_payment",
                    new Layout(
                            ',',
                            0,
                            "",
                            Map.of(
                                    "Date",
                                    SampleCountsTest::isDate,
                                    "Transaction ID",
                                    SampleCountsTest::isId,
                                    "Gross Sales",
                                    SampleCountsTest::isMoney)),
            "facebook_page_post",
                    new Layout(
                            ',',
                            0,
                            "",
                            Map.of(
                                    "Post ID",
                                    SampleCountsTest::isId,
                                    "Publish time",
                                    time -> isTime(time, "MM/dd/uuuu HH:mm"),
                                    "Impressions",
                                    views -> views.matches("\\d*"),
                                    "Views",
                                    views -> views.matches("\\d*")))));

    static {
        LAYOUTS.put(
                "cision_coverage",
                new Layout(
                        ';',
                        3,
                        "",
                        Map.of(
                                "Date",
                                date -> isTime(date + " 00:00", "dd.MM.uuuu HH:mm"),
                                "URL",
                                SampleCountsTest::isId,
                                "Readership",
                                readers -> readers.matches("\\d{1,3}(\\.\\d{3})*"))));
        LAYOUTS.put(
                "microsoft_ads_report",
                new Layout(
                        ',',
                        6,
                        "",
                        Map.of(
                                "TimePeriod",
                                date -> isTime(date + " 00:00", "M/d/uuuu HH:mm"),
                                "CampaignId",
                                SampleCountsTest::isId,
                                "Spend",
                                spend -> spend.matches("\\d{1,3}(,\\d{3})*\\.\\d\\d"))));
        LAYOUTS.put(
                "x_post",
                new Layout(
                        ',',
                        0,
                        "",
                        Map.of(
                                "time",
                                time -> isTime(time, "uuuu-MM-dd HH:mm xx"),
                                "Tweet id",
                                id -> !id.contains("E+"),
                                "Post id",
                                id -> !id.contains("E+"),
                                "impressions",
                                views -> views.matches("\\d+"))));
    }

    @Test
    void delimitedFilesHoldWhatTheTruthCounts() {
        JsonNode files = Reading.truth(Made.sample()).get("files");
        assertThat(files)
                .filteredOn(file -> LAYOUTS.containsKey(file.get("source").asText()))
                .hasSizeGreaterThan(25)
                .allSatisfy(file -> {
                    Layout layout = LAYOUTS.get(file.get("source").asText());
                    Path path = Made.sample().resolve(file.get("path").asText());
                    String text = Reading.text(path, layout.member());
                    List<Row> rows =
                            text.isEmpty() ? List.of() : Reading.rows(text, layout.delimiter(), layout.preamble());
                    check(file, rows, layout);
                });
    }

    @Test
    void jsonFilesHoldWhatTheTruthCounts() throws Exception {
        for (JsonNode file : Reading.truth(Made.sample()).get("files")) {
            Path path = Made.sample().resolve(file.get("path").asText());
            if (file.get("source").asText().equals("ga4_event")) {
                List<String> lines = Reading.text(path, "").lines().toList();
                assertThat(lines).hasSize(file.get("read").asInt());
                assertThat(lines.stream().distinct().count())
                        .isEqualTo(file.get("loaded").asLong()
                                + file.get("malformed").asLong());
            } else if (file.get("source").asText().equals("awin_transaction")) {
                JsonNode list = Reading.JSON.readTree(path.toFile());
                assertThat(list).hasSize(file.get("read").asInt());
            }
        }
    }

    @Test
    void totalsAreTheSumsOfTheFiles() {
        JsonNode truth = Reading.truth(Made.sample());
        for (Map.Entry<String, JsonNode> source : truth.get("sources").properties()) {
            long read = 0;
            long files = 0;
            for (JsonNode file : truth.get("files")) {
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
        assertThat(truth.get("sources").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "awin_transaction",
                        "cision_coverage",
                        "facebook_page_post",
                        "ga4_event",
                        "google_ads_click",
                        "google_ads_report",
                        "google_ads_stats",
                        "meltwater_coverage",
                        "microsoft_ads_report",
                        "salesforce_case",
                        "salesforce_contact",
                        "shopify_order",
                        "square_payment",
                        "x_post");
    }

    @Test
    void everySourceHoldsRepeatsAndBrokenRows() {
        JsonNode sources = Reading.truth(Made.sample()).get("sources");
        assertThat(sources).allSatisfy(source -> {
            assertThat(source.get("duplicates_in_files").asLong()).isPositive();
            assertThat(source.get("malformed_by_reason").size()).isGreaterThanOrEqualTo(4);
        });
        assertThat(sources.at("/google_ads_report/malformed_by_reason").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("column_count", "date", "id_format", "number", "range", "required");
    }

    private static void check(JsonNode file, List<Row> all, Layout layout) {
        List<Row> rows =
                all.stream().filter(row -> !row.cells().equals(List.of(""))).toList();
        List<Row> data = rows.stream()
                .filter(row -> !row.cells().get(0).matches("(Total:|©).*"))
                .toList();
        long malformed = data.stream().filter(row -> !isSound(row, layout)).count();
        Set<List<String>> distinct = new HashSet<>();
        data.stream().filter(row -> isSound(row, layout)).forEach(row -> distinct.add(row.cells()));
        assertThat(data).hasSize(file.get("read").asInt());
        assertThat(malformed).isEqualTo(file.get("malformed").asLong());
        boolean repeated = file.get("repeated_files").asLong() > 0;
        assertThat(file.get("left_out").asInt()).isEqualTo(repeated ? 0 : rows.size() - data.size());
        assertThat(file.get("loaded").asLong()).isEqualTo(repeated ? 0 : distinct.size());
    }

    private static boolean isSound(Row row, Layout layout) {
        return !row.byName().isEmpty()
                && layout.sound().entrySet().stream()
                        .allMatch(rule -> rule.getValue().test(row.at(rule.getKey())));
    }

    private static boolean isId(String id) {
        return !id.isEmpty() && !id.contains("E+");
    }

    private static boolean isMoney(String money) {
        return money.matches("-?\\$\\d{1,3}(,\\d{3})*\\.\\d\\d");
    }

    private static boolean isCrmTime(String time) {
        return time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000Z");
    }

    private static boolean isDate(String text) {
        return isTime(text + " 00:00", "uuuu-MM-dd HH:mm")
                && LocalDate.parse(text).getYear() == 2026;
    }

    private static boolean isTime(String text, String pattern) {
        try {
            DateTimeFormatter format =
                    DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
            LocalDateTime.parse(text, format);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
