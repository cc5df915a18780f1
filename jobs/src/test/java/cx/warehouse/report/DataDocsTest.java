package cx.warehouse.report;

import static cx.warehouse.report.ResultDocuments.document;
import static cx.warehouse.report.ResultDocuments.entry;
import static cx.warehouse.report.ResultDocuments.store;
import static cx.warehouse.report.ResultDocuments.withDrift;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.contract.Declarations;
import cx.warehouse.files.FileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes the site from results, updates it night by night, and rebuilds it when parts are missing or damaged. */
class DataDocsTest {

    private static final Declarations DECLARATIONS = ResultDocuments.declarations();
    private static final String CONTACTS = "source.salesforce_contact";
    private static final String ROWS = "expect_table_row_count_to_be_between";

    @TempDir
    private Path folder;

    private FileStore root;
    private FileStore site;

    @BeforeEach
    void places() {
        root = FileStore.at(folder.resolve("warehouse").toString(), null);
        site = root.folder(DataDocs.PLACE);
    }

    @Test
    void aTablesPageShowsBrokenRulesWithoutPersonalValues() {
        store(root, "2026-03-14-salesforce_contact-1", CONTACTS, document("2026-03-14T02:00:00+00:00", contacts()));
        docs(30).rebuild();
        String page = site.readText(CONTACTS + "/index.html");
        assertThat(page)
                .contains("37 of 1,204 values (3.1%) are not as expected.", "a•••@•••", "14 March 2026", "Failed");
        assertThat(everything(site).values())
                .noneMatch(text -> text.contains("ada@example") || text.contains("Lovelace"));
    }

    @Test
    void dataIsShownAndNeverRun() {
        String evil = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        store(
                root,
                "2026-03-14-<i>-1",
                "mart.<b>fact",
                document(
                        "2026-03-14T02:00:00+00:00",
                        """
                {"success": false, "exception_info": {"raised_exception": true, "exception_message": "%1$s"}, "result": {},
                 "expectation_config": {"type": "expect_%1$s", "severity": "%1$s", "notes": "%1$s",
                   "kwargs": {"column": "%1$s", "row_condition": "%1$s", "%1$s": "%1$s"}}}""".formatted(evil),
                        entry(
                                "expect_column_values_to_be_in_set",
                                "{\"column\": \"c\", \"value_set\": [\"" + evil + "\"]}",
                                false,
                                "critical",
                                "{\"element_count\": 1, \"unexpected_count\": 1, \"partial_unexpected_list\": [\""
                                        + evil + "\"]," + " \"partial_unexpected_index_list\": [{\"" + evil + "\": \""
                                        + evil + "\"}]}")));
        docs(30).rebuild();
        Map<String, String> pages = everything(site);
        assertThat(pages).hasSize(4);
        pages.keySet().removeIf(path -> path.endsWith(".json"));
        assertThat(pages.values())
                .noneMatch(page -> page.contains("<script")
                        || page.contains("<img")
                        || page.contains("<b>fact")
                        || page.contains("<i>-1"));
        assertThat(pages.values()).anyMatch(page -> page.contains("&lt;script&gt;alert(1)"));
    }

    @Test
    void updatingNightByNightGivesTheSameSiteAsARebuild() {
        for (int day = 10; day < 16; day++) {
            String run = "2026-03-" + day + "-salesforce_contact-1";
            store(root, run, CONTACTS, document("2026-03-" + day + "T02:00:00+00:00", contacts(), rows(1000 + day)));
            docs(4).refresh(List.of(run));
        }
        Map<String, String> nightly = everything(site);
        FileStore elsewhere = FileStore.at(folder.resolve("elsewhere").toString(), null);
        DataDocs.of(root, elsewhere, DECLARATIONS, 4).rebuild();
        assertThat(nightly).isEqualTo(everything(elsewhere));
        assertThat(nightly.keySet().stream().filter(path -> path.contains("/2026-")))
                .hasSize(4);
    }

