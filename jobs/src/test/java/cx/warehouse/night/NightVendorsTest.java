package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.spark.InputSize;
import cx.warehouse.testing.Nights;
import cx.warehouse.testing.SampleTruth;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs three nights at once, and compares partners, portal, tracker, sales, service and survey with the truth of the
 * sample.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NightVendorsTest {

    @TempDir
    static Path root;

    private final JsonNode truth = Nights.truth();

    /**
     * Pretends that the small warehouse has grown, because Spark plans a large one differently and must give the same
     * rows.
     */
    @BeforeAll
    void runsTheNightsOfAWarehouseThatHasGrown() {
        Nights.growLedger(Nights.ofAllVendors(root));
        assertThat(Nights.run(Nights.ofAllVendors(root), Nights.dates()).exitCode())
                .isZero();
    }

    @Test
    void onlyAGrownWarehouseBroadcastsTables(@TempDir Path other) {
        assertThat(isBroadcasting(root)).isTrue();
        assertThat(isBroadcasting(other)).isFalse();
    }

    private static boolean isBroadcasting(Path root) {
        try (Warehouse warehouse = Warehouse.open(Nights.ofAllVendors(root))) {
            warehouse.tune(InputSize.NONE);
            return !Boolean.parseBoolean(warehouse.engine().session().conf().get("spark.sql.optimizer.disableHints"));
        }
    }

    @Test
    void everyFileHasThePlantedOutcome() {
        Map<String, String> planted = SampleTruth.files(truth);
        assertThat(SampleTruth.ledger(WarehouseCounts.ledger(root), planted)).isEqualTo(planted);
    }

    @Test
    void tablesAndQuarantineHoldTheRowsThatTheLedgerCounts() {
        assertThat(WarehouseCounts.rowsByFile(Nights.ofAllVendors(root)))
                .isEqualTo(WarehouseCounts.ledgerCounts(root, "loaded"));
        assertThat(WarehouseCounts.quarantinedByFile(root))
                .isEqualTo(WarehouseCounts.ledgerCounts(root, "quarantined"));
    }

    @Test
    void rowsAreInQuarantineForTheReasonsThatWerePlanted() {
        Map<String, Long> planted = new TreeMap<>();
        truth.path("sources").properties().forEach(source -> source.getValue()
                .path("malformed_by_reason")
                .properties()
                .forEach(reason -> planted.put(
                        source.getKey() + " " + reason.getKey(),
                        reason.getValue().asLong())));
        Map<String, Long> found = WarehouseCounts.quarantinedByReason(root);
        // a cell that fills two columns, a date and a timestamp, has a reason for each, but the truth names one
        assertThat(found.keySet()).containsAll(planted.keySet());
        found.keySet().retainAll(planted.keySet());
        assertThat(found).isEqualTo(planted);
    }

    @Test
    void storesAndOrdersAddUpInEveryCurrencyAndOnEveryDay() {
        assertThat(ask("select 'payments', count(*) from {fact_order} where origin = 'store'"))
                .containsEntry("payments", truth.at("/stores/payments").asText());
        assertThat(counts("interaction_type", "source = 'square_payment'"))
                .containsEntry("refund", truth.at("/stores/refunds").asLong());
        assertSums(
                "/stores",
                "select 'gross', sum(gross_amount) from {fact_order} where origin = 'store'"
                        + " union all select 'net', sum(net_amount) from {fact_order} where origin = 'store'"
                        + " union all select 'refunded', -sum(amount) from {fact_customer_experience}"
                        + " where source = 'square_payment' and interaction_type = 'refund'");
        assertSums(
                "/stores/net_sales_by_day_of_event",
                "select event_date, sum(revenue) from {fact_customer_experience} where source = 'square_payment' group by 1");
        String web = " from {fact_order} where origin = 'web' group by 1";
        assertSums("/orders/subtotal_by_currency", "select currency, sum(gross_amount)" + web);
        assertSums("/orders/gross_usd_by_day", "select order_date, sum(gross_revenue)" + web);
        assertSums("/orders/net_usd_by_day", "select order_date, sum(net_revenue)" + web);
        String ads = " from {fact_spend} where channel <> 'Affiliates' group by 1";
        assertSums("/spend/total_by_currency", "select currency, sum(cost)" + ads);
        assertSums("/spend/usd_by_day", "select spend_date, sum(cost_reporting)" + ads);
        assertSums("/spend/usd_by_channel", "select channel, sum(cost_reporting)" + ads);
    }

    /** Asserts that the sums equal the truth by name, to the last digit, and that none is missing. */
    private void assertSums(String pointer, String sql) {
        JsonNode planted = truth.at(pointer);
        Map<String, String> found = ask(sql);
        found.replaceAll(
                (name, sum) -> SampleTruth.round(sum, planted.path(name).asText("0")));
        Map<String, String> wanted = new TreeMap<>();
        planted.properties()
                .forEach(sum -> wanted.put(sum.getKey(), sum.getValue().asText()));
        if (pointer.equals("/stores")) {
            wanted.keySet().retainAll(found.keySet());
        }
        assertThat(found).as(pointer).isNotEmpty().isEqualTo(wanted);
    }

    @Test
    void everyNetworksCostFollowsItsLastStatesAndCorrections() {
        Map<String, String> found = new TreeMap<>();
        ask("select platform, sum(cost_reporting) from {fact_spend} where channel = 'Affiliates' group by 1")
                .forEach((network, cost) -> found.put(network, cents(cost)));
        assertThat(found)
                .isEqualTo(Map.of(
                        "awin", cents(truth.at("/affiliate/cost_usd").asText()),
                        "impact", cents(truth.at("/affiliate/impact/cost_usd").asText()),
                        "cj", cents(truth.at("/affiliate/cj/cost_usd").asText())));
    }

    @Test
    void actionsOfPartnersHaveTheirLastStateAndReversedOnesAreGone() {
        Map<String, Long> standing = plantedCounts("/affiliate/impact/by_state");
        assertThat(standing.remove("REVERSED")).isPositive();
        assertThat(counts("upper(interaction_detail)", "source = 'impact_action'"))
                .isEqualTo(standing);
        assertThat(counts("interaction_detail = 'correction'", "source = 'cj_commission'"))
                .isEqualTo(Map.of(
                        "false", truth.at("/affiliate/cj/actions").asLong(),
                        "true", truth.at("/affiliate/cj/corrections").asLong()));
    }

    @Test
    void visitsOfThePortalStandInNoChannel() {
        assertThat(Nights.ask(
                        root,
                        "select count(*) from {fact_customer_experience}"
                                + " where interaction_type = 'visit' and channel = '(not marketing)'"))
                .isEqualTo(truth.at("/portal/visits").asText());
        assertThat(Nights.ask(root, "select sum(visits)::bigint from {mart_channel_day}"))
                .isEqualTo(truth.at("/visits/total").asText());
        assertThat(counts("source", "interaction_type = 'visit'"))
                .containsEntry("adobe_hit", truth.at("/portal/visits").asLong())
                .containsEntry("snowplow_event", truth.at("/tracker/visits").asLong());
    }

    @Test
    void frictionOfPortalAndTrackerIsFound() {
        String isBroken = " and interaction_type <> 'visit' and friction_kind is not null";
        assertThat(counts("friction_kind", "source = 'adobe_hit'" + isBroken))
                .isEqualTo(plantedCounts("/portal/friction"));
        assertThat(counts("friction_kind", "source = 'snowplow_event'" + isBroken))
                .isEqualTo(plantedCounts("/tracker/friction"));
    }

    @Test
    void linksOfThePortalAreNoPages() {
        assertThat(counts(
                        "interaction_detail",
                        "source = 'adobe_hit' and interaction_type = 'event'"
                                + " and interaction_detail in ('custom link', 'download', 'exit link')"))
                .isEqualTo(plantedCounts("/portal/links"))
                .hasSize(3);
    }

    @Test
    void anEventWithoutItsOwnTimeHappenedWhenItWasCollected() {
        try (Warehouse warehouse = Warehouse.open(Nights.ofAllVendors(root))) {
            assertThat(warehouse
                            .tables()
                            .read("source.snowplow_event")
                            .where("occurred_at = collected_at")
                            .count())
                    .isPositive()
                    .isEqualTo(truth.at("/tracker/events_without_derived_time").asLong());
        }
    }

    @Test
    void columnsThatNoContractKnewStandOnThePagesOfTheirSource() throws IOException {
        Path pages = root.resolve("reports/quality");
        assertThat(Files.readString(pages.resolve("source.google_ads_report/index.html")))
                .contains("Columns unlike the contract", "Search impr. share", "Added");
    }

    @Test
    void salesHaveTheirStages() {
        assertThat(counts("interaction_detail", "source = 'salesforce_opportunity'"))
                .isEqualTo(plantedCounts("/crm/salesforce_opportunities/changes_by_stage"));
        assertThat(counts("interaction_detail", "source = 'hubspot_deal'"))
                .isEqualTo(plantedCounts("/crm/hubspot_deals/by_last_stage"));
        assertThat(counts("interaction_detail", "source = 'salesforce_campaign_member'"))
                .isEqualTo(plantedCounts("/crm/salesforce_campaign_members/by_type"));
        assertThat(counts("is_online", "interaction_detail = 'Trade Show'").keySet())
                .containsExactly("false");
    }

    @Test
    void ticketsOfBothCrmsAreThere() {
        Map<String, Long> tickets = new TreeMap<>();
        tickets.put("salesforce_case", truth.at("/service/cases").asLong());
        tickets.put("hubspot_ticket", truth.at("/service/hubspot/tickets").asLong());
        assertThat(counts("source", "interaction_type = 'ticket'")).isEqualTo(tickets);
        assertThat(counts("satisfaction_score::int", "source = 'hubspot_ticket' and satisfaction_score is not null"))
                .isEqualTo(plantedCounts("/service/hubspot/by_csat"));
    }

    @Test
    void answersToTheSurveyAreWithoutPreviewsAndAsFinished() {
        assertThat(counts("satisfaction_score::int", "satisfaction_scale = 'nps'"))
                .isEqualTo(plantedCounts("/survey/by_score"));
    }

    @Test
    void contactsOfBothCrmsLeadToTheSamePeople() {
        long planted = 0;
        for (JsonNode customer : truth.at("/customers/customers")) {
            planted += customer.has("contact") ? 1 : 0;
        }
        assertThat(Nights.ask(
                        root,
                        "select count(distinct c.current_customer_key) from {bridge_identity} b"
                                + " join {dim_customer} c on b.customer_key = c.customer_key"
                                + " where b.identifier_type = 'contact'"))
                .isEqualTo(String.valueOf(planted));
    }

    @Test
    void everybodyWhoShowedAnIdentifierIsOnePerson() {
        assertThat(Nights.ask(
                        root,
                        "select count(*) from {dim_customer} where not is_anonymous"
                                + " and customer_key = current_customer_key"))
                .isEqualTo(truth.at("/customers/people").asText());
    }

    private Map<String, Long> counts(String what, String where) {
        Map<String, Long> counts = new TreeMap<>();
        ask("select " + what + ", count(*) from {fact_customer_experience} where " + where + " group by 1")
                .forEach((name, count) -> counts.put(name, Long.parseLong(count)));
        return counts;
    }

    private static Map<String, String> ask(String sql) {
        Map<String, String> rows = new TreeMap<>();
        Nights.ask(root, sql).lines().map(line -> line.split(" \\| ")).forEach(cells -> rows.put(cells[0], cells[1]));
        return rows;
    }

    private Map<String, Long> plantedCounts(String pointer) {
        Map<String, Long> planted = new TreeMap<>();
        truth.at(pointer).properties().forEach(entry -> {
            if (entry.getValue().asLong() > 0) {
                planted.put(entry.getKey(), entry.getValue().asLong());
            }
        });
        return planted;
    }

    private static String cents(String amount) {
        return new BigDecimal(amount)
                .setScale(4, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
