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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests deliveries that change days of earlier nights: one by one, all at once and backwards give the same tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateDeliveryTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalDate FIRST = LocalDate.of(2026, 4, 14);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(3);
    private static final String ACCOUNT = "4451002200";

    @TempDir
    static Path folder;

    private Path atOnce;

    @BeforeAll
    void deliversAndRunsAllAtOnce() throws IOException {
        clicks(FIRST, "2026-04-13,CLICK-0001,20001,Brand");
        contacts(FIRST, 1, 2, 3, 4, 5);
        // no platform reports this campaign yet
        events(FIRST, "0", event("c", at(13, 10, 0, 0), "page_view", origin("google", "cpc", "Feed"), ""));
        // this address belongs to one customer until a sixth contact shares it; then it belongs to none
        order(SECOND, "500", "shared@shop.test", "2026-04-13 11:00:00");
        order(SECOND, "501", "eve@mail.test", "2026-04-14 00:00:20");
        contacts(THIRD, 6);
        report(THIRD, "2026-04-16\tFeed\t20002\tSearch\tUSD\t10\t1\t1%\t1.00\t7.00\t0\t0");
        events(THIRD, "0", event("b", at(16, 10, 0, 0), "page_view", "{\"gclid\":\"CLICK-0001\"}", ""));
        events(
                THIRD,
                "1",
                event("g", at(13, 23, 59, 0), "page_view", origin("crm", "email", "Mails"), ""),
                event("g", at(13, 23, 59, 50), "purchase", "null", "501"));
        atOnce = run("at-once", List.of(List.of(FIRST, SECOND, THIRD)));
    }

    @Test
    void nightsOneByOneEndInTheSameTables() {
        assertThat(tables(run("one-by-one", List.of(List.of(FIRST), List.of(SECOND), List.of(THIRD)))))
                .isEqualTo(tables(atOnce));
    }

    @Test
    void nightsBackwardsEndInTheSameTables() {
        assertThat(tables(run("backwards", List.of(List.of(THIRD), List.of(SECOND), List.of(FIRST)))))
                .isEqualTo(tables(atOnce));
    }

    @Test
    void anOrderJustAfterMidnightHasTheChannelOfTheVisitJustBefore() {
        assertThat(Nights.ask(
                        atOnce,
                        "select event_date, channel, orders from {mart_channel_day} where orders > 0 order by 1"))
                .isEqualTo("2026-04-13 | (untracked) | 1\n2026-04-14 | Email | 1");
    }

    @Test
    void aLinkOpenedDaysAfterItsClickLeadsToNoCampaign() {
        assertThat(Nights.ask(atOnce, "select platform, campaign_name from {dim_campaign} order by 2"))
                .isEqualTo("null | (not set)\ngoogle | Brand\ngoogle | Feed\nnull | Mails");
    }

    private static Map<String, String> tables(Path root) {
        Map<String, String> tables = Nights.fingerprint(root);
        tables.remove("customer_history"); // depends on the order of nights
        return tables;
    }

    private static Path run(String name, List<List<LocalDate>> runs) {
        Path root = folder.resolve(name);
        Settings settings = Nights.settings(
                root, folder.resolve("drops"), Path.of(System.getProperty("cxw.home"), "schemas/reference"));
        runs.forEach(dates -> assertThat(Nights.run(settings, dates).exitCode())
                .as("%s", dates)
                .isZero());
        return root;
    }

    private static LocalDateTime at(int day, int hour, int minute, int second) {
        return LocalDateTime.of(2026, 4, day, hour, minute, second);
    }

    private static String origin(String source, String medium, String campaign) {
        return "{\"manual_source\":\"" + source + "\",\"manual_medium\":\"" + medium + "\",\"manual_campaign_name\":\""
                + campaign + "\"}";
    }

    private static String event(String visitor, LocalDateTime at, String name, String collected, String order) {
        return "{\"event_date\":\"" + day(at.toLocalDate()) + "\",\"event_timestamp\":\""
                + at.atZone(ZONE).toEpochSecond() + "000000\",\"event_name\":\"" + name
                + "\",\"event_params\":[{\"key\":\"ga_session_id\",\"value\":{\"int_value\":\"1\"}},"
                + "{\"key\":\"transaction_id\",\"value\":{\"string_value\":\"" + order + "\"}}],\"user_pseudo_id\":\""
                + visitor + "\",\"privacy_info\":{\"analytics_storage\":\"Yes\"},\"platform\":\"WEB\","
                + "\"event_bundle_sequence_id\":\"1\",\"batch_event_index\":\"1\",\"collected_traffic_source\":"
                + collected + "}";
    }

    private static void events(LocalDate date, String shard, String... events) throws IOException {
        deliver(date, "ga4/events_" + day(date.minusDays(1)) + "-" + shard + ".json", String.join("\n", events));
    }

    private static void clicks(LocalDate date, String click) throws IOException {
        deliver(
                date,
                "google_ads/click_view_" + ACCOUNT + "_" + day(date.minusDays(1)) + ".csv",
                "customer.id,segments.date,click_view.gclid,campaign.id,campaign.name\n" + ACCOUNT + "," + click);
    }

    private static void report(LocalDate date, String row) throws IOException {
        deliver(
                date,
                "google_ads/campaign_report_" + ACCOUNT + "_" + day(date) + ".csv",
                "Day\tCampaign\tCampaign ID\tCampaign type\tCurrency code\tImpr.\tClicks\tCTR\tAvg. CPC\tCost\tConversions\tConv. value\n"
                        + row);
    }

    private static void contacts(LocalDate date, int... numbers) throws IOException {
        StringBuilder rows = new StringBuilder("Record ID,Email,Create Date,Web User ID");
        for (int number : numbers) {
            rows.append(
                    "\n%d,shared@shop.test,%s 09:0%d,u%d".formatted(1000 + number, date.minusDays(1), number, number));
        }
        deliver(date, "hubspot/hubspot-crm-exports-contacts-" + date + ".csv", rows.toString());
    }

    private static void order(LocalDate date, String number, String email, String at) throws IOException {
        deliver(
                date,
                "shopify/orders_export_" + day(date) + "-" + number + ".csv",
                "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem quantity,Lineitem price\n#" + number
                        + "," + email + ",paid,USD,50.00," + at + " -0400,1,50.00");
    }

    private static String day(LocalDate date) {
        return date.toString().replace("-", "");
    }

    private static void deliver(LocalDate date, String name, String text) throws IOException {
        Path file = folder.resolve("drops/" + date + "/" + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }
}