    @Test
    void aNightWritesOnlyThePagesOfItsTables() {
        store(root, "2026-03-13-a-1", "mart.fact_order", document("2026-03-13T02:00:00+00:00", rows(1)));
        store(root, "2026-03-13-b-1", CONTACTS, document("2026-03-13T02:01:00+00:00", rows(1)));
        docs(30).rebuild();
        site.writeText("mart.fact_order/index.html", "as it was");
        store(root, "2026-03-14-b-2", CONTACTS, document("2026-03-14T02:00:00+00:00", rows(2)));
        DataDocs.SiteSummary written = docs(30).refresh(List.of("2026-03-14-b-2", "2026-03-13-a-1"));
        assertThat(written.pages()).isEqualTo(3);
        assertThat(site.readText("mart.fact_order/index.html")).isEqualTo("as it was");
        assertThat(site.readText("index.html")).contains("mart.<wbr>fact_<wbr>order", "14 March 2026");
        assertThat(docs(30).refresh(List.of("2026-03-14-b-2")).pages()).isZero();
    }

    @Test
    void aDamagedHistoryIsRebuilt() {
        store(root, "2026-03-13-b-1", CONTACTS, document("2026-03-13T02:00:00+00:00", rows(1)));
        store(root, "2026-03-14-b-2", CONTACTS, document("2026-03-14T02:00:00+00:00", rows(2)));
        docs(30).rebuild();
        Map<String, String> whole = everything(site);
        site.writeText(CONTACTS + "/history.json", "{\"format\": 1, \"runs\": [");
        docs(30).refresh(List.of("2026-03-14-b-2"));
        assertThat(everything(site)).isEqualTo(whole);
        site.delete(CONTACTS + "/history.json");
        docs(30).refresh(List.of());
        assertThat(everything(site)).isEqualTo(whole);
    }

    @Test
    void rebuildingALostHistoryLeavesOtherTablesAlone() {
        store(root, "2026-03-13-a-1", "mart.fact_order", document("2026-03-13T02:00:00+00:00", rows(1)));
        store(root, "2026-03-13-b-1", CONTACTS, document("2026-03-13T02:01:00+00:00", rows(1)));
        docs(30).rebuild();
        site.writeText("notes/index.html", "mine");
        site.writeText("mart.fact_order/index.html", "as it was");
        assertThat(docs(30).refresh(List.of()).pages()).isZero();
        site.delete(CONTACTS + "/history.json");
        assertThat(docs(30).refresh(List.of()).pages()).isEqualTo(3);
        assertThat(site.exists(CONTACTS + "/history.json")).isTrue();
        assertThat(site.readText("mart.fact_order/index.html")).isEqualTo("as it was");
        assertThat(site.readText("notes/index.html")).isEqualTo("mine");
    }

    @Test
    void textOfATableWithoutContractIsHidden() {
        store(
                root,
                "validate-1",
                "crm",
                document(
                        "2026-03-14T02:00:00+00:00",
                        entry(
                                "expect_column_values_to_be_in_set",
                                "{\"column\": \"remark\", \"value_set\": [\"none\"]}",
                                false,
                                "critical",
                                """
                {"element_count": 2, "unexpected_count": 2, "partial_unexpected_list": ["Ada Lovelace", "St James's Square 12"],
                 "partial_unexpected_index_list": [{"remark": "Ada Lovelace", "visits": 7, "seen": "2026-03-14", "more": {"at": ["Marylebone"]}}]}"""),
                        entry(
                                "expect_column_max_to_be_between",
                                "{\"column\": \"remark\"}",
                                true,
                                "critical",
                                "{\"observed_value\": \"Zoe\"}")));
        docs(30).rebuild();
        assertThat(everything(site).values())
                .noneMatch(page -> page.contains("Lovelace")
                        || page.contains("Square")
                        || page.contains("Marylebone")
                        || page.contains("Zoe"));
        assertThat(site.readText("crm/index.html")).contains("A•••", "none", ">7<", "2026-03-14");
    }

