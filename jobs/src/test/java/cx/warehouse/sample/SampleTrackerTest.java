package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the tracker's events again by the positions of their fields, and compares the visits with the truth. */
class SampleTrackerTest {
    private static final Path SAMPLE = SharedSample.sample();
    private static final JsonNode TRUTH = SampleReader.truth(SAMPLE);
    private static final int FIELDS = 131;
    private static final int COLLECTED = 3;
    private static final int EVENT_ID = 6;
    private static final int VISITOR = 15;
    private static final int REFERRER = 31;
    private static final int MEDIUM = 47;
    private static final int SOURCE = 48;
    private static final int BROWSER_TYPE = 81;
    private static final int SESSION = 123;
    private static final int AT = 124;
    private static final int FINGERPRINT = 129;

    @Test
    void eventsAreCountedByFile() {
        for (JsonNode file : TRUTH.get("files")) {
            if (file.get("source").asText().equals("snowplow_event")) {
                List<String> lines = SampleReader.text(
                                SAMPLE.resolve(file.get("path").asText()), "")
                        .lines()
                        .toList();
                assertThat(lines).hasSize(file.get("read").asInt());
                assertThat(lines.stream().map(SampleTrackerTest::fields).filter(SampleTrackerTest::isSound))
                        .hasSize(file.get("loaded").asInt()
                                + file.get("duplicates").asInt());
                assertThat(lines.stream().distinct())
                        .hasSize(file.get("loaded").asInt()
                                + file.get("malformed").asInt());
            }
        }
    }

    @Test
    void anEventThatWasSentAgainIsOneEvent() {
        Set<String> keys = new HashSet<>();
        Set<String> rows = new HashSet<>();
        events().forEach(event -> {
            keys.add(event[EVENT_ID] + " " + event[FINGERPRINT]);
            rows.add(event[EVENT_ID] + " " + event[FINGERPRINT] + " " + event[COLLECTED]);
        });
        assertThat(keys).hasSize(TRUTH.at("/tracker/events").asInt());
        assertThat(rows.size() - keys.size())
                .isEqualTo(TRUTH.at("/tracker/events_sent_again").asInt())
                .isPositive();
    }

    @Test
    void visitsHaveTheChannelOfTheirFirstPage() {
        Map<String, String> channels = new HashMap<>();
        Map<String, String> days = new HashMap<>();
        events().filter(event -> !event[SESSION].isEmpty() && !event[BROWSER_TYPE].equals("Robot"))
                .forEach(event -> {
                    String at = event[AT].isEmpty() ? event[COLLECTED] : event[AT];
                    String visit = event[VISITOR] + " " + event[SESSION];
                    days.putIfAbsent(
                            visit,
                            LocalDateTime.parse(at.replace(' ', 'T'))
                                    .atZone(ZoneOffset.UTC)
                                    .withZoneSameInstant(ZoneId.of("America/New_York"))
                                    .toLocalDate()
                                    .toString());
                    channels.merge(visit, channel(event), (one, two) -> one.equals("Direct") ? two : one);
                });
        Map<String, Long> found = new TreeMap<>();
        channels.forEach((visit, channel) -> found.merge(days.get(visit) + " " + channel, 1L, Long::sum));
        Map<String, Long> planted = new TreeMap<>();
        TRUTH.at("/tracker/visits_by_day_channel")
                .properties()
                .forEach(day -> day.getValue().properties().forEach(channel -> {
                    if (channel.getValue().asLong() > 0) {
                        planted.put(
                                day.getKey() + " " + channel.getKey(),
                                channel.getValue().asLong());
                    }
                }));
        assertThat(found).isEqualTo(planted);
        assertThat(channels).hasSize(TRUTH.at("/tracker/visits").asInt());
        assertThat(TRUTH.at("/visits/total").asInt()).isGreaterThan(channels.size());
    }

    private static String channel(String[] event) {
        return switch (event[SOURCE] + "/" + event[MEDIUM]) {
            case "bing/cpc" -> "Paid Search";
            case "facebook/paid_social" -> "Paid Social";
            case "newsletter/email" -> "Email";
            default ->
                event[REFERRER].isEmpty()
                        ? "Direct"
                        : event[REFERRER].contains("google") ? "Organic Search" : "Referral";
        };
    }

    private static Stream<String[]> events() {
        return SampleReader.files(SAMPLE, "snowplow", "enriched").stream()
                .flatMap(file -> SampleReader.text(file, "").lines())
                .map(SampleTrackerTest::fields)
                .filter(SampleTrackerTest::isSound);
    }

    private static String[] fields(String line) {
        return line.split("\t", -1);
    }

    private static boolean isSound(String[] fields) {
        return fields.length == FIELDS
                && !fields[EVENT_ID].isEmpty()
                && !fields[EVENT_ID].contains("E+")
                && !fields[AT].startsWith("2026-02-30");
    }
}
