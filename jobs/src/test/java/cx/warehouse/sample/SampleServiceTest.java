package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.sample.SampleReader.Row;
import cx.warehouse.sample.crm.QualtricsSurvey;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.VendorIds;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads sales, service, surveys and requests again from their files, latest delivery first, and compares them with the
 * truth.
 */
class SampleServiceTest {
    private static final Path SAMPLE = SharedSample.sample();
    private static final JsonNode TRUTH = SampleReader.truth(SAMPLE);

    @Test
    void dealsAndTicketsHaveTheirLastState() {
        Map<String, Row> deals = latest(rows("hubspot", "hubspot-crm-exports-deals", "", 0), "Deal ID", "41\\d{6}");
        assertThat(countsBy(deals, "Deal Stage"))
                .isEqualTo(plantedCounts("/crm/hubspot_deals/by_last_stage"))
                .hasSizeGreaterThan(2);
        Map<String, Row> tickets =
                latest(rows("hubspot", "hubspot-crm-exports-tickets", "", 0), "Ticket ID", "51\\d{6}");
        assertThat(countsBy(tickets, "Source")).isEqualTo(plantedCounts("/service/hubspot/by_origin"));
        assertThat(countsBy(tickets, "Ticket status").get("Closed"))
                .isEqualTo(TRUTH.at("/service/hubspot/closed_at_the_end").asLong())
                .isPositive();
        Map<String, Long> scores = countsBy(tickets, "CSAT score");
        scores.remove("");
        assertThat(scores).isEqualTo(plantedCounts("/service/hubspot/by_csat"));
    }

    @Test
    void everyChangeOfAnOpportunityIsARow() {
        Map<String, Row> changes = new TreeMap<>();
        Map<String, Row> latest = new TreeMap<>();
        rows("salesforce", "WE_", "Opportunity.csv", 0)
                .filter(row -> row.at("Id").length() == 18
                        && row.at("IsDeleted").equals("false")
                        && row.at("Probability").matches("\\d\\d?|100")
                        && row.at("CreatedDate").startsWith("2026"))
                .forEach(row -> {
                    changes.put(row.at("Id") + row.at("LastModifiedDate"), row);
                    latest.merge(
                            row.at("Id"),
                            row,
                            (one, two) ->
                                    one.at("LastModifiedDate").compareTo(two.at("LastModifiedDate")) > 0 ? one : two);
                });
        assertThat(countsBy(changes, "StageName"))
                .isEqualTo(plantedCounts("/crm/salesforce_opportunities/changes_by_stage"))
                .containsKey("Negotiation");
        assertThat(countsBy(latest, "StageName"))
                .isEqualTo(plantedCounts("/crm/salesforce_opportunities/by_last_stage"));
        Map<String, Row> members =
                latest(rows("salesforce", "WE_", "CampaignMember.csv", 0), "Id", "00v[A-Za-z0-9]{15}");
        members.values().removeIf(row -> row.at("CreatedDate").startsWith("2026-02-30"));
        assertThat(countsBy(members, "Campaign_Type__c"))
                .isEqualTo(plantedCounts("/crm/salesforce_campaign_members/by_type"))
                .containsKey("Trade Show");
    }

    @Test
    void promotersLessDetractorsGiveTheScore() {
        String id = "{\"ImportId\":\"ResponseId\"}";
        Map<String, Row> answers = latest(rows("qualtrics", "SV_", "", 2), id, "R_7.*");
        Map<String, Long> byScore = countsBy(answers, "{\"ImportId\":\"Q1\"}");
        Map<String, Long> planted = plantedCounts("/survey/by_score");
        planted.values().removeIf(count -> count == 0);
        assertThat(byScore).isEqualTo(planted);
        long promoters = byScore.getOrDefault("9", 0L) + byScore.getOrDefault("10", 0L);
        assertThat(promoters).isEqualTo(TRUTH.at("/survey/promoters").asLong()).isPositive();
        double score = 100.0 * (promoters - TRUTH.at("/survey/detractors").asLong()) / answers.size();
        assertThat(TRUTH.at("/survey/score").asDouble()).isCloseTo(score, org.assertj.core.api.Assertions.within(0.01));
    }

    @Test
    void anAnswerThatIsFinishedLaterComesAgain() {
        Map<String, Integer> seen = new HashMap<>();
        rows("qualtrics", "SV_", "", 2)
                .forEach(row -> seen.merge(row.at("{\"ImportId\":\"ResponseId\"}"), 1, Integer::sum));
        assertThat(seen.get("R_7juniper" + VendorIds.base62(0, 6))).isEqualTo(2);
    }

    @Test
    void everyAnswerOfALargeSurveyHasAnIdOfItsOwn(@TempDir Path folder) throws Exception {
        SampleSpec spec = new SampleSpec(LocalDate.of(2026, 3, 1), 1, 100_000, 1, 0, true);
        SampleScale scale = SampleScale.of(spec);
        new QualtricsSurvey(spec, scale, new SamplePeople(spec, scale), new SampleDrops(folder, progress -> {}))
                .write(0);
        List<Row> answers = SampleReader.rows(
                SampleReader.text(SampleReader.files(folder, "qualtrics", "SV_").get(0), ""), ',', 2);
        assertThat(answers)
                .hasSize(450)
                .extracting(row -> row.at("{\"ImportId\":\"ResponseId\"}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void requestsToEraseComeOnSomeNightsOnly() {
        assertThat(SampleReader.files(SAMPLE, "privacy", "erasure_requests"))
                .hasSize(3)
                .allSatisfy(
                        file -> assertThat(SampleReader.text(file, "").lines()).hasSize(1));
        Path longer = SharedSample.write(new SampleSpec(LocalDate.of(2026, 6, 1), 5, 80, 3, 0, false));
        JsonNode truth = SampleReader.truth(longer);
        assertThat(truth.at("/privacy/listed")).isNotEmpty();
        assertThat(truth.at("/sources/privacy_request/loaded")).isEqualTo(truth.at("/privacy/requests"));
        assertThat(truth.at("/sources/privacy_request/malformed").asLong()).isEqualTo(4);
        List<Row> rows = SampleReader.files(longer, "privacy", "erasure_requests").stream()
                .flatMap(file -> SampleReader.rows(SampleReader.text(file, ""), ',', 0).stream())
                .toList();
        assertThat(truth.at("/privacy/listed"))
                .allSatisfy(request -> assertThat(rows).anyMatch(row -> row.at("identifier_value")
                        .equals(request.get("identifier_value").asText())));
    }

    private static Stream<Row> rows(String vendor, String start, String member, int preamble) {
        return SampleReader.files(SAMPLE, vendor, start).stream()
                .flatMap(file -> SampleReader.rows(SampleReader.text(file, member), ',', preamble).stream());
    }

    /** The last row of each id that meets a condition. */
    private static Map<String, Row> latest(Stream<Row> rows, String id, String wanted) {
        Map<String, Row> latest = new TreeMap<>();
        rows.filter(row -> row.at(id).matches(wanted)).forEach(row -> latest.put(row.at(id), row));
        return latest;
    }

    private static Map<String, Long> countsBy(Map<String, Row> rows, String column) {
        Map<String, Long> counted = new TreeMap<>();
        rows.values().forEach(row -> counted.merge(row.at(column), 1L, Long::sum));
        return counted;
    }

    private static Map<String, Long> plantedCounts(String pointer) {
        Map<String, Long> planted = new TreeMap<>();
        TRUTH.at(pointer)
                .properties()
                .forEach(entry -> planted.put(entry.getKey(), entry.getValue().asLong()));
        return planted;
    }
}