    @Test
    void pagesShowTheDriftOfADeliveryWithoutPersonalValues() {
        String drift = """
                [{"what": "added: <b>colour", "files": ["contacts_de.csv", "contacts_fr.csv"], "more": 7},
                 {"what": "added: ada@example.com", "files": ["contacts_fr.csv"], "more": 0},
                 {"what": "missing: Phone", "files": ["contacts_fr.csv"], "more": 0}]""";
        String document = document("2026-03-13T02:00:00+00:00", rows(1));
        store(root, "2026-03-13-b-1", CONTACTS, withDrift(document, drift));
        store(root, "2026-03-14-b-2", CONTACTS, document("2026-03-14T02:00:00+00:00", rows(2)));
        docs(30).rebuild();
        assertThat(site.readText(CONTACTS + "/2026-03-13-b-1.html"))
                .contains("Columns unlike the contract", "&lt;b&gt;colour", "Added", "Missing", ">Phone<")
                .contains("contacts_fr.csv</span> and 7 other files", "a•••@•••")
                .doesNotContain("ada@example.com", "<b>colour");
        assertThat(site.readText(CONTACTS + "/index.html")).doesNotContain("Columns unlike the contract");
    }

    @Test
    void aRunThatIsCheckedAgainReplacesItsEarlierResult() {
        store(root, "2026-03-13-b-1", CONTACTS, document("2026-03-13T02:00:00+00:00", rows(1)));
        docs(30).rebuild();
        store(root, "2026-03-13-b-1", CONTACTS, document("2026-03-13T05:00:00+00:00", rows(5)));
        docs(30).refresh(List.of("2026-03-13-b-1"));
        assertThat(site.readText(CONTACTS + "/index.html"))
                .contains("05:00 UTC")
                .doesNotContain("02:00 UTC");
    }

    @Test
    void aResultThatCannotBeReadIsLeftOutAndNamed() {
        store(root, "2026-03-13-b-1", CONTACTS, document("2026-03-13T02:00:00+00:00", rows(1)));
        store(root, "2026-03-14-b-2", CONTACTS, "{\"results\": [");
        store(root, "2026-03-14-b-2", "mart.fact_order", "{\"some\": \"thing\"}");
        DataDocs.SiteSummary written = docs(30).rebuild();
        assertThat(written.tables()).isEqualTo(1);
        assertThat(written.unreadable()).hasSize(2).allMatch(why -> why.contains("2026-03-14-b-2"));
        assertThat(written.index()).endsWith("index.html");
    }

    @Test
    void onlyPagesOfTheSiteAreRemoved() {
        site.writeText("notes/mine.html", "kept");
        store(root, "2026-03-13-b-1", CONTACTS, document("2026-03-13T02:00:00+00:00", rows(1)));
        store(root, "2026-03-13-b-1", "mart.fact_order", document("2026-03-13T02:00:00+00:00", rows(1)));
        docs(30).rebuild();
        root.delete("validations/2026-03-13-b-1/mart.fact_order.json");
        docs(30).rebuild();
        assertThat(everything(site).keySet())
                .contains("notes/mine.html", CONTACTS + "/index.html")
                .noneMatch(path -> path.startsWith("mart."));
    }

    private DataDocs docs(int keepRuns) {
        return DataDocs.of(root, site, DECLARATIONS, keepRuns);
    }

    private static String rows(int count) {
        return entry(ROWS, "{\"min_value\": 1}", true, "critical", "{\"observed_value\": " + count + "}");
    }

    private static String contacts() {
        return entry(
                "expect_column_values_to_match_regex",
                "{\"column\": \"email\", \"regex\": \"@\"}",
                false,
                "critical",
                """
                {"element_count": 1207, "missing_count": 3, "unexpected_count": 37, "unexpected_percent": 3.0731,
                 "partial_unexpected_list": ["ada@example.com", "Lovelace"],
                 "partial_unexpected_index_list": [{"id": "0035g00000AbC", "last_name": "Lovelace", "email": "ada@example.com"}],
                 "unexpected_index_query": "email = 'ada@example.com'"}""");
    }

    private static Map<String, String> everything(FileStore store) {
        Map<String, String> files = new TreeMap<>();
        store.list("").forEach(entry -> files.put(entry.path(), store.readText(entry.path())));
        return files;
    }
}
