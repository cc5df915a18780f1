package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ConformedFile;
import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.testing.SparkTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of kinds that vendors really deliver, and that a careless reading of their exports would get wrong. */
class FieldCasesTest extends SparkTest {

    private static final Declarations ALL = TestContracts.all();
    private static final LocalDate DELIVERY = LocalDate.of(2026, 5, 2);
    private static final ReferenceData ACCOUNTS = ReferenceData.accounts("accounts.csv", """
            vendor,account_id,account_name,time_zone,currency,number_format
            qualtrics,SV_pine7,Pine,Europe/Berlin,EUR,en-US
            meta_ads,770088001,Pine DE,Europe/Berlin,EUR,de-DE
            meta_ads,770088002,Pine JP,Asia/Tokyo,JPY,en-US
            ga4,ga4,Pine,Europe/Berlin,EUR,en-US
            snowplow,snowplow,Pine,UTC,EUR,en-US
            shopify,shopify,Pine,Europe/Berlin,EUR,en-US
            """);

    @Test
    void testsAndSpamOfANumericSurveyExportAreLeftOut() {
        ParsedFile parsed = parse("qualtrics_response", "SV_pine7_20260502.csv", """
                StartDate,EndDate,Status,Progress,Finished,RecordedDate,ResponseId,RecipientEmail,ExternalReference,DistributionChannel,Q1,Q2_TEXT
                Start,End,Type,Progress,Finished,Recorded,Id,Mail,Reference,Channel,How likely?,Why?
                {ImportId},{ImportId},{ImportId},{ImportId},{ImportId},{ImportId},{ImportId},{ImportId},{ImportId},{ImportId},{ImportId},{ImportId}
                2026-05-01 08:00:00,2026-05-01 08:01:00,0,100,1,2026-05-01 08:01:00,R_1,,,anonymous,9,warm
                2026-05-01 08:10:00,2026-05-01 08:11:00,1,100,1,2026-05-01 08:11:00,R_2,,,preview,1,test
                2026-05-01 08:20:00,2026-05-01 08:21:00,8,100,1,2026-05-01 08:21:00,R_3,,,anonymous,0,buy pills
                2026-05-01 08:30:00,2026-05-01 08:31:00,17,100,1,2026-05-01 08:31:00,R_4,,,anonymous,2,offline test
                2026-05-01 08:40:00,2026-05-01 08:41:00,Survey Test,100,1,2026-05-01 08:41:00,R_5,,,anonymous,2,test
                2026-05-01 08:50:00,2026-05-01 08:51:00,Vorschau,100,1,2026-05-01 08:51:00,R_6,,,anonymous,3,Probe
                """);
        assertThat(parsed.report().loaded()).isEqualTo(1);
        assertThat(parsed.report().leftOut()).isEqualTo(4);
        assertThat(TestContracts.rejects(parsed)).isEqualTo("9 enum.status");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "770088001; Berichtsstart;Berichtsende;Kampagnenname;Ausgegebener Betrag (EUR);Impressionen;Link-Klicks;1.234,50;1.234",
                "770088002; レポート開始日;レポート終了日;キャンペーン名;消化金額 (JPY);インプレッション;リンクのクリック;\"1,234.50\";\"1,234\""
            })
    void aReportIsReadInTheLanguageOfItsUser(
            String account,
            String starts,
            String ends,
            String campaign,
            String spent,
            String impressions,
            String clicks,
            String amount,
            String count) {
        ParsedFile parsed = parse(
                "meta_ads_report",
                "report_act_" + account + "_20260502.csv",
                String.join(";", campaign, spent, impressions, clicks, starts, ends) + "\nHerbst;" + amount + ";"
                        + count + ";12;2026-05-01;2026-05-01\n");
        assertThat(parsed.report().message()).isEmpty();
        assertThat(parsed.report().loaded()).isEqualTo(1);
        assertThat(parsed.report().money().values().iterator().next()).isEqualByComparingTo("1234.50");
    }

    @Test
    void equalLinesOfAnOrderAreItemsAndARepeatedOrderIsADuplicate() {
        String order = """
                #1051,b@shop.example,paid,,,no,USD,30.00,0.00,0,30.00,,0.00,2026-05-01 11:00:00 +0200,1,Mug,10.00,MUG,B,DE,10.00,556,web,
                #1051,b@shop.example,,,,,,,,,,,,2026-05-01 11:00:00 +0200,1,Mug,10.00,MUG,,,,,,
                #1051,b@shop.example,,,,,,,,,,,,2026-05-01 11:00:00 +0200,1,Mug,10.00,MUG,,,,,,
                """;
        String other = """
                #1052,c@shop.example,paid,,,no,USD,3.00,0.00,0,3.00,,0.00,2026-05-01 12:00:00 +0200,1,Tip,3.00,,C,DE,0.00,557,web,
                """;
        String header =
                "Name,Email,Financial Status,Paid at,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Country,Refunded Amount,Id,Source,Phone\n";
        ParsedFile parsed =
                parse("shopify_order", "orders_export_20260502.csv", header + order + order + other + other + order);
        assertThat(TestContracts.rejects(parsed)).isEmpty();
        assertThat(parsed.report().loaded()).isEqualTo(4);
        assertThat(parsed.report().duplicates()).isEqualTo(7);
        assertThat(parsed.report().read()).isEqualTo(11);
    }

    @Test
    void aFileOfTotalsTellsWhyNothingWasLoaded() {
        ParsedFile parsed = parse("meta_ads_report", "report_act_770088002_20260502.csv", """
                Campaign name,Reporting starts,Reporting ends,Amount spent (JPY)
                Spring,2026-04-01,2026-04-30,12.00
                Autumn,2026-04-01,2026-04-30,7.50
                """);
        assertThat(parsed.report().leftOut()).isEqualTo(2);
        assertThat(parsed.report().message())
                .isEqualTo(
                        "every row is left out by its contract: 2 because Reporting starts differs from Reporting ends"
                                + " (export the report again with a breakdown by day)");
    }

    @Test
    void aDoubledColumnThatNothingReadsIsDrift() {
        ParsedFile parsed = TestContracts.read(TestContracts.csv(), """
                id,day,amount,note,colour,colour
                1,2026-04-06,2.00,n,red,blue
                """);
        assertThat(parsed.report().loaded()).isEqualTo(1);
        assertThat(parsed.report().drift())
                .containsExactly("doubled: colour (columns 5 and 6)", "added: colour", "added: colour (column 6)");
        ParsedFile refused = TestContracts.read(TestContracts.csv(), """
                id,day,amount,note,amount
                1,2026-04-06,2.00,n,3.00
                """);
        assertThat(refused.report().message()).contains("has 2 columns named `amount`, at positions 3 and 5");
    }

    @Test
    void aFurtherLineOfAnOrderHasTheTimeOfTheFirst() {
        ParsedFile parsed = parse("shopify_order", "orders_export_20260502.csv", """
                Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem quantity,Lineitem name,Lineitem price
                #201,a@shop.example,paid,EUR,25.00,2026-05-01 10:00:00 +0200,1,Cup,10.00
                #201,a@shop.example,,,,,6,Spoon,2.50
                """);
        assertThat(TestContracts.rejects(parsed)).isEmpty();
        ConformedFile conformed =
                SourceChecks.check(spark(), ALL.source("shopify_order").orElseThrow(), ALL, ACCOUNTS, parsed);
        assertThat(text(conformed.shapes().get("sales_order_item"), "product_name", "ordered_at", "quantity", "price"))
                .isEqualTo(
                        "Cup | 2026-05-01 08:00:00 | 1.000 | 10.000000\nSpoon | 2026-05-01 08:00:00 | 6.000 | 2.500000");
    }

    @Test
    void eventsOfAnAppBelongToTheVisitorOfItsContext() {
        String session = "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0\",\"data\":["
                + "{\"schema\":\"iglu:com.snowplowanalytics.mobile/application/jsonschema/1-0-0\",\"data\":{\"build\":\"3\"}},"
                + "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/client_session/jsonschema/1-0-2\",\"data\":"
                + "{\"sessionIndex\":1,\"userId\":\"%s\",\"sessionId\":\"%s\",\"storageMechanism\":\"SQLITE\"}}]}";
        String rows = snowplowRow(Map.of(
                        "platform",
                        "mob",
                        "event_id",
                        "e1",
                        "event",
                        "unstruct",
                        "event_name",
                        "screen_view",
                        "derived_tstamp",
                        "2026-05-01 10:00:00.000",
                        "user_id",
                        "u9",
                        "contexts",
                        String.format(session, "app-user", "app-session")))
                + snowplowRow(Map.of(
                        "platform",
                        "web",
                        "event_id",
                        "e2",
                        "event",
                        "page_view",
                        "event_name",
                        "page_view",
                        "derived_tstamp",
                        "2026-05-01 11:00:00.000",
                        "domain_userid",
                        "browser",
                        "domain_sessionid",
                        "tab",
                        "contexts",
                        String.format(session, "app-user", "app-session")));
        assertThat(shape("snowplow_event", "enriched.tsv", rows, "interaction", "visitor_id", "session_id", "login_id"))
                .isEqualTo("app-user | app-session | u9\nbrowser | tab | ");
    }

    @Test
    void aPlaceholderIsNoOrderNumber() {
        String event =
                "{\"event_date\":\"20260501\",\"event_timestamp\":\"177760440%d000000\",\"event_name\":\"purchase\","
                        + "\"user_pseudo_id\":\"A.1\",\"event_bundle_sequence_id\":\"%d\",\"batch_event_index\":\"1\","
                        + "\"event_params\":[{\"key\":\"transaction_id\",\"value\":{\"string_value\":\"%s\"}}],"
                        + "\"ecommerce\":{\"transaction_id\":\"%s\"}}\n";
        String rows = String.format(event, 1, 1, "(not set)", "(not set)")
                + String.format(event, 2, 2, "(not set)", "#77")
                + String.format(event, 3, 3, "78", "(not set)");
        assertThat(shape("ga4_event", "events_20260501.json", rows, "interaction", "order_id"))
                .isEqualTo("\n77\n78");
    }

    private static ParsedFile parse(String source, String name, String text) {
        SourceContract contract = ALL.source(source).orElseThrow();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        LandedFile file =
                new LandedFile(DELIVERY + "/" + contract.vendor() + "/" + name, "sha", DELIVERY, bytes.length, "load");
        return SourceChecks.parse(contract, ACCOUNTS, file, any -> new ByteArrayInputStream(bytes));
    }

    /** Columns of the rows that a file fills a shape with, one row a line, in order of time. */
    private static String shape(String source, String name, String text, String shape, String... columns) {
        ConformedFile conformed =
                SourceChecks.check(spark(), ALL.source(source).orElseThrow(), ALL, ACCOUNTS, parse(source, name, text));
        return conformed.shapes().get(shape).orderBy("occurred_at").collectAsList().stream()
                .map(row -> Stream.of(columns)
                        .map(column -> row.getAs(column) == null
                                ? ""
                                : row.getAs(column).toString())
                        .collect(Collectors.joining(" | ")))
                .collect(Collectors.joining("\n"));
    }

    /** A row of Snowplow's export without a header; cells that are not given are empty. */
    @Test
    void anEventThatWasSentTwiceIsLoadedOnce() {
        Map<String, String> later = Map.of(
                "event_id", "e1",
                "event_fingerprint", "f1",
                "event_name", "page_view",
                "collector_tstamp", "2026-05-01 14:00:00.120",
                "dvce_sent_tstamp", "2026-05-01 14:00:09.000",
                "derived_tstamp", "2026-05-01 14:00:03.400");
        Map<String, String> first = new HashMap<>(later);
        first.put("dvce_sent_tstamp", "2026-05-01 14:00:05.000");
        first.put("derived_tstamp", "2026-05-01 14:00:00.120");
        ParsedFile parsed = parse("snowplow_event", "enriched.tsv", snowplowRow(later) + snowplowRow(first));
        assertThat(parsed.report().loaded()).isEqualTo(1);
        assertThat(parsed.report().duplicates()).isEqualTo(1);
        assertThat(shape(
                        "snowplow_event",
                        "enriched.tsv",
                        snowplowRow(later) + snowplowRow(first),
                        "interaction",
                        "occurred_at"))
                .isEqualTo("2026-05-01 14:00:00.12");
    }

    private static String snowplowRow(Map<String, String> cells) {
        SourceContract contract = ALL.source("snowplow_event").orElseThrow();
        List<String> names =
                ((RecordFormat.Delimited) contract.format()).header().names();
        String[] row = new String[names.size()];
        Arrays.fill(row, "");
        List<String> unknown = new ArrayList<>(cells.keySet());
        unknown.removeAll(names);
        assertThat(unknown).isEmpty();
        cells.forEach((name, cell) -> row[names.indexOf(name)] = cell);
        return String.join("\t", row) + "\n";
    }
}
