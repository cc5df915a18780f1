package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.sample.SampleReader.Row;
import cx.warehouse.sample.world.SampleSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the web events again, and compares visits, channels and people with the truth. */
class SampleWebEventsTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Path SAMPLE = SharedSample.sample();
    private static final JsonNode TRUTH = SampleReader.truth(SAMPLE);
    private static final Map<String, List<JsonNode>> VISITS = new TreeMap<>();
    private static final List<JsonNode> EVENTS = new ArrayList<>();

    @BeforeAll
    static void readEvents() {
        Set<String> lines = new LinkedHashSet<>();
        SampleReader.files(SAMPLE, "ga4", "events_")
                .forEach(file -> SampleReader.text(file, "").lines().forEach(lines::add));
        for (String line : lines) {
            JsonNode event = event(line);
            if (event != null) {
                EVENTS.add(event);
            }
        }
        EVENTS.sort(Comparator.comparingLong(SampleWebEventsTest::micros));
        for (JsonNode event : EVENTS) {
            if (event.hasNonNull("user_pseudo_id")) {
                String visit = event.get("user_pseudo_id").asText() + " "
                        + ExpectedChannels.params(event).get("ga_session_id");
                VISITS.computeIfAbsent(visit, key -> new ArrayList<>()).add(event);
            }
        }
    }

    @Test
    void everyEventIsCounted() {
        assertThat(EVENTS).hasSize(TRUTH.at("/events/total").asInt());
        Map<String, Long> byName = new HashMap<>();
        EVENTS.forEach(event -> byName.merge(event.get("event_name").asText(), 1L, Long::sum));
        TRUTH.at("/events/by_name").properties().forEach(name -> assertThat(byName.getOrDefault(name.getKey(), 0L))
                .as(name.getKey())
                .isEqualTo(name.getValue().asLong()));
        long denied = EVENTS.stream()
                .filter(event -> !event.hasNonNull("user_pseudo_id"))
                .count();
        assertThat(denied).isEqualTo(TRUTH.at("/events/consent_denied").asLong());
    }

    @Test
    void visitsHaveTheChannelOfTheTruthByDay() {
        ExpectedChannels channels = new ExpectedChannels(categories(), typesOfClicks());
        Map<String, Map<String, Long>> byDay = new TreeMap<>();
        VISITS.values().forEach(events -> {
            String day = Instant.ofEpochSecond(micros(events.get(0)) / 1_000_000)
                    .atZone(NEW_YORK)
                    .toLocalDate()
                    .toString();
            byDay.computeIfAbsent(day, key -> new TreeMap<>()).merge(channels.of(events), 1L, Long::sum);
        });
        Map<String, Map<String, Long>> expected = new TreeMap<>();
        TRUTH.at("/visits/by_day_channel")
                .properties()
                .forEach(day -> day.getValue().properties().forEach(channel -> {
                    long others = TRUTH.at("/tracker/visits_by_day_channel")
                            .get(day.getKey())
                            .get(channel.getKey())
                            .asLong();
                    long ours = channel.getValue().asLong() - others;
                    if (ours > 0) {
                        expected.computeIfAbsent(day.getKey(), key -> new TreeMap<>())
                                .put(channel.getKey(), ours);
                    }
                }));
        assertThat(byDay).isEqualTo(expected);
        assertThat(VISITS)
                .hasSize(TRUTH.at("/visits/total").asInt()
                        - TRUTH.at("/tracker/visits").asInt());
    }

    @Test
    void everyChannelOccurs() {
        JsonNode channels =
                SampleReader.truth(SharedSample.write(SampleSpec.demo())).at("/visits/by_channel");
        assertThat(channels).hasSize(19).allSatisfy(visits -> assertThat(visits.asLong())
                .isPositive());
    }

    @Test
    void visitsCrossMidnightAndArriveLate() {
        long crossing = VISITS.values().stream()
                .filter(events -> !events.get(0)
                        .get("event_date")
                        .equals(events.get(events.size() - 1).get("event_date")))
                .count();
        assertThat(crossing)
                .isPositive()
                .isLessThanOrEqualTo(TRUTH.at("/visits/over_midnight").asLong());
        assertThat(TRUTH.at("/visits/with_late_events").asLong()).isPositive();
        assertThat(SampleReader.files(SAMPLE, "ga4", "events_20260307-9"))
                .hasSize(1)
                .first()
                .asString()
                .contains("2026-03-09");
    }

    @Test
    void theDayOfAnEventIsThatOfTheReportingZone() {
        assertThat(EVENTS).allSatisfy(event -> {
            LocalDate day = Instant.ofEpochSecond(micros(event) / 1_000_000)
                    .atZone(NEW_YORK)
                    .toLocalDate();
            assertThat(event.get("event_date").asText())
                    .isEqualTo(day.toString().replace("-", ""));
        });
    }

    @Test
    void someClickIdsAreInNoClickFile() {
        Map<String, String> known = typesOfClicks();
        Set<String> seen = new HashSet<>();
        EVENTS.forEach(
                event -> seen.add(event.at("/collected_traffic_source/gclid").asText()));
        seen.remove("");
        assertThat(seen).anyMatch(known::containsKey).anyMatch(click -> !known.containsKey(click));
        assertThat(known.keySet()).anyMatch(click -> !seen.contains(click));
    }

    @Test
    void aPurchaseSeenTwiceIsOneOrderOfTheShop() {
        Set<String> orders = new HashSet<>();
        for (Path file : SampleReader.files(SAMPLE, "shopify", "orders_export")) {
            SampleReader.rows(SampleReader.text(file, ""), ',', 0).forEach(row -> orders.add(row.at("Name")));
        }
        Set<String> purchases = new HashSet<>();
        EVENTS.stream()
                .filter(event -> event.get("event_name").asText().equals("purchase"))
                .forEach(event -> purchases.add(
                        "#" + event.at("/ecommerce/transaction_id").asText()));
        assertThat(purchases).isNotEmpty();
        assertThat(orders).containsAll(purchases).hasSizeGreaterThan(purchases.size());
    }

    @Test
    void browsersWithoutLoginOrOrderAreAnonymous() {
        Map<String, Boolean> identified = new HashMap<>();
        for (JsonNode event : EVENTS) {
            if (event.hasNonNull("user_pseudo_id")) {
                boolean shows = event.hasNonNull("user_id")
                        || event.get("event_name").asText().equals("purchase");
                identified.merge(event.get("user_pseudo_id").asText(), shows, Boolean::logicalOr);
            }
        }
        assertThat(identified.values().stream().filter(shows -> !shows).count())
                .isEqualTo(TRUTH.at("/customers/anonymous_visitors").asLong());
    }

    @Test
    void someBrowsersAreSharedByTwoLogins() {
        Map<String, Set<String>> logins = new HashMap<>();
        EVENTS.stream().filter(event -> event.hasNonNull("user_id")).forEach(event -> logins.computeIfAbsent(
                        event.get("user_pseudo_id").asText(), key -> new HashSet<>())
                .add(event.get("user_id").asText()));
        assertThat(logins.values()).anyMatch(people -> people.size() == 2);
    }

    /** The event of a line; null for a malformed line. */
    private static JsonNode event(String line) {
        try {
            JsonNode event = SampleReader.JSON.readTree(line);
            boolean sound = event.hasNonNull("event_name")
                    && event.get("event_timestamp").asText().matches("\\d+")
                    && !event.get("event_date").asText().equals("20260230");
            return sound ? event : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static long micros(JsonNode event) {
        return event.get("event_timestamp").asLong();
    }

    private static Map<String, String> categories() {
        Map<String, String> categories = new HashMap<>();
        SampleReader.rows(SampleReader.text(SAMPLE.resolve("reference/source_categories.csv"), ""), ',', 0)
                .forEach(row -> categories.put(row.at("source"), row.at("category")));
        return categories;
    }

    /** The campaign type by click id, from the click files, the report and the statistics. */
    private static Map<String, String> typesOfClicks() {
        Map<String, String> typeOfCampaign = new HashMap<>();
        for (Path file : SampleReader.files(SAMPLE, "google_ads", "campaign_report")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), '\t', 2)) {
                typeOfCampaign.put(row.at("Campaign ID"), row.at("Campaign type"));
            }
        }
        for (Path file : SampleReader.files(SAMPLE, "google_ads", "campaign_stats")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), ',', 0)) {
                typeOfCampaign.put(row.at("campaign.id"), row.at("campaign.advertising_channel_type"));
            }
        }
        Map<String, String> types = new HashMap<>();
        for (Path file : SampleReader.files(SAMPLE, "google_ads", "click_view")) {
            for (Row row : SampleReader.rows(SampleReader.text(file, ""), ',', 0)) {
                types.put(row.at("click_view.gclid"), typeOfCampaign.getOrDefault(row.at("campaign.id"), "none"));
            }
        }
        return types;
    }
}
