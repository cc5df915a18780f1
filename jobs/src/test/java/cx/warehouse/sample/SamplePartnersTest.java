package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.sample.SampleReader.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads the costs of social platforms and affiliate networks again from their files, and compares them with the truth.
 */
class SamplePartnersTest {
    private static final Path SAMPLE = SharedSample.sample();
    private static final JsonNode TRUTH = SampleReader.truth(SAMPLE);

    @Test
    void adsOfMetaAddUpToTheirCampaigns() {
        Map<String, BigDecimal> ads = new TreeMap<>();
        lines("meta_ads", "insights_act").forEach(row -> {
            boolean sound = row.path("ad_id").asText().matches("23870000000003\\d{3}")
                    && row.get("date_start").equals(row.get("date_stop"));
            if (sound) {
                ads.put(
                        row.get("date_start").asText() + " "
                                + row.get("campaign_id").asText() + "|"
                                + row.get("ad_id").asText(),
                        new BigDecimal(row.get("spend").asText()));
            }
        });
        assertThat(sumsByCampaign(ads)).isEqualTo(plantedCosts("771200334455")).isNotEmpty();
    }

    /** The last report of a day counts, even when its ads had other names before. */
    @Test
    void adsWithoutIdsCountByTheLastReportOfADay() {
        Map<String, Map<String, BigDecimal>> days = new TreeMap<>();
        Set<String> ads = new HashSet<>();
        for (Path file : SampleReader.files(SAMPLE, "meta_ads", "Rapport_act_771200337788")) {
            Map<String, Map<String, BigDecimal>> told = new TreeMap<>();
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), ';', 0)) {
                String day = row.at("Début des rapports");
                if (day.equals(row.at("Fin des rapports"))
                        && row.at("Nom de la campagne").matches("FR_(Lampes|Été).*")) {
                    ads.add(row.at("Nom de la publicité"));
                    told.computeIfAbsent(day, key -> new TreeMap<>())
                            .put(
                                    day + " " + row.at("Nom de la campagne") + "|" + row.at("Nom de la publicité"),
                                    new BigDecimal(row.at("Montant dépensé (EUR)")
                                            .replace("\u202F", "")
                                            .replace(',', '.')));
                }
            }
            days.putAll(told);
        }
        Map<String, BigDecimal> last = new TreeMap<>();
        days.values().forEach(last::putAll);
        assertThat(ads).contains("Lampe chaude", "Lampe chaude (2)");
        assertThat(sumsByCampaign(last)).isEqualTo(plantedCosts("771200337788")).isNotEmpty();
    }

    @Test
    void anAccountWhoseInsightsAreThereIsNotBilledByADownloadToo() {
        List<Path> downloads = SampleReader.files(SAMPLE, "meta_ads", "Report_act_771200334455");
        assertThat(downloads).hasSize(1);
        List<Row> rows = SampleReader.rows(SampleReader.text(downloads.get(0), ""), ',', 0);
        Set<String> billed = plantedCosts("771200334455").keySet();
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(billed).anyMatch(key -> key.startsWith(row.at("Reporting starts")));
            assertThat(billed).noneMatch(key -> key.endsWith(row.at("Campaign name")));
        });
    }

    @Test
    void campaignsOfLinkedInAddUpToTheirGroups() {
        Map<String, BigDecimal> campaigns = new TreeMap<>();
        for (Path file : SampleReader.files(SAMPLE, "linkedin_ads", "campaign_performance")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), '\t', 5)) {
                String[] day = row.at("Start Date (in UTC)").split("/");
                if (row.at("Campaign ID").matches("4988000\\d\\d")) {
                    String date = "%s-%02d-%02d".formatted(day[2], Integer.valueOf(day[0]), Integer.valueOf(day[1]));
                    campaigns.put(
                            date + " " + row.at("Campaign Group Name") + "|" + row.at("Campaign ID"),
                            new BigDecimal(row.at("Total Spent").replace(",", "")));
                }
            }
        }
        assertThat(sumsByCampaign(campaigns))
                .isEqualTo(plantedCosts("611200345"))
                .isNotEmpty();
    }

    @Test
    void anActionHasTheValueOfItsLastState() throws Exception {
        Map<String, JsonNode> latest = new TreeMap<>();
        for (Path file : SampleReader.files(SAMPLE, "impact", "actions_")) {
            for (JsonNode row : SampleReader.JSON.readTree(file.toFile()).get("Actions")) {
                if (row.path("Id").asText().matches("2000\\.5120\\.7[34]\\d{8}")) {
                    latest.put(row.get("Id").asText(), row);
                }
            }
        }
        Map<String, Long> states = new TreeMap<>();
        latest.values().forEach(row -> states.merge(row.get("State").asText(), 1L, Long::sum));
        assertThat(latest).hasSize(TRUTH.at("/affiliate/impact/actions").asInt());
        assertThat(sum(latest, "Payout"))
                .isEqualTo(TRUTH.at("/affiliate/impact/cost_usd").asText());
        assertThat(sum(latest, "Amount"))
                .isEqualTo(ExpectedDollars.sixPlaces(
                        new BigDecimal(TRUTH.at("/affiliate/impact/sale_amount").asText())));
        TRUTH.at("/affiliate/impact/by_state").properties().forEach(state -> assertThat(states)
                .containsEntry(state.getKey(), state.getValue().asLong()));
        assertThat(states.keySet()).contains("REVERSED").hasSizeGreaterThan(1);
    }

    @Test
    void correctionsTakeNothingBackButAddUp() {
        Map<String, JsonNode> rows = new TreeMap<>();
        lines("cj", "commissions").forEach(row -> {
            if (row.path("originalActionId").asText().matches("31\\d{8}")
                    && row.path("commissionId").asText().matches("94\\d{8}")) {
                rows.put(row.get("commissionId").asText(), row);
            }
        });
        long corrections = rows.values().stream()
                .filter(row -> !row.get("original").asBoolean())
                .count();
        BigDecimal cost =
                new BigDecimal(sum(rows, "advCommissionAmountUsd")).add(new BigDecimal(sum(rows, "cjFeeUsd")));
        assertThat(cost.toPlainString())
                .isEqualTo(TRUTH.at("/affiliate/cj/cost_usd").asText());
        assertThat(corrections)
                .isEqualTo(TRUTH.at("/affiliate/cj/corrections").asLong())
                .isPositive();
        assertThat(rows)
                .hasSize((int) corrections + TRUTH.at("/affiliate/cj/actions").asInt());
    }

    @Test
    void noOrderIsClaimedByTwoNetworks() throws Exception {
        Set<String> claimed = new HashSet<>();
        for (Path file : SampleReader.files(SAMPLE, "awin", "transactions")) {
            SampleReader.JSON
                    .readTree(file.toFile())
                    .forEach(row -> claimed.add(row.get("orderRef").asText()));
        }
        Set<String> others = new HashSet<>();
        lines("cj", "commissions").forEach(row -> others.add(row.path("orderId").asText()));
        assertThat(others).hasSizeGreaterThan(2).doesNotContainAnyElementsOf(claimed);
    }

    private static Stream<JsonNode> lines(String vendor, String start) {
        return SampleReader.files(SAMPLE, vendor, start).stream()
                .flatMap(file -> SampleReader.text(file, "").lines())
                .map(SamplePartnersTest::json)
                .filter(JsonNode::isObject);
    }

    private static JsonNode json(String line) {
        try {
            return SampleReader.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return SampleReader.JSON.nullNode();
        }
    }

    private static String sum(Map<String, JsonNode> rows, String field) {
        return ExpectedDollars.sixPlaces(rows.values().stream()
                .map(row -> new BigDecimal(row.get(field).asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Map<String, String> sumsByCampaign(Map<String, BigDecimal> parts) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        parts.forEach((key, cost) -> sums.merge(key.substring(0, key.indexOf('|')), cost, BigDecimal::add));
        Map<String, String> text = new TreeMap<>();
        sums.forEach((key, cost) -> text.put(key, ExpectedDollars.sixPlaces(cost)));
        return text;
    }

    private static Map<String, String> plantedCosts(String account) {
        Map<String, String> planted = new TreeMap<>();
        TRUTH.at("/spend/by_campaign_day").forEach(row -> {
            if (row.get("account_id").asText().equals(account)) {
                planted.put(
                        row.get("day").asText() + " " + row.get("campaign_id").asText(),
                        row.get("cost").asText());
            }
        });
        return planted;
    }
}
