package cx.warehouse.conform;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ConformedFile;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.FileReport.FileOutcome;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableContract.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every source contract, applied to the sample in the repository. */
class SourceSampleTest extends SourceSamples {

    static List<String> sources() {
        return ALL.sources().stream().map(SourceContract::source).toList();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void theSampleParsesAndConforms(String source) {
        ConformedFile sample = sample(source);
        FileReport report = sample.parsedFile().report();
        assertThat(report.outcome()).as(report.message()).isEqualTo(FileOutcome.LOADED);
        assertThat(report.read())
                .isEqualTo(report.loaded() + report.quarantined() + report.duplicates() + report.leftOut());
        assertThat(report.loaded()).isEqualTo(sample.parsedFile().rows().size()).isPositive();
        assertThat(report.quarantined())
                .isEqualTo(sample.parsedFile().quarantinedRows().size())
                .isPositive();
        assertThat(report.drift()).noneMatch(drift -> drift.startsWith("added: ") && !drift.contains("event_nam"));
        sample.shapes().forEach((shape, frame) -> assertFits(shape, frame, rows(source, shape)));
    }

    private static void assertFits(String shape, Dataset<Row> frame, List<Row> rows) {
        TableContract table = ALL.table("conformed." + shape).orElseThrow();
        String wanted = table.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
        assertThat(frame.schema().asNullable().catalogString())
                .isEqualTo(StructType.fromDDL(wanted).catalogString());
        assertThat(rows).as("rows of " + shape).isNotEmpty();
        for (TableColumn column : table.columns()) {
            if (column.isRequired()) {
                assertThat(rows).as(shape + "." + column.name()).noneMatch(row -> row.getAs(column.name()) == null);
            }
        }
        assertThat(rows)
                .as("grain of " + shape)
                .extracting(row -> key(row, table))
                .doesNotHaveDuplicates();
    }

    private static List<Object> key(Row row, TableContract table) {
        List<Object> key = new ArrayList<>();
        table.key().forEach(name -> key.add(row.getAs(name)));
        // one row may have several versions
        table.column("version_at").ifPresent(version -> key.add(row.getAs(version.name())));
        return key;
    }

    @Test
    void aPostIsAShareOrAnUgcPostAndMayNotSayWhenItWasPublished() {
        assertThat(shapeText(
                        "linkedin_page_post",
                        "post_metric",
                        "post_id",
                        "account_id",
                        "published_at",
                        "impressions",
                        "reactions",
                        "clicks"))
                .isEqualTo("""
                        urn:li:share:7440000000000000001 | 88120 |  | 1804 | 40 | 66
                        urn:li:ugcPost:7440000000000000003 | 88120 |  | 2950 | -1 | 130""");
    }

    @Test
    void webEventsBecomeInteractions() {
        assertThat(shapeText(
                        "ga4_event",
                        "interaction",
                        "interaction_key",
                        "interaction_type",
                        "click_id",
                        "ttfb_ms",
                        "lcp_ms",
                        "friction_signal",
                        "status_code",
                        "results_count",
                        "login_id",
                        "order_id"))
                .isEqualTo("""
                        4100.1775480000|1775480400000000|page_view|11|1 | page_view | EAIaIQobChMIsampleAAA1 |  |  |  |  |  |  |\s
                        4100.1775480000|1775480404000000|web_vitals|11|2 | event | EAIaIQobChMIsampleAAA1 |  | 5200.0 |  |  |  |  |\s
                        4100.1775480000|1775480409000000|view_search_results|11|3 | search | EAIaIQobChMIsampleAAA1 |  |  |  |  | 0 |  |\s
                        4100.1775480000|1775480460000000|rage_click|11|4 | friction | EAIaIQobChMIsampleAAA1 |  |  | rage_click |  |  | a1001 |\s
                        4100.1775480000|1775480465000000|dead_click|11|9 | friction | EAIaIQobChMIsampleAAA1 |  |  | dead_click |  |  |  |\s
                        4100.1775480000|1775480470000000|page_not_found|11|10 | friction | EAIaIQobChMIsampleAAA1 |  |  | broken_link | 404 |  |  |\s
                        4100.1775480000|1775480475000000|exception|11|11 | friction | EAIaIQobChMIsampleAAA1 |  |  | script_error |  |  |  |\s
                        4100.1775480000|1775480480000000|web_vitals|11|12 | event | EAIaIQobChMIsampleAAA1 | 1900.0 |  |  |  |  |  |\s
                        4100.1775480000|1775480490000000|purchase|11|5 | event | EAIaIQobChMIsampleAAA1 |  |  |  |  |  |  | 50012
                        |1775480495000000|page_view|11|6 | page_view |  |  |  |  |  |  |  |\s""");
        assertThat(shapeText("ga4_event", "interaction", "consent", "property", "session_id")
                        .lines()
                        .distinct())
                .containsExactly("denied | web shop | ", "granted | web shop | 1775480400");
    }

    @Test
    void recordsOfPeopleBecomeProfilesAndIdentifiers() {
        assertThat(shapeText("salesforce_contact", "identity", "record_key", "identifier_type", "identifier_value"))
                .isEqualTo("""
                        0037Q00000AbCdEQAV | contact | salesforce:0037Q00000AbCdEQAV
                        0037Q00000AbCdEQAV | email | Maja.Lindqvist@post.example
                        0037Q00000AbCdEQAV | login | a1001
                        0037Q00000AbCdEQAV | loyalty | L-88
                        0037Q00000AbCdEQAV | phone | +46 70 000 00 01
                        0037Q00000AbCdFQAV | contact | salesforce:0037Q00000AbCdEQAV
                        0037Q00000AbCdFQAV | contact | salesforce:0037Q00000AbCdFQAV""");
        assertThat(shapeText(
                        "salesforce_contact",
                        "profile",
                        "contact_id",
                        "is_deleted",
                        "merged_into",
                        "is_opted_out_of_email"))
                .isEqualTo("""
                        salesforce:0037Q00000AbCdEQAV | false |  | false
                        salesforce:0037Q00000AbCdFQAV | true | salesforce:0037Q00000AbCdEQAV | true""");
        assertThat(shapeText(
                        "salesforce_case",
                        "interaction",
                        "interaction_key",
                        "interaction_type",
                        "occurred_at",
                        "surface",
                        "handling_minutes",
                        "satisfaction_score"))
                .isEqualTo("""
                        5007Q00000QwErTQAV | ticket | 2026-04-05 09:00:00 | e-mail | 90.0 |\s
                        5007Q00000QwErTQAV|csat | survey | 2026-04-05 10:30:00 | e-mail |  | 2.0
                        5007Q00000QwErUQAV | ticket | 2026-04-06 12:00:00 | phone |  |\s""");
        assertThat(sample("salesforce_case").parsedFile().report().drift())
                .as("an org may have no field for the first response")
                .isEmpty();
    }

    @Test
    void ordersAndPaymentsAreOrdersOfRecord() {
        assertThat(shapeText(
                        "shopify_order",
                        "sales_order",
                        "order_id",
                        "ordered_at",
                        "local_date",
                        "gross_amount",
                        "refunded_amount",
                        "financial_status"))
                .isEqualTo("""
                        49900 | 2026-03-29 13:00:00 | 2026-03-29 | 40.000000 | 45.200000 | refunded
                        50012 | 2026-04-07 02:10:00 | 2026-04-06 | 75.000000 | 0.000000 | paid""");
        assertThat(shapeText(
                        "shopify_order",
                        "sales_order_item",
                        "order_id",
                        "line_number",
                        "product_name",
                        "quantity",
                        "price"))
                .isEqualTo("""
                        49900 | 1 | Stool | 1.000 | 40.000000
                        50012 | 1 | Lamp, tall | 1.000 | 60.000000
                        50012 | 2 | Bulb 4" | 3.000 | 5.000000""");
        assertThat(shapeText(
                        "shopify_order", "interaction", "interaction_key", "interaction_type", "occurred_at", "amount"))
                .isEqualTo("""
                        49900 | order | 2026-03-29 13:00:00 | 40.000000
                        49900|refund | refund | 2026-04-07 04:00:00 | -45.200000
                        50012 | order | 2026-04-07 02:10:00 | 75.000000""");
        assertThat(shapeText(
                        "square_payment",
                        "sales_order",
                        "order_id",
                        "refund_of",
                        "origin",
                        "ordered_at",
                        "local_date",
                        "gross_amount",
                        "currency"))
                .isEqualTo("""
                        TX90001 |  | store | 2026-04-07 01:30:00 | 2026-04-06 | 1200.000000 | USD
                        TX90002 | PAY88000 | store | 2026-04-07 01:45:00 | 2026-04-06 | -45.000000 | USD""");
    }

    @Test
    void pressAndPostsKeepTheirDayInTheirZone() {
        assertThat(shapeText(
                        "meltwater_coverage",
                        "coverage",
                        "article_key",
                        "published_at",
                        "local_date",
                        "sentiment",
                        "reach"))
                .isEqualTo("""
                        D-501 | 2026-04-06 12:15:00 | 2026-04-06 | Positive | 410000
                        D-502 | 2026-04-07 03:40:00 | 2026-04-06 | Not Rated | 52000""");
        assertThat(shapeText(
                        "cision_coverage", "coverage", "article_key", "published_at", "sentiment", "reach", "currency"))
                .isEqualTo("""
                        https://homepaper.example/lamp | 2026-04-06 06:15:00 | Not Rated | 1410000 | EUR
                        https://stuhl.example/eins | 2026-04-06 11:00:00 | Not Rated |  | EUR
                        https://wohnen.example/lampe | 2026-04-06 21:40:00 | Positive | 52000 | EUR""");
        assertThat(shapeText("x_post", "post_metric", "post_id", "published_at", "impressions", "shares", "clicks"))
                .isEqualTo("""
                        2040000000000000101 | 2026-04-05 17:00:00 | 1204 | 9 | 22
                        2040000000000000102 | 2026-04-07 04:30:00 | 640 | 1 | 4""");
        assertThat(shapeText("facebook_page_post", "post_metric", "post_id", "published_at", "impressions", "clicks"))
                .isEqualTo("""
                        220011445566778_9001 | 2026-04-05 16:00:00 | 1820 | 41
                        220011445566778_9002 | 2026-04-07 00:30:00 | 640 | 12""");
    }
}
