package cx.warehouse.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.night.NightReport;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Drafts the contracts of vendors that the project does not know, from exports with awkward properties, and loads all
 * of them in one night by these drafts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftedVendorsTest {

    private static final LocalDate NIGHT = LocalDate.of(2026, 3, 8);

    /** The export of each source. */
    private static final Map<String, String> FILES = Map.of(
            "amazon_sponsored_products", "amazon_sponsored_products_20260306.csv",
            "linkedin_demographics", "linkedin_demographics_20260305.csv",
            "paypal_activity", "paypal_activity_20260304.csv",
            "stripe_payments", "stripe_payments_20260307.csv",
            "tiktok_ad_groups", "tiktok_ad_groups_20260305.csv",
            "typeform_responses", "typeform_responses_20260306.csv",
            "woocommerce_bestellungen", "woocommerce_bestellungen_2026-03-07.csv");

    @TempDir
    static Path folder;

    private final Map<String, SourceContract> contracts = new HashMap<>();
    private final Map<String, LedgerFile> loaded = new HashMap<>();

    @BeforeAll
    void draftAllAndLoadThemInOneNight() throws IOException {
        Settings settings = Nights.withOwnSchemas(folder);
        Path schemas = folder.resolve("schemas");
        for (Map.Entry<String, String> export : FILES.entrySet()) {
            String source = export.getKey();
            String vendor = source.split("_")[0];
            Path file = folder.resolve("drops/" + NIGHT + "/" + vendor + "/" + export.getValue());
            Files.createDirectories(file.getParent());
            try (InputStream content = DraftedVendorsTest.class.getResourceAsStream(export.getValue())) {
                Files.copy(content, file);
            }
            SourceInference.DraftedSource drafted = SourceInference.draftContract(
                    settings, List.of(file), new SourceInference.SourceHints(source, vendor, null, null), NIGHT);
            assertThat(drafted.refusals()).isEmpty();
            Files.writeString(schemas.resolve("sources/" + source + ".yaml"), drafted.contract());
            String bare = drafted.contract().substring(0, drafted.contract().indexOf("conform:"));
            contracts.put(
                    source,
                    Declarations.read(List.of(new DeclarationText(source + ".yaml", bare)))
                            .sources()
                            .get(0));
        }
        NightReport night = Nights.run(settings, NIGHT);
        assertThat(night.fault()).isEmpty();
        night.sources().forEach(report -> report.files().forEach(file -> loaded.put(report.source(), file)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amazon_sponsored_products | 9  | 9  | 0 | 0
            linkedin_demographics     | 24 | 24 | 0 | 0
            paypal_activity           | 21 | 20 | 1 | 0
            stripe_payments           | 24 | 24 | 0 | 0
            tiktok_ad_groups          | 13 | 12 | 0 | 1
            typeform_responses        | 22 | 22 | 0 | 0
            woocommerce_bestellungen  | 21 | 21 | 0 | 0
            """)
    void everyRowOfAnExportIsAccountedFor(String source, long read, long rows, long duplicates, long leftOut) {
        LedgerFile file = loaded.get(source);
        assertThat(List.of(file.read(), file.loaded(), file.quarantined(), file.duplicates(), file.leftOut()))
                .containsExactly(read, rows, 0L, duplicates, leftOut);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            amazon_sponsored_products | date, portfolio_name, campaign_name, ad_group_name, targeting, match_type, customer_search_term | date | spend
            linkedin_demographics     | start_date_in_utc, account_name, campaign_id, job_function_segment | start_date_in_utc | total_spent
            paypal_activity           | transaction_id                   | date             | gross
            stripe_payments           | id                               | created_date_utc | amount
            tiktok_ad_groups          | by_day, campaign_name, ad_group_name | by_day       | cost
            typeform_responses        | number                           | start_date_utc   | none
            woocommerce_bestellungen  | bestellnummer                    | bestelldatum     | gesamtsumme_der_bestellung
            """)
    void aDraftHasTheKeyTheTimeAndTheMoneyOfAnExport(String source, String key, String activity, String money) {
        SourceContract contract = contracts.get(source);
        assertThat(String.join(", ", contract.key())).isEqualTo(key);
        assertThat(contract.activity()).isEqualTo(activity);
        assertThat(contract.money() == null ? null : contract.money().columns().get(0))
                .isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amazon_sponsored_products | date date, impressions int, click_thru_rate_ctr percent, spend decimal(18,2), n_7_day_total_sales decimal(18,2)
            linkedin_demographics     | start_date_in_utc date, campaign_id string, impressions int, click_through_rate percent, total_spent decimal(18,2)
            paypal_activity           | date date, gross decimal(18,2), fee decimal(18,2), contact_phone_number string
            stripe_payments           | created_date_utc timestamp, amount decimal(18,2), captured boolean, card_address_zip string
            tiktok_ad_groups          | by_day date, cost decimal(18,2), clicks_destination int, cost_per_conversion decimal(18,2)
            typeform_responses        | number string, score int, what_could_we_do_better string, submit_date_utc timestamp
            woocommerce_bestellungen  | bestellnummer string, bestelldatum timestamp, postleitzahl_rechnung string, versandkosten decimal(18,2)
            """)
    void aDraftHasTheTypesOfAnExport(String source, String columns) {
        for (String column : columns.split(", ")) {
            String[] parts = column.split(" ");
            assertThat(contracts.get(source).column(parts[0]).orElseThrow().type())
                    .as(column)
                    .hasToString(parts[1]);
        }
    }

    @Test
    void theFactsHoldTheMoneyOfTheExports() {
        assertThat(
                        Nights.ask(
                                folder.resolve("wh"),
                                "select source, count(*), sum(cost)::decimal(18,2) from {fact_spend} group by all order by all"))
                .isEqualTo("""
                        amazon_sponsored_products | 9 | 101.79
                        linkedin_demographics | 24 | 1790.79
                        tiktok_ad_groups | 12 | 102.52""");
        assertThat(Nights.ask(
                        folder.resolve("wh"),
                        "select source, count(*), sum(amount)::decimal(18,2) from {fact_customer_experience}"
                                + " group by all order by all"))
                .isEqualTo("""
                        paypal_activity | 20 | 10635.53
                        stripe_payments | 24 | 8725.43
                        typeform_responses | 22 | null
                        woocommerce_bestellungen | 21 | 29261.40""");
    }
}
