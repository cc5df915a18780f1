package cx.warehouse.report;

import static cx.warehouse.report.ResultDocuments.document;
import static cx.warehouse.report.ResultDocuments.entry;
import static cx.warehouse.report.ResultDocuments.store;
import static cx.warehouse.report.ResultDocuments.withDrift;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import cx.warehouse.files.FileStore;
import cx.warehouse.testing.Chromium;
import cx.warehouse.testing.TestBrowser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the site in a real browser: it fits a phone, loads nothing else, is accessible, and shows the results. */
class SiteInBrowserTest {

    private static final String TABLE = "source.salesforce_contact";
    private static final String EVIL = "<img src=https://example.com/x onerror=document.title=1>";

    private static final String DRIFT = """
            [{"what": "added: Preferred_Store_As_The_Customer_Named_It_On_The_Telephone__c", "files": ["00D7Q000000JnprUAC_Contact_2026-03-12_export.csv"], "more": 3},
             {"what": "added: %s", "files": ["a.csv", "b.csv"], "more": 0},
             {"what": "renamed: E-mail (Email)", "files": ["a.csv"], "more": 0},
             {"what": "missing: Phone", "files": ["a.csv"], "more": 0}]""".formatted(EVIL);

    @TempDir
    private static Path folder;

    private static TestBrowser browser;

