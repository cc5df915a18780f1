package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests visits that continue over midnight, delivered a day at a time: in order, all at once, backwards, and corrected.
 */
@Tag("long")
class MidnightTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final List<LocalDate> DATES =
            LocalDate.of(2026, 4, 13).datesUntil(LocalDate.of(2026, 4, 17)).toList();

    @TempDir
    Path folder;

    private final Map<LocalDate, List<String>> events = new TreeMap<>();

    @BeforeEach
    void visits() {
        for (int night = 12; night < 15; night++) {
            // one visit over each of three midnights, with a vendor's session and without
            event("sessions", "s" + night, null, at(night, 23, 50));
            event("sessions", "s" + night, null, at(night + 1, 0, 10));
            event("pauses", null, null, at(night, 23, 50));
            event("pauses", null, null, at(night + 1, 0, 10));
        }
        event("long", "7", null, at(12, 23, 50));
        event("long", "7", null, at(13, 12, 0));
        event("long", "7", null, at(14, 0, 10));
        event("person", "1", null, at(12, 9, 0));
        event("person", "2", "anna", at(14, 9, 0));
        event("person", "3", null, at(15, 9, 0));
    }

    @Test
    void neitherTheOrderOfNightsNorACorrectionIsSeenInTheTables() throws IOException {
        deliver(DATES);
        Path atOnce = folder.resolve("at-once");
        assertThat(Nights.run(settings(atOnce), DATES).exitCode()).isZero();
        assertThat(visits(atOnce)).isEqualTo("long 1\npauses 3\nperson 3\nsessions 3");
        Path backwards = folder.resolve("backwards");
        nightByNight(backwards, DATES.stream().sorted(Comparator.reverseOrder()).toList());
        assertThat(Nights.fingerprintInAnyOrder(backwards)).isEqualTo(Nights.fingerprintInAnyOrder(atOnce));
        Path forwards = folder.resolve("forwards");
        nightByNight(forwards, DATES);
        assertThat(Nights.fingerprintInAnyOrder(forwards)).isEqualTo(Nights.fingerprintInAnyOrder(atOnce));
        leavesNothingOfWhatACorrectionNoMoreTells(forwards);
    }

    private void leavesNothingOfWhatACorrectionNoMoreTells(Path corrected) throws IOException {
        // the correction leaves only one event of the 14th, before midnight
        events.get(DATES.get(2)).removeIf(line -> !line.contains("\"s14\""));
        deliver(DATES.subList(2, 3));
        nightByNight(corrected, DATES.subList(2, 3));
        Path clean = folder.resolve("clean");
        assertThat(Nights.run(settings(clean), DATES).exitCode()).isZero();
        String facts = "select count(*), sum(hash(r)::hugeint) from (" + Nights.currentRows("fact_customer_experience")
                + ") r";
        assertThat(Nights.ask(corrected, facts)).isEqualTo(Nights.ask(clean, facts));
    }

    private void nightByNight(Path root, List<LocalDate> dates) {
        dates.forEach(
                date -> assertThat(Nights.run(settings(root), date).exitCode()).isZero());
    }

    private static LocalDateTime at(int day, int hour, int minute) {
        return LocalDateTime.of(2026, 4, day, hour, minute);
    }

    private void event(String visitor, String session, String login, LocalDateTime at) {
        String inSession = session == null
                ? ""
                : "{\"key\":\"ga_session_id\",\"value\":{\"int_value\":\"" + session.replace("s", "") + "\"}},"
                        + "{\"key\":\"label\",\"value\":{\"string_value\":\"" + session + "\"}},";
        LocalDate day = at.toLocalDate();
        events.computeIfAbsent(day.plusDays(1), date -> new ArrayList<>())
                .add(
                        "{\"event_date\":\"" + day.toString().replace("-", "") + "\",\"event_timestamp\":\""
                                + at.atZone(ZONE).toEpochSecond()
                                + "000000\",\"event_name\":\"page_view\",\"event_params\":["
                                + inSession
                                + "{\"key\":\"page_location\",\"value\":{\"string_value\":\"https://shop.example/"
                                + visitor
                                + "\"}}],\"user_id\":" + (login == null ? "null" : "\"" + login + "\"")
                                + ",\"user_pseudo_id\":\"" + visitor
                                + "\",\"privacy_info\":{\"analytics_storage\":\"Yes\",\"ads_storage\":\"Yes\"},"
                                + "\"device\":{\"category\":\"mobile\",\"web_info\":{\"hostname\":\"shop.example\"}},"
                                + "\"platform\":\"WEB\",\"stream_id\":\"1\",\"event_bundle_sequence_id\":\"1\",\"batch_event_index\":\"1\"}");
    }

    private void deliver(List<LocalDate> dates) throws IOException {
        for (LocalDate date : dates) {
            String day = date.minusDays(1).toString().replace("-", "");
            Path file = folder.resolve("drops/" + date + "/ga4/events_" + day + "-000000000000.json");
            Files.createDirectories(file.getParent());
            Files.write(file, events.get(date));
        }
    }

    private Settings settings(Path root) {
        return Nights.settings(root, folder.resolve("drops"), Nights.sample().resolve("reference"));
    }

    private static String visits(Path root) {
        return Nights.ask(
                root,
                "select p || ' ' || count(distinct visit_key) from (select visit_key,"
                        + " max(replace(extra['page'], 'shop.example/', '')) as p from {fact_customer_experience}"
                        + " where visit_key is not null group by all) group by p order by 1");
    }
}
