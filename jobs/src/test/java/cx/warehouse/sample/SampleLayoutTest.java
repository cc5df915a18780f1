package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Checks that files look like the vendors' own: names, byte-order marks, delimiters, preambles, and characters that are
 * hard to read.
 */
class SampleLayoutTest {
    private static final Path SAMPLE = SharedSample.sample();

    @Test
    void theAdReportIsWideTextWithTwoLinesBeforeTheHeader() throws Exception {
        Path file = file("2026-03-10", "google_ads", "campaign_report_4805551230_20260310.csv");
        assertThat(Files.readAllBytes(file)).startsWith(0xFF, 0xFE);
        List<String> lines = List.of(SampleReader.text(file, "").split("\r\n"));
        assertThat(lines.get(0)).isEqualTo("Campaign report");
        assertThat(lines.get(1)).isEqualTo("March 7, 2026 - March 9, 2026");
        assertThat(lines.get(2))
                .startsWith("Day\tCampaign\tCampaign ID\tCampaign type\tCurrency code\tImpr.\tClicks\t");
        assertThat(lines).anyMatch(line -> line.matches(".*\t\"\\d+,\\d{3}\"\t.*"));
        assertThat(lines).filteredOn(line -> line.startsWith("Total:")).hasSize(3);
        assertThat(lines).anyMatch(line -> line.contains("Performance Max") && line.contains("\t --\t"));
    }

    @Test
    void aFrenchReportHasFrenchWordsSpacesAndCurrency() {
        String text = SampleReader.text(file("2026-03-10", "meta_ads", "Rapport_act_771200337788_20260310.csv"), "");
        assertThat(text)
                .startsWith("Début des rapports;Fin des rapports;Nom de la campagne;")
                .contains(";Montant dépensé (EUR);")
                .contains(";\"Vidéo ; bois\";")
                .containsPattern(";\\d{1,3}\u202F\\d{3},\\d\\d;")
                .containsPattern(";\\d{1,3}\u00A0\\d{3};")
                .contains("\n2026-02-05;2026-03-09;");
    }

    @Test
    void theSameReportCameTwice() throws Exception {
        Path file = file("2026-03-09", "google_ads", "campaign_report_4805551230_20260309.csv");
        Path again = file("2026-03-09", "google_ads", "campaign_report_4805551230_20260309 (1).csv");
        assertThat(Files.mismatch(file, again)).isEqualTo(-1);
    }

    @Test
    void articlesHoldLineBreaksQuotesTabsAndSmallPictures() {
        StringBuilder all = new StringBuilder();
        SampleReader.files(SAMPLE, "meltwater", "Meltwater").forEach(file -> all.append(SampleReader.text(file, "")));
        assertThat(all)
                .contains("\"A lamp that\nkeeps")
                .contains("💡")
                .contains("\"\"the quiet kettle\"\"")
                .contains("Six ideas\tfor");
        assertThat(all).contains("\tPaywall\r\n");
    }

    @Test
    void oneExportMissesItsNightAndComesWithTheNext() {
        assertThat(SampleReader.files(SAMPLE, "meltwater", "Meltwater"))
                .extracting(path -> SAMPLE.resolve("drops").relativize(path).toString())
                .containsExactly(
                        "2026-03-08/meltwater/Meltwater_Export_20260308.csv",
                        "2026-03-10/meltwater/Meltwater_Export_20260309.csv",
                        "2026-03-10/meltwater/Meltwater_Export_20260310.csv");
    }

    @Test
    void someFilesAreEmptyOrHoldOnlyAHeader() throws Exception {
        assertThat(Files.size(file("2026-03-08", "facebook_page", "posts_209948811374999_20260308.csv")))
                .isZero();
        String header = SampleReader.text(file("2026-03-10", "square", "transactions-2026-03-10-2026-03-10.csv"), "");
        assertThat(SampleReader.records(header, ',')).hasSize(1);
    }