    @BeforeAll
    static void siteAndBrowser() throws Exception {
        FileStore root = FileStore.at(folder.toString(), null);
        for (int day = 10; day < 16; day++) {
            String time = "2026-03-" + day + "T02:00:00+00:00";
            String run = "2026-03-" + day + "-salesforce_contact-0123456789abcdef";
            store(root, run, TABLE, withDrift(document(time, contacts(day), others(day)), DRIFT));
            store(root, run, "mart.fact_customer_experience", document(time, others(day)));
        }
        DataDocs.of(root, root.folder(DataDocs.PLACE), ResultDocuments.declarations(), 30)
                .rebuild();
        try {
            browser = TestBrowser.start();
        } catch (Chromium.Unavailable unavailable) {
            skip(unavailable.getMessage());
        }
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, 360, 740, LIGHT",
        "index.html, 1280, 800, DARK",
        TABLE + "/index.html, 360, 740, DARK",
        TABLE + "/index.html, 1280, 800, LIGHT",
        TABLE + "/2026-03-12-salesforce_contact-0123456789abcdef.html, 360, 740, LIGHT",
    })
    void aPageFitsItsScreenLoadsNothingElseAndIsAccessible(String path, int width, int height, ColorScheme colors) {
        List<String> requests = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context = browser.browser()
                        .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                                .setViewportSize(width, height)
                                .setColorScheme(colors)
                                .setBypassCSP(true));
                Page page = context.newPage()) {
            page.onRequest(request -> requests.add(request.url()));
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            page.navigate(address(path));
            assertThat(page.title()).contains("Data quality");
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
            assertThat(requests).containsExactly(address(path));
            assertThat(complaints).isEmpty();
            List<Rule> broken = new AxeBuilder(page).analyze().getViolations();
            assertThat(broken)
                    .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"360, 740", "1280, 800"})
    void aTablesPageShowsColumnsThatDifferFromTheContract(int width, int height) {
        try (Page page = page(width, height, TABLE + "/index.html")) {
            Locator lines = page.locator("table.drift tbody tr");
            assertThat(lines.allInnerTexts().stream()
                            .map(line -> line.replaceAll("\\s+", " ").strip())
                            .toList())
                    .contains(EVIL + " Added a.csv, b.csv", "Phone Missing a.csv", "E-mail (Email) Renamed a.csv");
            assertThat(lines.first().innerText()).contains("export.csv and 3 other files");
            assertThat(lines.first().boundingBox().width).isLessThanOrEqualTo(width);
        }
    }

    @ParameterizedTest
    @CsvSource({"360, 740", "1280, 800"})
    void aTablesPageShowsFailuresAndChartsWithoutPersonalValues(int width, int height) {
        try (Page page = page(width, height, TABLE + "/index.html")) {
            Locator failed = page.locator("article.failed");
            assertThat(failed.count()).isEqualTo(1);
            assertThat(failed.isVisible()).isTrue();
            assertThat(failed.innerText())
                    .contains("At least 99% of the values of email match the pattern")
                    .contains("37 of 1,204 values (3.1%) are not as expected.")
                    .contains("a•••@•••");
            assertThat(page.locator("article").first().innerText()).isEqualTo(failed.innerText());
            for (Locator chart : page.locator("svg[role=img]").all()) {
                assertThat(chart.getAttribute("aria-label")).contains(" in the last 6 runs: ");
                assertThat(chart.boundingBox().width).isGreaterThan(100);
            }
            assertThat(page.locator(".chart").count()).isEqualTo(2);
            assertThat(page.locator("article .spark").count()).isEqualTo(3);
            assertThat(page.content()).doesNotContain("ada@example", "Lovelace");
            assertThat(page.locator("img").count()).isZero();
            assertThat(page.locator("article.warned").innerText()).contains(EVIL);
        }
    }

    @Test
    void onePageLeadsToTheNext() {
        try (Page page = page(360, 740, "index.html")) {
            assertThat(page.locator("table.tables tbody tr").first().innerText())
                    .contains("mart.fact_customer_experience");
            page.locator("a", new Page.LocatorOptions().setHasText(TABLE)).click();
            assertThat(page.locator("h1").innerText()).isEqualTo(TABLE);
            page.locator("table.runs a").nth(2).click();
            assertThat(page.locator("main").innerText()).contains("As it was on 13 March 2026, 02:00 UTC.");
            page.locator("nav a").click();
            page.locator("a.home").click();
            assertThat(page.locator("h1").innerText()).isEqualTo("Data quality");
        }
    }

    private static Page page(int width, int height, String path) {
        Page page = browser.browser()
                .newPage(new com.microsoft.playwright.Browser.NewPageOptions()
                        .setViewportSize(width, height)
                        .setJavaScriptEnabled(false));
        page.navigate(address(path));
        return page;
    }

    private static String address(String path) {
        return "file://" + folder.resolve(DataDocs.PLACE).resolve(path);
    }

    private static String contacts(int day) {
        return entry(
                "expect_column_values_to_match_regex",
                "{\"column\": \"email\", \"regex\": \"^[^@ ]+@[^@ ]+$\", \"mostly\": 0.99}",
                day != 15,
                "critical",
                """
                {"element_count": 1207, "missing_count": 3, "unexpected_count": 37, "unexpected_percent": 3.0731,
                 "partial_unexpected_list": ["ada@example.com", "Lovelace"],
                 "partial_unexpected_index_list": [{"id": "0035g00000AbCdEfGhIjKlMn", "last_name": "Lovelace", "email": "ada@example.com"}]}""");
    }

    private static String others(int day) {
        return entry(
                        "expect_column_values_to_be_in_set",
                        "{\"column\": \"lead_source\", \"value_set\": [\"web\"], \"row_condition\": \""
                                + "created_at>=date_add(business_date,3)".repeat(3) + "\"}",
                        false,
                        "warning",
                        "{\"element_count\": 9, \"missing_count\": 0, \"unexpected_count\": " + (day - 9)
                                + ", \"unexpected_percent\": " + 100.0 * (day - 9) / 9
                                + ", \"partial_unexpected_list\": [\"" + EVIL + "\", \"" + "x".repeat(300) + "\"]}")
                + ","
                + entry(
                        "expect_column_mean_to_be_between",
                        "{\"column\": \"cost\", \"max_value\": 20}",
                        true,
                        "info",
                        "{\"observed_value\": " + day + "}");
    }

    private static void skip(String why) {
        String message = "The pages were not seen by a real browser: " + why;
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        System.err.println("SKIPPED " + message);
        abort(message);
    }
}
