package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.sample.SampleReader.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Reads amounts again from the files, latest delivery first, and compares the sums with the truth. */
class SampleMoneyTest {
    private static final Path SAMPLE = SharedSample.sample();
    private static final JsonNode TRUTH = SampleReader.truth(SAMPLE);
    private static final ExpectedDollars EXCHANGE = new ExpectedDollars(SAMPLE);
    private static final Set<String> SOCIAL = Set.of("771200334455", "771200337788", "611200345");

    @Test
    void spendIsThatOfTheLastDelivery() {
        Map<String, String> found = new TreeMap<>();
        for (Path file : SampleReader.files(SAMPLE, "google_ads", "campaign_report")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), '\t', 2)) {
                if (row.at("Campaign ID").matches("611001\\d\\d")
                        && row.at("Day").matches("2026-03-\\d\\d")
                        && row.at("Cost").matches("\\d{1,3}(,\\d{3})*\\.\\d\\d")) {
                    put(
                            found,
                            row.at("Day"),
                            row.at("Campaign ID"),
                            new BigDecimal(row.at("Cost").replace(",", "")),
                            "USD");
                }
            }
        }
        for (Path file : SampleReader.files(SAMPLE, "google_ads", "campaign_stats")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), ',', 0)) {
                if (row.at("campaign.id").matches("722002\\d\\d")
                        && row.at("segments.date").matches("2026-03-\\d\\d")
                        && row.at("metrics.cost_micros").matches("\\d+")) {
                    put(
                            found,
                            row.at("segments.date"),
                            row.at("campaign.id"),
                            new BigDecimal(row.at("metrics.cost_micros")).movePointLeft(6),
                            "EUR");
                }
            }
        }
        Map<String, BigDecimal> devices = new TreeMap<>();
        for (Path file : SampleReader.files(SAMPLE, "microsoft_ads", "Campaign")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), ',', 6)) {
                if (row.at("CampaignId").matches("3770000\\d\\d")) {
                    String[] day = row.at("TimePeriod").split("/");
                    String date = "%s-%02d-%02d".formatted(day[2], Integer.valueOf(day[0]), Integer.valueOf(day[1]));
                    devices.put(
                            date + " " + row.at("CampaignId") + " " + row.at("DeviceType"),
                            new BigDecimal(row.at("Spend").replace(",", "")));
                }
            }
        }
        Map<String, BigDecimal> campaigns = new TreeMap<>();
        devices.forEach((key, cost) -> campaigns.merge(key.substring(0, key.lastIndexOf(' ')), cost, BigDecimal::add));
        campaigns.forEach((key, cost) -> put(found, key.split(" ")[0], key.split(" ")[1], cost, "EUR"));
        Map<String, String> expected = new TreeMap<>();
        for (JsonNode row : TRUTH.at("/spend/by_campaign_day")) {
            if (!SOCIAL.contains(row.get("account_id").asText())) {
                expected.put(
                        row.get("day").asText() + " " + row.get("campaign_id").asText(),
                        row.get("cost").asText() + " " + row.get("cost_usd").asText());
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void restatedDaysChange() {
        Set<String> costs = new HashSet<>();
        for (Path file : SampleReader.files(SAMPLE, "google_ads", "campaign_stats")) {
            SampleReader.rows(SampleReader.text(file, ""), ',', 0).stream()
                    .filter(row -> row.at("segments.date").equals("2026-03-07")
                            && row.at("campaign.id").equals("72200201"))
                    .forEach(row -> costs.add(row.at("metrics.cost_micros")));
        }
        assertThat(costs).hasSize(3);
    }

    @Test
    void ordersAndRefundsGiveTheRevenue() {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx");
        Map<String, Row> latest = new HashMap<>();
        for (Path file : SampleReader.files(SAMPLE, "shopify", "orders_export")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), ',', 0)) {
                boolean sound = row.at("Name").matches("#\\d+")
                        && row.at("Subtotal").matches("\\d+\\.\\d\\d")
                        && !row.at("Created at").startsWith("2026-02-30");
                if (sound) {
                    latest.put(row.at("Name"), row);
                }
            }
        }
        BigDecimal gross = BigDecimal.ZERO;
        BigDecimal net = BigDecimal.ZERO;
        for (Row row : latest.values()) {
            LocalDate day = OffsetDateTime.parse(row.at("Created at"), time)
                    .atZoneSameInstant(ZoneId.of("America/New_York"))
                    .toLocalDate();
            BigDecimal subtotal = new BigDecimal(row.at("Subtotal"));
            BigDecimal refund = new BigDecimal(row.at("Refunded Amount")).min(subtotal);
            gross = gross.add(EXCHANGE.dollars(subtotal, row.at("Currency"), day));
            net = net.add(EXCHANGE.dollars(subtotal.subtract(refund), row.at("Currency"), day));
        }
        assertThat(latest).hasSize(TRUTH.at("/orders/count").asInt());
        assertThat(ExpectedDollars.sixPlaces(gross))
                .isEqualTo(TRUTH.at("/orders/gross_usd").asText());
        assertThat(ExpectedDollars.sixPlaces(net))
                .isEqualTo(TRUTH.at("/orders/net_usd").asText())
                .isNotEqualTo(ExpectedDollars.sixPlaces(gross));
    }

    @Test
    void tillsGiveTheSalesOfTheStores() {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Path file : SampleReader.files(SAMPLE, "square", "transactions")) {
            SampleReader.rows(SampleReader.text(file, ""), ',', 0).stream()
                    .filter(row -> row.at("Transaction ID").matches("JQ[1-8]\\d+R?"))
                    .forEach(row -> rows.put(row.at("Transaction ID"), row));
        }
        BigDecimal net = rows.values().stream()
                .map(row -> new BigDecimal(row.at("Net Sales").replaceAll("[$,]", "")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long refunds = rows.values().stream()
                .filter(row -> row.at("Event Type").equals("Refund"))
                .count();
        assertThat(net.toPlainString()).isEqualTo(TRUTH.at("/stores/net").asText());
        assertThat(refunds).isEqualTo(TRUTH.at("/stores/refunds").asLong()).isPositive();
        assertThat(rows.size() - refunds).isEqualTo(TRUTH.at("/stores/payments").asLong());
    }

    @Test
    void affiliateCostsFollowTheLastStates() throws Exception {
        Map<String, JsonNode> latest = new TreeMap<>();
        for (Path file : SampleReader.files(SAMPLE, "awin", "transactions")) {
            for (JsonNode row : SampleReader.JSON.readTree(file.toFile())) {
                boolean sound = row.path("id").isNumber()
                        && row.at("/saleAmount/amount").isNumber()
                        && !row.get("transactionDate").asText().startsWith("2026-02");
                if (sound) {
                    latest.put(row.get("id").asText(), row);
                }
            }
        }
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal dollars = BigDecimal.ZERO;
        for (JsonNode row : latest.values()) {
            if (!Set.of("declined", "deleted")
                    .contains(row.get("commissionStatus").asText())) {
                BigDecimal pounds = new BigDecimal(
                                row.at("/commissionAmount/amount").asText())
                        .add(new BigDecimal(row.at("/networkFee/amount").asText()));
                cost = cost.add(pounds);
                LocalDate day =
                        LocalDate.parse(row.get("transactionDate").asText().substring(0, 10));
                dollars = dollars.add(EXCHANGE.dollars(pounds, "GBP", day));
            }
        }
        assertThat(latest).hasSize(TRUTH.at("/affiliate/transactions").asInt());
        assertThat(cost).isEqualByComparingTo(TRUTH.at("/affiliate/cost").asText());
        assertThat(ExpectedDollars.sixPlaces(dollars))
                .isEqualTo(TRUTH.at("/affiliate/cost_usd").asText());
        assertThat(TRUTH.at("/affiliate/by_state").size()).isGreaterThan(1);
    }

    @Test
    void articlesAndPostsAreCountedOnce() {
        Map<String, Long> reach = new HashMap<>();
        for (Path file : SampleReader.files(SAMPLE, "meltwater", "Meltwater")) {
            SampleReader.rows(SampleReader.text(file, ""), '\t', 0).stream()
                    .filter(row -> row.at("URL").matches(".*/juniper-\\d\\d?"))
                    .forEach(row -> reach.put(row.at("URL"), Long.parseLong(row.at("Reach"))));
        }
        for (Path file : SampleReader.files(SAMPLE, "cision", "cision")) {
            SampleReader.rows(SampleReader.text(file, ""), ';', 3).stream()
                    .filter(row -> row.at("URL").matches(".*/(juniper|wohnen)-\\d"))
                    .forEach(row -> reach.put(
                            row.at("URL"), Long.parseLong(row.at("Readership").replace(".", ""))));
        }
        assertThat(reach).hasSize(TRUTH.at("/coverage/articles").asInt());
        assertThat(reach.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(TRUTH.at("/coverage/reach").asLong());
        Map<String, String> views = new TreeMap<>();
        for (Path file : SampleReader.files(SAMPLE, "facebook_page", "posts")) {
            String text = SampleReader.text(file, "");
            (text.isEmpty() ? List.<Row>of() : SampleReader.rows(text, ',', 0))
                    .stream()
                            .filter(row -> row.at("Post ID").matches("\\d+_61\\d{14}")
                                    && !row.at("Post ID").endsWith("999999999999"))
                            .forEach(row -> views.put(row.at("Post ID"), row.at("Impressions") + row.at("Views")));
        }
        TRUTH.at("/posts/last_totals").properties().forEach(post -> assertThat(views)
                .containsEntry(post.getKey(), post.getValue().get("impressions").asText()));
        assertThat(views).hasSize(TRUTH.at("/posts/posts").asInt());
    }

    @Test
    void postsOfThePageHaveTheirLastTotals() throws Exception {
        Map<String, Long> views = new TreeMap<>();
        for (Path file : SampleReader.files(SAMPLE, "linkedin_page", "share_statistics")) {
            for (JsonNode row : SampleReader.JSON.readTree(file.toFile()).get("elements")) {
                String post = row.path("share").asText() + row.path("ugcPost").asText();
                JsonNode count = row.at("/totalShareStatistics/impressionCount");
                if (post.matches("urn:li:(share|ugcPost):745\\d{16}") && count.isNumber()) {
                    views.put(post, count.asLong());
                }
            }
        }
        assertThat(views).hasSize(TRUTH.at("/linkedin_posts/posts").asInt());
        TRUTH.at("/linkedin_posts/last_totals").properties().forEach(post -> assertThat(views)
                .containsEntry(post.getKey(), post.getValue().get("impressions").asLong()));
    }

    private static void put(Map<String, String> found, String day, String campaign, BigDecimal cost, String currency) {
        found.put(
                day + " " + campaign,
                ExpectedDollars.sixPlaces(cost) + " "
                        + ExpectedDollars.sixPlaces(EXCHANGE.dollars(cost, currency, LocalDate.parse(day))));
    }
}
