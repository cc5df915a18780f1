package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.report.DataDocs;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Nights;
import cx.warehouse.testing.QueryCounter;
import cx.warehouse.testing.SampleTruth;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs three nights of a small shop with every quirk, and compares the tables with the truth of its sample. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NightTest {

    @TempDir
    static Path root;

    private final TreeMap<LocalDate, NightReport> reports = new TreeMap<>();
    private final List<Integer> executions = new ArrayList<>();
    private final JsonNode truth = Nights.truth();

    @BeforeAll
    void runsTheNights() {
        for (LocalDate date : Nights.dates()) {
            try (QueryCounter queries = Nights.countQueries()) {
                reports.put(date, Nights.run(Nights.ofAllVendors(root), date));
                executions.add(queries.count());
            }
        }
    }

    @Test
    void aSmallNightRunsFewQueries() {
        assertThat(executions.get(0)).as("the first night").isBetween(1, 50);
        assertThat(executions).as("nights that rebuild published days").allMatch(count -> count <= 60);
    }

    @Test
    void everyNightIsPublished() {
        assertThat(reports.values())
                .allSatisfy(report -> assertThat(report.exitCode()).isZero());
    }

    @Test
    void rewritingTheQualityPagesChangesNone() {
        Settings settings = Nights.ofAllVendors(root);
        FileStore store = FileStore.at(root.toString(), null);
        FileStore elsewhere = FileStore.at(root.resolve("elsewhere").toString(), null);
        DataDocs.of(
                        store,
                        elsewhere,
                        DeclarationFiles.read(settings.schemas()),
                        settings.limits().docs().keepRuns())
                .rebuild();
        Map<String, String> pages = texts(store.folder(DataDocs.PLACE));
        assertThat(pages).isEqualTo(texts(elsewhere));
        assertThat(pages)
                .containsKeys("index.html", "mart.fact_order/index.html", "source.salesforce_contact/index.html");
        String night = reports.lastEntry().getValue().assembly().orElseThrow().loadId();
        assertThat(pages.get("mart.fact_order/index.html")).contains(night);
    }

    private static Map<String, String> texts(FileStore store) {
        Map<String, String> texts = new TreeMap<>();
        store.list("").forEach(entry -> texts.put(entry.path(), store.readText(entry.path())));
        return texts;
    }

    @Test
    void rowsReadAreLoadedQuarantinedRepeatedOrLeftOut() {
        assertThat(files()).allSatisfy(file -> assertThat(file.read())
                .isEqualTo(file.loaded() + file.quarantined() + file.duplicates() + file.leftOut()));
    }

    @Test
    void everySourceHasTheRowsThatWerePlanted() {
        Map<String, String> found = new TreeMap<>();
        Map<String, String> planted = new TreeMap<>();
        truth.get("sources").properties().forEach(source -> {
            JsonNode said = source.getValue();
            planted.put(
                    source.getKey(),
                    said.get("loaded").asLong() + " loaded, "
                            + said.get("malformed").asLong() + " malformed, "
                            + said.get("duplicates").asLong() + " duplicates");
        });
        for (String source : planted.keySet()) {
            List<LedgerFile> files = files().stream()
                    .filter(file -> file.source().equals(source))
                    .toList();
            found.put(
                    source,
                    files.stream().mapToLong(LedgerFile::loaded).sum() + " loaded, "
                            + files.stream().mapToLong(LedgerFile::quarantined).sum() + " malformed, "
                            + files.stream().mapToLong(LedgerFile::duplicates).sum() + " duplicates");
        }
        assertThat(found).isEqualTo(planted);
    }

    @Test
    void changesOfLayoutAreTheLedgersDrift() {
        List<LedgerFile> files = files();
        truth.at("/quirks/drift").forEach(planted -> {
            String kind = planted.get("kind").asText();
            String[] names = planted.get("column").asText().split(" to ", 2);
            String what = kind
                    + switch (kind) {
                        case "renamed" -> ": " + names[1] + " (" + names[0] + ")";
                        case "reordered" -> ": ";
                        default -> ": " + names[0];
                    };
            // a changed layout stays; a late file may still have the old one
            TreeMap<LocalDate, Boolean> told = new TreeMap<>();
            files.stream()
                    .filter(file -> file.source().equals(planted.get("source").asText()) && file.read() > 0)
                    .forEach(file -> told.merge(
                            file.businessDate(),
                            file.drift().stream()
                                            .filter(one -> one.startsWith(what))
                                            .count()
                                    == 1,
                            Boolean::logicalOr));
            LocalDate since = LocalDate.parse(planted.get("business_date").asText());
            assertThat(told.headMap(since).values()).as(what).doesNotContain(true);
            assertThat(told.tailMap(since).values()).as(what).isNotEmpty().containsOnly(true);
        });
        assertThat(files).allSatisfy(file -> assertThat(file.drift())
                .filteredOn(what -> !what.startsWith("renamed: "))
                .allMatch(what -> isPlanted(file, what)));
    }

    private boolean isPlanted(LedgerFile file, String what) {
        for (JsonNode planted : truth.at("/quirks/drift")) {
            String kind = planted.get("kind").asText();
            String whole = kind + ": " + planted.get("column").asText();
            if (planted.get("source").asText().equals(file.source())
                    && (whole.equals(what) || kind.equals("reordered") && what.startsWith("reordered: "))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void visitsByChannelAreThosePlanted() {
        Map<String, Long> planted = new TreeMap<>();
        truth.at("/visits/by_channel")
                .properties()
                .forEach(channel ->
                        planted.put(channel.getKey(), channel.getValue().asLong()));
        Map<String, Long> found = new TreeMap<>();
        Nights.ask(
                        root,
                        "select channel, count(*) from {fact_customer_experience} where interaction_type = 'visit' and channel <> '(not marketing)' group by 1")
                .lines()
                .map(line -> line.split(" \\| "))
                .forEach(cells -> found.put(cells[0], Long.parseLong(cells[1])));
        assertThat(found).isEqualTo(planted);
    }

    @Test
    void ordersAndRevenueAgreeFromShopToMart() {
        assertThat(Nights.ask(root, "select count(*) from {fact_order} where origin = 'web'"))
                .isEqualTo(truth.at("/orders/count").asText());
        assertSum("/orders/gross_usd", "select sum(gross_revenue) from {fact_order} where origin = 'web'");
        assertSum("/orders/net_usd", "select sum(net_revenue) from {fact_order} where origin = 'web'");
        assertThat(money("select sum(revenue) from {mart_channel_day}"))
                .isEqualByComparingTo(money("select sum(gross_revenue) from {fact_order} where origin = 'web'"));
        assertThat(Nights.ask(root, "select sum(orders)::bigint from {mart_channel_day}"))
                .isEqualTo(truth.at("/orders/count").asText());
    }

    @Test
    void spendByCampaignAndDayAgreesToTheCent() {
        Map<String, String> planted = new TreeMap<>();
        truth.at("/spend/by_campaign_day")
                .forEach(row -> planted.put(
                        row.get("campaign_id").asText() + " " + row.get("day").asText(),
                        new BigDecimal(row.get("cost").asText())
                                .stripTrailingZeros()
                                .toPlainString()));
        Map<String, String> found = new TreeMap<>();
        Nights.ask(
                        root,
                        "select campaign_id || ' ' || spend_date, sum(cost) from {fact_spend} where channel <> 'Affiliates' group by 1")
                .lines()
                .map(line -> line.split(" \\| "))
                .forEach(cells -> found.put(
                        cells[0], new BigDecimal(cells[1]).stripTrailingZeros().toPlainString()));
        assertThat(found).isEqualTo(planted);
        assertThat(money("select sum(cost_reporting) from {mart_channel_day}"))
                .isEqualByComparingTo(money("select sum(cost_reporting) from {fact_spend}"));
    }

    @Test
    void costOfStandingPartnerActionsIsThatOfTheSpend() {
        String spent = "select source, spend_date, currency, sum(cost) from {fact_spend} where channel = 'Affiliates'"
                + " group by all having sum(cost) <> 0 order by all";
        String standing = "select source, action_date, currency, sum(standing_cost) from {fact_partner_action}"
                + " group by all having sum(standing_cost) <> 0 order by all";
        assertThat(Nights.ask(root, standing)).isNotEmpty().isEqualTo(Nights.ask(root, spent));
        assertThat(Nights.ask(root, "select count(*) > 0 from {fact_partner_action} where is_reversal"))
                .isEqualTo("true");
    }

    @Test
    void linesOfAnOrderAddUpToIt() {
        assertThat(Nights.ask(root, "select count(*) from {fact_order} where origin = 'web' and gross_amount > 0"))
                .isEqualTo(Nights.ask(
                        root,
                        "select count(*) from {fact_order} o join (select order_id, sum(net_of_discount) as amount,"
                                + " sum(gross_revenue) as revenue from {fact_order_line} group by 1) l"
                                + " on o.origin = 'web' and o.order_id = l.order_id and o.gross_amount = l.amount"
                                + " and o.gross_revenue = l.revenue where o.gross_amount > 0"));
    }

    @Test
    void revenueOfOrdersByPillarIsThatOfTheMart() {
        assertThat(
                        Nights.ask(
                                root,
                                "select coalesce(pillar, '(untracked)') as pillar, count(*), sum(revenue)"
                                        + " from {fact_customer_experience} where interaction_type = 'order' group by 1 order by 1"))
                .contains("(untracked)", "paid")
                .isEqualTo(Nights.ask(
                        root,
                        "select pillar, sum(orders)::bigint, sum(revenue) from {mart_channel_day} where orders > 0"
                                + " group by 1 order by 1"));
    }

    @ParameterizedTest
    @CsvSource({
        "customer_key, select customer_key from {dim_customer}",
        "visitor_key, select identifier_hash from {bridge_identity} where identifier_type = 'visitor'",
        "visit_key, select visit_key from {fact_customer_experience} where interaction_type = 'visit'",
        "campaign_key, select campaign_key from {dim_campaign}",
        "ad_key, select ad_key from {dim_ad}",
        "post_key, select post_key from {dim_post}",
        "partner_key, select partner_key from {dim_partner}",
        "page_key, select page_key from {dim_page}"
    })
    void everyKeyOfTheFactHasItsRow(String key, String rows) {
        String facts = "select count(*) from {fact_customer_experience} where " + key;
        assertThat(Nights.ask(root, facts + " is not null")).isNotEqualTo("0");
        assertThat(Nights.ask(root, facts + " not in (" + rows + ")")).isEqualTo("0");
    }

    @Test
    void theSharesOfCostAddUpToSpendAndLieOnVisitsOfTheCampaign() {
        for (String figure : List.of(
                "spend_date as day, cost_allocated as cost from {fact_visit_cost}",
                "event_date as day, cost_reporting as cost from {mart_channel_day}")) {
            assertThat(Nights.ask(
                            root,
                            "select count(*), bool_and(shared.cost = spent.cost) from (select day, sum(cost) as cost from"
                                    + " (select " + figure + ") group by 1 having sum(cost) <> 0) as shared full join"
                                    + " (select spend_date as day, sum(cost_reporting) as cost from {fact_spend} group by 1"
                                    + " having sum(cost_reporting) <> 0) as spent using (day)"))
                    .as(figure)
                    .matches("[1-9]\\d* \\| true");
        }
        String shares = " from {fact_visit_cost} as c join {fact_customer_experience} as f"
                + " on f.visit_key = c.visit_key and f.interaction_type = 'visit'";
        String matched = Nights.ask(root, "select count(*) from {fact_visit_cost} where visit_key is not null");
        assertThat(matched).isNotEqualTo("0");
        assertThat(Nights.ask(
                        root,
                        "select count(*), bool_and(c.campaign_key = f.campaign_key),"
                                + " bool_and(abs(datediff('day', c.spend_date, f.event_date)) <= 1)" + shares))
                .isEqualTo(matched + " | true | true");
        assertThat(Nights.ask(root, "select count(*) from {fact_visit_cost} where visit_key is null"))
                .as("campaign-days without a visit")
                .isNotEqualTo("0");
    }

    @Test
    void anArticleOfBothDesksCountsOnceAsTheFirstToReportItRatesIt() {
        Map<String, Long> planted = new TreeMap<>();
        truth.at("/coverage/by_sentiment")
                .properties()
                .forEach(sentiment ->
                        planted.put(sentiment.getKey(), sentiment.getValue().asLong()));
        Map<String, Long> found = new TreeMap<>();
        Nights.ask(root, "select sentiment, count(*) from {fact_coverage} group by 1")
                .lines()
                .map(line -> line.split(" \\| "))
                .forEach(cells -> found.put(cells[0], Long.parseLong(cells[1])));
        assertThat(found).isEqualTo(planted);
        assertThat(Nights.ask(root, "select sum(reach)::bigint from {fact_coverage}"))
                .isEqualTo(truth.at("/coverage/reach").asText());
        assertThat(Nights.ask(root, "select count(distinct source) from {fact_coverage}"))
                .isEqualTo("2");
    }

    @Test
    void dailyIncreasesOfAPostAddUpToItsLastTotal() {
        for (String part : List.of("posts", "x_posts", "linkedin_posts")) {
            for (String metric : List.of("impressions", "reactions", "comments", "shares", "clicks")) {
                long planted = truth.get(part).get("last_totals").properties().stream()
                        .mapToLong(post -> post.getValue().get(metric).asLong())
                        .sum();
                String source = Map.of(
                                "posts",
                                "facebook_page_post",
                                "x_posts",
                                "x_post",
                                "linkedin_posts",
                                "linkedin_page_post")
                        .get(part);
                assertThat(Nights.ask(
                                root,
                                "select sum(" + metric + ")::bigint from {fact_post_day} where source = '" + source
                                        + "'"))
                        .as(source + " " + metric)
                        .isEqualTo(String.valueOf(planted));
            }
        }
    }

    @Test
    void aSourceThatDeliveredBeforeAndDoesNotNowIsStale() {
        // the third night also brings the press clippings of the second
        List<LocalDate> dates = Nights.dates();
        assertThat(reports.get(dates.get(0)).staleSources()).isEmpty();
        assertThat(reports.get(dates.get(1)).staleSources())
                .containsExactly(new StaleSource("meltwater_coverage", dates.get(1), Optional.of(dates.get(0))));
        assertThat(reports.get(dates.get(2)).staleSources()).isEmpty();
    }

    @Test
    void theSameNightAgainIsNothingNew() {
        Map<String, String> before = Nights.fingerprint(root);
        NightReport again = Nights.run(Nights.ofAllVendors(root), Nights.dates().get(1));
        assertThat(again.isNothingNew()).isTrue();
        assertThat(again.exitCode()).isZero();
        assertThat(Nights.fingerprint(root)).isEqualTo(before);
    }

    @Test
    void nightByNightAndAllAtOnceGiveTheSameTables(@TempDir Path other) {
        assertThat(Nights.run(Nights.ofAllVendors(other), Nights.dates()).exitCode())
                .isZero();
        assertSameTables(other);
    }

    /** Each night joins the files of the days before it, and the next one replaces rows in them. */
    @Test
    void theLastNightFirstGivesTheSameTables(@TempDir Path other) {
        Settings joining = Nights.settings(
                other, Map.of("drop-zone", Nights.sample().resolve("drops").toString(), "storage.compact-after", "0d"));
        for (LocalDate date : reverse(Nights.dates())) {
            assertThat(Nights.run(joining, date).exitCode()).isZero();
        }
        assertSameTables(other);
        FileStore days =
                FileStore.at(other.resolve("bi/fact_customer_experience").toString(), null);
        assertThat(days.folders("")).hasSizeGreaterThan(2).allSatisfy(day -> assertThat(days.list(day))
                .hasSizeLessThanOrEqualTo(6));
    }

    private void assertSameTables(Path other) {
        assertThat(tablesWithoutCustomers(other))
                .containsKeys("fact_spend", "mart_channel_day", "dim_campaign")
                .isEqualTo(tablesWithoutCustomers(root));
        Map<String, String> customerColumns = Map.of(
                "fact_customer_experience", "customer_key",
                "fact_order", "customer_key",
                "path_step", "customer_key",
                "mart_journey", "customer_key, journey_key");
        customerColumns.forEach((table, columns) -> {
            String print = "select count(*), sum(hash(r)::hugeint) from (select * exclude (" + columns + ") from ("
                    + Nights.currentRows(table) + ")) r";
            assertThat(Nights.ask(other, print)).as(table).isEqualTo(Nights.ask(root, print));
        });
        // the order of nights may end other keys, so only the rows of each person are compared
        String persons = "select count(*), sum(hash(i)::hugeint) from (select min(interaction_id) as i from"
                + " (select f.interaction_id, coalesce(c.current_customer_key, f.customer_key) as person"
                + " from {fact_customer_experience} f left join {dim_customer} c on f.customer_key = c.customer_key)"
                + " group by person)";
        assertThat(Nights.ask(other, persons)).isEqualTo(Nights.ask(root, persons));
    }

    /** The fingerprints of all tables but those with a customer key, which depends on the order of nights. */
    private static Map<String, String> tablesWithoutCustomers(Path root) {
        Map<String, String> tables = new TreeMap<>(Nights.fingerprint(root));
        tables.keySet()
                .removeAll(Set.of(
                        "fact_customer_experience",
                        "fact_order",
                        "path_step",
                        "mart_journey",
                        "dim_customer",
                        "customer_history",
                        "bridge_identity"));
        return tables;
    }

    @Test
    void publishedTablesCarryNoIdentifierInTheClear() {
        String someone = Nights.ask(root, "select count(*) from {bridge_identity} where identifier_hash like '%@%'");
        assertThat(someone).isEqualTo("0");
        assertThat(Nights.ask(
                        root,
                        "select count(*) from {fact_customer_experience} where cast(extra as varchar) like '%@%'"))
                .isEqualTo("0");
    }

    @Test
    void typesAreThoseThatOtherEnginesExpect() {
        assertThat(Nights.ask(
                        root,
                        "select typeof(occurred_at), typeof(event_date), typeof(amount), typeof(is_online), typeof(extra)"
                                + " from {fact_customer_experience} limit 1"))
                .isEqualTo("TIMESTAMP WITH TIME ZONE | DATE | DECIMAL(18,6) | BOOLEAN | MAP(VARCHAR, VARCHAR)");
    }

    private static List<LocalDate> reverse(List<LocalDate> dates) {
        return dates.stream().sorted(Comparator.reverseOrder()).toList();
    }

    private List<LedgerFile> files() {
        return reports.values().stream()
                .flatMap(report -> report.sources().stream())
                .flatMap(source -> source.files().stream())
                .toList();
    }

    private static BigDecimal money(String sql) {
        return new BigDecimal(Nights.ask(root, sql));
    }

    /** Asserts that a sum equals the truth to the last digit. */
    private void assertSum(String pointer, String sql) {
        String planted = truth.at(pointer).asText();
        assertThat(SampleTruth.round(Nights.ask(root, sql), planted))
                .as(pointer)
                .isEqualTo(planted);
    }
}
