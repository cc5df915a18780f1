package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.cli.option.WarehouseOptions;
import cx.warehouse.cli.show.RowPrinter;
import cx.warehouse.night.BusinessSettings;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.SampleTruth;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo on a sample of one night, then queries and status commands on its warehouse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {

    private static final String NIGHT = "2026-03-07";

    @TempDir
    static Path folder;

    private Path demo;
    private String root;
    private JsonNode truth;
    private CxwShell.CommandOutput first;

    @BeforeAll
    void makesASampleAndRunsTheDemoOnIt() throws IOException {
        demo = folder.resolve("demo");
        root = demo.resolve("warehouse").toString();
        CxwShell.CommandOutput made = CxwShell.run(
                "sample", "--out", demo.toString(), "--start", "2026-03-06", "--days", "1", "--customers", "120");
        assertThat(made.exitCode()).as(made.all()).isZero();
        assertThat(made.out()).matches("[0-9,]+ rows in [0-9.]+ s \\([0-9,]+ rows/s\\): " + demo + "\n");
        truth = new ObjectMapper().readTree(demo.resolve("truth.json").toFile());
        first = demo();
    }

    @Test
    void aSampleIsNotWrittenOverAnother() {
        CxwShell.CommandOutput again = CxwShell.run("sample", "--out", demo.toString());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).startsWith("cxw: ").contains(demo.toString());
    }

    @Test
    void demoPublishesThePlantedTruthMetricByMetric() {
        assertThat(first.exitCode()).as(first.all()).isZero();
        assertThat(first.out())
                .contains("Published: " + root, "sql --root " + root, "channel", "Organic Search")
                .doesNotContain("DIFFERS");
        assertThat(first.out().lines().filter(line -> line.contains("planted") && line.endsWith("agrees")))
                .extracting(line -> line.substring(0, 16).strip())
                .containsExactly(
                        "visits",
                        "orders",
                        "revenue (USD)",
                        "ad spend (USD)",
                        "partners (USD)",
                        "portal visits",
                        "promoter score",
                        "customers");
        assertThat(first.out())
                .containsPattern("customers +" + truth.at("/customers/people").asText() + "  planted");
    }

    @Test
    void aDemoThatDiffersFromThePlantedValuesIsRefused() {
        Path file = demo.resolve("truth.json");
        for (String figure : new String[] {"people", "gross_usd"}) {
            String right = truth.findPath(figure).asText();
            Folders.change(
                    file,
                    text -> text.replaceFirst(
                            "(\"" + figure + "\" ?: ?\"?)" + right, "$1" + right.replaceFirst("^\\d", "8")));
            CxwShell.CommandOutput differs = demo();
            Folders.change(
                    file,
                    text -> text.replaceFirst(
                            "(\"" + figure + "\" ?: ?\"?)" + right.replaceFirst("^\\d", "8"), "$1" + right));
            assertThat(differs.exitCode()).as(differs.all()).isEqualTo(3);
            assertThat(differs.out().lines().filter(line -> line.endsWith("DIFFERS")))
                    .as(figure)
                    .hasSize(1);
            assertThat(differs.out()).contains("Nothing new");
            assertThat(differs.err()).contains("the published tables differ from the planted values");
        }
    }

    @Test
    void everyPublishedColumnHasItsMeaningInBothEngines() {
        assertThat(CxwShell.run(
                                "sql",
                                "--root",
                                root,
                                "--format",
                                "csv",
                                "select table_name, column_name, comment, meaning"
                                        + " from (select * from duckdb_columns() where schema_name = 'mart'"
                                        + " and table_name <> 'customer_experience') as found"
                                        + " full join data_dictionary using (table_name, column_name)"
                                        + " where comment is distinct from meaning or meaning = ''")
                        .out())
                .isEqualToNormalizingNewlines("table_name,column_name,comment,meaning\n");
        String described = CxwShell.run(
                        "sql", "--root", root, "--engine", "spark", "--format", "csv", "describe mart.fact_order")
                .out();
        assertThat(described).contains("order_id,string,\"our order number without #");
        String dictionary = CxwShell.run("dictionary", "--root", root).out();
        assertThat(dictionary)
                .contains("### fact_order", "| `order_id` | string, required | our order number without #")
                .contains("shopify_order: Name");
        String page =
                CxwShell.run("dictionary", "--root", root, "--format", "html").out();
        assertThat(page).contains("<h2 id=\"h-fact_order\">fact_order</h2>", "shopify_order: Name");
    }

    @Test
    void statusCountsTheRowsOfEveryFileByOutcome() {
        CxwShell.CommandOutput status = CxwShell.run("status", "--root", root, "--date", NIGHT, "--json");
        assertThat(status.exitCode()).as(status.all()).isZero();
        Map<String, String> planted = SampleTruth.files(truth);
        assertThat(SampleTruth.ledger(status.json().path("files"), planted)).isEqualTo(planted);
        assertThat(status.json().path("loads"))
                .isNotEmpty()
                .allSatisfy(load -> assertThat(load.path("state").asText()).isEqualTo("published"));
    }

    @Test
    void theSummaryAccountsForEveryRowThatASourceRead() {
        Map<String, long[]> planted = new TreeMap<>();
        SampleTruth.files(truth).forEach((file, figures) -> {
            long[] sums = planted.computeIfAbsent(file.split(" ")[0], source -> new long[5]);
            long[] parts =
                    Stream.of(figures.split("\\D+")).mapToLong(Long::parseLong).toArray();
            for (int at = 0; at < parts.length; at++) {
                sums[0] += parts[at];
                sums[at + 1] += parts[at];
            }
        });
        Map<String, String> wanted = new TreeMap<>();
        planted.forEach((source, sums) -> wanted.put(source, Arrays.toString(sums)));
        Map<String, String> found = new TreeMap<>();
        Matcher line = Pattern.compile(
                        " *" + NIGHT + " +(\\w+) +\\d+ +([0-9,]+) +([0-9,]+) +([0-9,]+) +([0-9,]+) +([0-9,]+).*")
                .matcher(first.out());
        while (line.find()) {
            long[] figures = IntStream.rangeClosed(2, 6)
                    .mapToLong(at -> Long.parseLong(line.group(at).replace(",", "")))
                    .toArray();
            assertThat(figures[0]).isEqualTo(figures[1] + figures[2] + figures[3] + figures[4]);
            found.put(line.group(1), Arrays.toString(figures));
        }
        assertThat(found).isEqualTo(wanted);
        assertThat(first.out()).containsPattern("Published " + NIGHT + "-assemble-\\w+: .* fact_order [0-9,]+,");
    }

    @Test
    void theSummaryAsJsonHasTheFilesOfTheLedger() {
        String drops = demo.resolve("drops").toString();
        CxwShell.CommandOutput night =
                CxwShell.run("nightly", "--root", root, "--drop-zone", drops, "--date", NIGHT, "--json");
        assertThat(night.exitCode()).as(night.all()).isZero();
        assertThat(night.out().lines()).hasSize(1);
        assertThat(night.json().path("outcome").asText()).isEqualTo("nothing new");
        assertThat(night.json().path("exit_code").asInt(-1)).isZero();
        List<JsonNode> files = new ArrayList<>();
        night.json().path("sources").forEach(source -> source.path("files").forEach(files::add));
        Map<String, String> planted = SampleTruth.files(truth);
        assertThat(SampleTruth.ledger(files, planted)).isEqualTo(planted);
        CxwShell.CommandOutput early =
                CxwShell.run("nightly", "--root", root, "--drop-zone", drops, "--date", "2020-01-01", "--json");
        assertThat(early.exitCode()).isEqualTo(4);
        assertThat(early.json().path("outcome").asText()).isEqualTo("failed");
        assertThat(early.json().path("exit_code").asInt()).isEqualTo(4);
        assertThat(early.json().path("message").asText()).contains("Nothing was delivered for 2020-01-01");
    }

    @Test
    void statusInWordsNamesEveryLoadAndTheLastPublish() {
        CxwShell.CommandOutput status = CxwShell.run("status", "--root", root);
        assertThat(status.exitCode()).isZero();
        assertThat(status.out().lines().findFirst().orElse(""))
                .matches("\\s*date\\s+source\\s+state\\s+files\\s+read\\s+loaded\\s+message");
        JsonNode ga4 = truth.at("/sources/ga4_event");
        assertThat(status.out())
                .containsPattern(" *" + NIGHT + " +ga4_event +published +"
                        + ga4.path("files").asText() + " +" + ga4.path("read").asText() + " +"
                        + ga4.path("loaded").asText() + "\n")
                .containsPattern(NIGHT + " +assemble +published")
                .contains("Facts were last published at ");
        assertThat(CxwShell.run("status", "--root", root, "--date", "2020-01-01")
                        .out())
                .startsWith("Nothing was run for 2020-01-01.");
    }

    @Test
    void statusWarnsOfAPublishThatIsTooOld() {
        CxwShell.CommandOutput young = CxwShell.run("status", "--root", root, "--max-age", "26h");
        assertThat(young.exitCode()).isZero();
        CxwShell.CommandOutput old = CxwShell.run("status", "--root", root, "--max-age", "1ms");
        assertThat(old.exitCode()).isEqualTo(3);
        assertThat(old.out()).contains("older than --max-age");
        CxwShell.CommandOutput asJson = CxwShell.run("status", "--root", root, "--max-age", "1ms", "--json");
        assertThat(asJson.exitCode()).isEqualTo(3);
        assertThat(asJson.json().path("is_stale").asBoolean()).isTrue();
        CxwShell.CommandOutput none =
                CxwShell.run("status", "--root", folder.resolve("none").toString(), "--max-age", "1d");
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.out()).contains("No facts are published yet.");
        assertThat(CxwShell.run("status", "--max-age", "soon").err()).contains("not a length of time such as 26h");
    }

    @Test
    void bothEnginesAnswerAlikeInEveryFormat() {
        String query = "select origin, count(*) as orders, sum(gross_revenue) as revenue, max(ordered_at) as last"
                + " from fact_order group by origin order by origin";
        for (String format : new String[] {"table", "csv", "json"}) {
            CxwShell.CommandOutput duckdb = CxwShell.run("sql", "--root", root, "--format", format, query);
            CxwShell.CommandOutput spark =
                    CxwShell.run("sql", "--root", root, "--format", format, "--engine", "spark", query);
            assertThat(duckdb.exitCode()).as(duckdb.all()).isZero();
            assertThat(spark.exitCode()).as(spark.all()).isZero();
            assertThat(duckdb.out())
                    .contains("web", "store", truth.at("/orders/count").asText());
            assertThat(spark.out()).as(format).isEqualTo(duckdb.out());
        }
        CxwShell.CommandOutput table = CxwShell.run("sql", "--root", root, query);
        assertThat(table.out().lines().findFirst().orElse("")).matches("\\s*origin\\s+orders\\s+revenue\\s+last");
        CxwShell.CommandOutput piped = CxwShell.runWithInput(query, "sql", "--root", root);
        assertThat(piped.out()).isEqualTo(table.out());
    }

    @Test
    void sparkReadsOneNightAcrossTablesByTheNameOfItsLoad() {
        String load = CxwShell.run(
                        "sql",
                        "--root",
                        root,
                        "--format",
                        "json",
                        "select load_id from ledger_load where source = 'assemble'")
                .json()
                .at("/0/load_id")
                .asText();
        CxwShell.CommandOutput then = CxwShell.run(
                "sql",
                "--root",
                root,
                "--engine",
                "spark",
                "--format",
                "json",
                "select count(*) as orders from fact_order version as of '" + load + "' where origin = 'web'");
        assertThat(then.exitCode()).as(then.all()).isZero();
        assertThat(then.json().at("/0/orders").asText())
                .isEqualTo(truth.at("/orders/count").asText());
    }

    @Test
    void aWrongQueryIsAFaultOfUsageInBothEngines() {
        for (String engine : new String[] {"duckdb", "spark"}) {
            CxwShell.CommandOutput wrong =
                    CxwShell.run("sql", "--root", root, "--engine", engine, "select nothing_such from fact_order");
            assertThat(wrong.exitCode()).as(engine).isEqualTo(2);
            assertThat(wrong.err()).contains("nothing_such").doesNotContain("\tat ");
        }
        String none = folder.resolve("none").toString();
        CxwShell.CommandOutput empty =
                CxwShell.run("sql", "--root", none, "--format", "json", "select count(*) as n from fact_order");
        assertThat(empty.exitCode()).as(empty.all()).isZero();
        assertThat(empty.json().at("/0/n").asInt(-1)).isZero();
        assertThat(empty.err()).contains("Nothing is published at " + none + " yet");
        CxwShell.CommandOutput prompt = CxwShell.runWithInput("", "sql", "--root", root, "--engine", "spark");
        assertThat(prompt.exitCode()).isEqualTo(2);
        assertThat(prompt.err()).contains("Cannot open a prompt on Spark");
    }

    @Test
    void thePromptTakesQueriesOfSeveralLinesAndSurvivesAWrongOne() throws IOException {
        String typed = """
                select origin,
                  count(*) as orders
                from fact_order where origin = 'web' group by 1;

                select nothing_such from fact_order;
                select 41 + 1 as answer;
                exit;
                select 'never asked' as text;
                """;
        Settings settings =
                BusinessSettings.read(WarehouseOptions.projectFolder(), null, Map.of(), Map.of("root", root));
        Path history = folder.resolve("history");
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (DuckDbQueries analyst = DuckDbQueries.open(settings, null);
                Terminal terminal =
                        new DumbTerminal(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), screen)) {
            CxwShell.CommandOutput said = CxwShell.captureOutput(
                    "", () -> SqlPrompt.converse(terminal, history, analyst, RowPrinter.OutputFormat.TABLE));
            assertThat(said.exitCode()).isZero();
            assertThat(said.out())
                    .containsPattern("web +" + truth.at("/orders/count").asText() + "\n")
                    .contains("nothing_such", "42")
                    .doesNotContain("never asked", "\tat ");
        }
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("Queries end with ;", "cxw> ", "...> ");
        assertThat(history).content().contains("select 41 + 1 as answer;");
    }

    private CxwShell.CommandOutput demo() {
        return CxwShell.run("demo", "--out", demo.toString());
    }
}