    @Test
    void impressionsBecomeViewsAndTillsChangeTheirOrder() {
        assertThat(SampleReader.text(file("2026-03-08", "facebook_page", "posts_209948811374402_20260308.csv"), ""))
                .contains(",Impressions,Reach,\"Reactions, Comments and Shares\",");
        assertThat(SampleReader.text(file("2026-03-10", "facebook_page", "posts_209948811374402_20260310.csv"), ""))
                .contains(",Views,Reach,")
                .doesNotContain("Impressions");
        assertThat(SampleReader.text(file("2026-03-08", "square", "transactions-2026-03-07-2026-03-07.csv"), ""))
                .startsWith("Date,Time,");
        assertThat(SampleReader.text(file("2026-03-09", "square", "transactions-2026-03-08-2026-03-08.csv"), ""))
                .startsWith("Source,Card,");
    }

    @Test
    void theArchiveOfTheCrmHoldsItsMembersWithEveryFieldQuoted() throws Exception {
        Path file = SampleReader.files(SAMPLE, "salesforce", "WE_").get(0);
        List<String> members = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream().forEach(entry -> members.add(entry.getName()));
        }
        assertThat(members)
                .containsExactlyInAnyOrder("Contact.csv", "Case.csv", "Opportunity.csv", "CampaignMember.csv");
        assertThat(SampleReader.text(file, "Contact.csv"))
                .startsWith("\"Id\",\"IsDeleted\",")
                .contains("\"O'Malley\"");
        assertThat(SampleReader.text(file, "Case.csv")).contains("said \"\"fragile\"\",\n");
    }

    @Test
    void ordersHaveSeveralLinesAndAddressesInOddCase() {
        StringBuilder all = new StringBuilder();
        SampleReader.files(SAMPLE, "shopify", "orders_export").forEach(file -> all.append(SampleReader.text(file, "")));
        assertThat(all)
                .containsPattern("#\\d+,[^,]+,,,,,,,,,,,,2026-")
                .containsPattern("#\\d+,[A-Z0-9.@]+,")
                .containsPattern("#\\d+,[^,]+ ,");
        assertThat(all)
                .contains(",refunded,")
                .contains("-0500,")
                .contains("-0400,")
                .contains(",Payment Method\n");
        assertThat(all).contains(",USD,").contains(",EUR,").contains(",GBP,").contains(",CAD,");
    }

    @Test
    void aShardMayHoldSeveralGzipMembers() throws Exception {
        byte[] bytes = Files.readAllBytes(file("2026-03-08", "ga4", "events_20260307-000000000000.json.gz"));
        String magic = new String(new byte[] {0x1f, (byte) 0x8b, 8, 0}, StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text.lastIndexOf(magic)).isPositive();
    }

    @Test
    void aShardMayComeUnpackedAndAPreambleMayHaveMoreLines() {
        assertThat(SampleReader.text(file("2026-03-10", "ga4", "events_20260308-900000000000.json"), ""))
                .startsWith("{\"event_date\":\"20260308\"");
        assertThat(SampleReader.files(SAMPLE, "microsoft_ads", "CampaignPerformance_"))
                .extracting(file -> SampleReader.text(file, "").lines().toList().indexOf(""))
                .containsExactly(5, 6, 7);
    }

    @Test
    void referencesComeBesideTheDrops() {
        List<List<String>> accounts =
                SampleReader.records(SampleReader.text(SAMPLE.resolve("reference/accounts.csv"), ""), ',');
        assertThat(accounts.get(0))
                .containsExactly("vendor", "account_id", "account_name", "time_zone", "currency", "number_format");
        assertThat(accounts).contains(List.of("awin", "31415", "Juniper Home UK", "Europe/London", "GBP", "en-US"));
        assertThat(SampleReader.text(SAMPLE.resolve("reference/fx_rates.csv"), ""))
                .startsWith("rate_date,base_currency,quote_currency,rate\n")
                .doesNotContain("2026-03-07");
    }

    @Test
    void theTruthNamesEveryQuirk() {
        JsonNode quirks = SampleReader.truth(SAMPLE).get("quirks");
        assertThat(quirks.get("special_deliveries"))
                .extracting(entry -> entry.get("kind").asText())
                .contains(
                        "same_file_twice",
                        "no_bytes",
                        "header_only",
                        "already_told",
                        "ad_renamed",
                        "late_file",
                        "late_events",
                        "unpacked");
        assertThat(quirks.get("drift"))
                .extracting(entry -> entry.get("kind").asText())
                .contains("added", "renamed", "reordered");
    }

    private static Path file(String delivery, String vendor, String name) {
        return SAMPLE.resolve("drops").resolve(delivery).resolve(vendor).resolve(name);
    }
}
