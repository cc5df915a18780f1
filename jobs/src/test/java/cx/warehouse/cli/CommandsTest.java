package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.testing.CxwProcess;
import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import cx.warehouse.testing.SampleTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Follows the documented steps for a new vendor, command by command; then tries other commands and mistakes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsTest {

    private static final String SOURCE = "harbour_booking";
    private static final String FIRST = "2026-03-06";
    private static final String SECOND = "2026-03-08";

    @TempDir
    static Path folder;

    private Path schemas;
    private Path contract;
    private Path delivered;

    @BeforeAll
    void aDropAndAnAccountOfAVendorWithoutContract() throws IOException {
        schemas = folder.resolve("schemas");
        Path home = Path.of(System.getProperty("cxw.home"), "schemas");
        for (String few : List.of("tables", "reference", "sources", "samples", "expectations")) {
            Folders.copy(home.resolve(few), schemas.resolve(few));
        }
        try (Stream<Path> sources = Files.list(schemas.resolve("sources"))) {
            for (Path source : sources.filter(file -> !file.endsWith("square_payment.yaml"))
                    .toList()) {
                Files.delete(source);
            }
        }
        Folders.copy(Nights.sample().resolve("reference"), folder.resolve("reference"));
        for (Path accounts : List.of(schemas.resolve("reference"), folder.resolve("reference"))) {
            Folders.change(
                    accounts.resolve("accounts.csv"), text -> text + "harbour,h-1,Harbour,Europe/Berlin,EUR,de-DE\n");
        }
        contract = schemas.resolve("sources/" + SOURCE + ".yaml");
        delivered = deliver(FIRST, "bookings_20260306.csv", bookings(10, "first"));
        Files.writeString(folder.resolve("own.yaml"), "schemas: " + schemas + "\nspark: {master: 'local[2]'}\n");
    }

    @Test
    @Order(1)
    void aContractIsDraftedOnStandardOutputOrIntoAFolder() throws IOException {
        String told = "bookings_20260306.csv: 31 read = 30 loaded + 0 quarantined + 0 duplicates + 1 left out\n";
        CxwShell.CommandOutput draft = CxwShell.run("source", "infer", delivered.toString(), "--source", SOURCE);
        assertThat(draft.exitCode()).as(draft.all()).isZero();
        assertThat(draft.out()).startsWith("source: " + SOURCE + "\n").contains("account: none", "key: [booking_no]");
        assertThat(draft.err()).isEqualTo(told);
        assertThat(contract).doesNotExist();

        CxwShell.CommandOutput written = infer();
        assertThat(written.exitCode()).as(written.all()).isZero();
        assertThat(written.out())
                .startsWith(told)
                .contains("Written: " + contract)
                .endsWith("then: cxw check --source " + SOURCE + "\n");
        assertThat(contract).hasContent(draft.out());
        assertThat(schemas.resolve("expectations/source." + SOURCE + ".json")).exists();

        Files.writeString(contract, "mine\n");
        CxwShell.CommandOutput again = infer();
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains(contract + ": it already exists; --force overwrites it");
        assertThat(contract).hasContent("mine");
        assertThat(infer("--force").exitCode()).isZero();
        assertThat(contract).hasContent(draft.out());
        assertThat(CxwShell.run("source", "infer", delivered.toString(), "--source", "Bookings")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    @Order(1)
    void aDraftThatDoesNotLoadItsOwnFilesEndsWithThree() throws IOException {
        Path one = Files.writeString(folder.resolve("pier_20260306.csv"), "id,n\n1,2\n2,3\n");
        Path other = Files.writeString(folder.resolve("pier_20260307.csv"), "id;n\n3;4\n5;6\n");
        CxwShell.CommandOutput draft =
                CxwShell.run("source", "infer", one.toString(), other.toString(), "--source", "pier_list");
        assertThat(draft.exitCode()).as(draft.all()).isEqualTo(3);
        assertThat(draft.out()).startsWith("source: pier_list\n");
        assertThat(draft.err())
                .contains(
                        "pier_20260306.csv: 2 read = 2 loaded",
                        "The draft does not load its own files:\n  pier_list pier_20260307.csv: lacks the column id; it has id;n")
                .contains("change the draft above, and save it as sources/pier_list.yaml");

        CxwShell.CommandOutput written = CxwShell.run(
                "source",
                "infer",
                one.toString(),
                other.toString(),
                "--source",
                "pier_list",
                "--output",
                schemas.toString());
        assertThat(written.exitCode()).as(written.all()).isEqualTo(3);
        assertThat(written.err()).contains("nothing was written; run without --output to see the draft");
        assertThat(schemas.resolve("sources/pier_list.yaml")).doesNotExist();
    }

    private CxwShell.CommandOutput infer(String... more) {
        List<String> line = new ArrayList<>(List.of("source", "infer", delivered.toString(), "--source", SOURCE));
        line.addAll(List.of("--output", schemas.toString()));
        line.addAll(List.of(more));
        return CxwShell.run(line.toArray(String[]::new));
    }

    @Test
    @Order(2)
    void checkShowsTheRowsOfTheSampleAndOfAnyFile() throws IOException {
        Folders.change(contract, text -> text.replace("account: none", "account: vendor")
                .replace("\"'event'\"", "\"'order'\"")
                .replace("from: Class}", "from: Class, values: [first, second]}"));
        CxwShell.CommandOutput sample = runHere("check", "--source", SOURCE);
        assertThat(sample.exitCode()).as(sample.all()).isZero();
        assertThat(sample.out())
                .containsPattern("bookings_20260306.csv: loaded, 12 read = 12 loaded")
                .contains("typed rows", "conformed interaction")
                .containsPattern("B-10 +2026-03-05T09:30:00Z .* order ")
                .doesNotContain("mail.test");

        Path file = Files.writeString(folder.resolve("bookings_20260310.csv"), bookings(90, "steerage"));
        CxwShell.CommandOutput other = runHere("check", "--source", SOURCE, "--file", file.toString());
        assertThat(other.exitCode()).as(other.all()).isZero();
        assertThat(other.out())
                .containsPattern("bookings_20260310.csv: loaded, 31 read = 29 loaded \\+ 1 quarantined")
                .containsPattern("reject .*bookings_20260310.csv row 33: class: 'steerage'");

        CxwShell.CommandOutput none = runHere(
                "check",
                "--source",
                SOURCE,
                "--file",
                folder.resolve("none.csv").toString());
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("none.csv: there is no such file");
        assertThat(runHere("check", "--source", "harbour_bokings").err()).contains("there is no such source", SOURCE);
        CxwShell.CommandOutput whose = runHere("check", "--file", file.toString());
        assertThat(whose.exitCode()).isEqualTo(2);
        assertThat(whose.err()).contains("--file needs --source");
    }

    @Test
    @Order(3)
    void checkRunsEverySampleThroughItsContract() throws IOException {
        CxwShell.CommandOutput all = runHere("check");
        assertThat(all.exitCode()).as(all.all()).isZero();
        assertThat(all.out())
                .containsPattern(" " + SOURCE + " +12 +12 +0 +interaction 12\n")
                .containsPattern(" square_payment +3 +2 +1 +sales_order 2")
                .contains("2 sources and 43 tables are valid.");
        Path sample = schemas.resolve("samples/square_payment");
        Path away = folder.resolve("away");
        Files.move(sample, away);
        CxwShell.CommandOutput bad = runHere("check");
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.out()).contains("no sample rows below " + sample);
        Files.move(away, sample);
    }

    @Test
    @Order(4)
    void theNightLoadsTheNewVendorAndStatusShowsIt() {
        CxwShell.CommandOutput night = runHere("nightly", "--date", FIRST);
        assertThat(night.exitCode()).as(night.all()).isZero();
        assertThat(night.out())
                .containsPattern(FIRST + " +" + SOURCE + " +1 +31 +30 +0 +0 +1 +30750 EUR")
                .containsPattern("Published " + FIRST + "-assemble-\\S+:.* fact_customer_experience 30\\b");
        assertThat(night.err()).contains("Persons are hashed with the key of the demo");
        JsonNode file = runHere("status", "--date", FIRST, "--json").json().at("/files/0");
        assertThat(file.path("path").asText()).isEqualTo(FIRST + "/harbour/bookings_20260306.csv");
        assertThat(file.path("outcome").asText()).isEqualTo("loaded");
        assertThat(file.path("loaded").asLong()).isEqualTo(30);
        assertThat(file.path("left_out").asLong()).isEqualTo(1);
        assertThat(new java.math.BigDecimal(file.at("/money/EUR").asText())).isEqualByComparingTo("30750");
    }

    @Test
    @Order(5)
    void aBackfillRunsTheDatesThatDeliveredAndWereNotRun() throws IOException {
        deliver(SECOND, "bookings_20260308.csv", bookings(50, "steerage"));
        CxwShell.CommandOutput night = runHere("backfill", "--from", FIRST, "--to", SECOND, "--json");
        assertThat(night.exitCode()).as(night.all()).isZero();
        JsonNode json = night.json();
        assertThat(json.path("dates")).hasSize(3);
        assertThat(json.path("outcome").asText()).isEqualTo("published");
        assertThat(json.path("sources"))
                .extracting(source -> source.path("date").asText() + " "
                        + source.path("outcome").asText())
                .containsExactly(FIRST + " nothing new", SECOND + " published");
        JsonNode file = json.at("/sources/1/files/0");
        assertThat(List.of("read", "loaded", "quarantined", "duplicates", "left_out"))
                .extracting(figure -> file.path(figure).asLong())
                .containsExactly(31L, 29L, 1L, 0L, 1L);
        CxwShell.CommandOutput again = runHere("backfill", "--from", FIRST, "--to", SECOND);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("Nothing new: the same inputs are published already.");
        CxwShell.CommandOutput backwards = runHere("backfill", "--from", SECOND, "--to", FIRST);
        assertThat(backwards.exitCode()).isEqualTo(2);
        assertThat(backwards.err()).contains("--to " + FIRST + " is before --from " + SECOND);
        CxwShell.CommandOutput never = runHere("backfill", "--from", "2020-01-01", "--to", "2020-01-02", "--json");
        assertThat(never.exitCode()).isEqualTo(4);
        assertThat(never.json().path("message").asText())
                .contains("Nothing was delivered for 2020-01-01 to 2020-01-02");
    }

    @Test
    @Order(6)
    void quarantinedRowsAreReplayedOnceTheContractIsFixed() {
        JsonNode held = runHere("quarantine", "list", "--format", "json").json();
        assertThat(held).hasSize(1);
        assertThat(held.at("/0/reason").asText()).isEqualTo("enum");
        assertThat(held.at("/0/column").asText()).isEqualTo("class");
        assertThat(runHere("quarantine", "show", "--source", SOURCE, "--reason", "enum")
                        .out())
                .contains("B-79;05.03.2026 19:30;guest79@mail.test;1.079,50;steerage");
        CxwShell.CommandOutput early = runHere("quarantine", "replay", "--source", SOURCE);
        assertThat(early.exitCode()).isZero();
        assertThat(early.out()).contains("Nothing to replay: no contract was fixed");

        Folders.change(contract, text -> text.replace("[first, second]", "[first, second, steerage]"));
        CxwShell.CommandOutput replayed = runHere("quarantine", "replay", "--source", SOURCE, "--date", SECOND);
        assertThat(replayed.exitCode()).as(replayed.all()).isZero();
        assertThat(replayed.out()).containsPattern(SECOND + " +" + SOURCE + " +1 +31 +30 +0 +0 +1");
        assertThat(runHere("quarantine", "list", "--format", "json").json()).isEmpty();
        assertThat(runHere("quarantine", "replay").out()).contains("Nothing is in quarantine.");
        assertThat(runHere("sql", "--format", "csv", "select count(*) as bookings from fact_customer_experience")
                        .out())
                .isEqualToNormalizingNewlines("bookings\n60\n");
    }

    @Test
    @Order(7)
    void allWrongSettingsAreNamedTogetherWithTheirFile() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), """
                experience: {visit-gpa: 20m}
                currency: EURO
                database: {password: secret-word}
                """);
        CxwShell.CommandOutput said = CxwShell.run("status", "--config", wrong.toString());
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err())
                .contains(
                        "Cannot use the settings: 3 problems",
                        wrong + ": experience.visit-gpa: no such setting; did you mean `experience.visit-gap`?",
                        wrong + ": database.password: secrets come from the environment: CXW_DATABASE_PASSWORD",
                        "currency: 'EURO' is not an ISO 4217 code such as EUR")
                .doesNotContain("secret-word");
        CxwShell.CommandOutput missing =
                CxwShell.run("status", "--config", folder.resolve("no.yaml").toString());
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("no.yaml: cannot be read: there is no such file");
        CxwShell.CommandOutput unknown = CxwShell.run("nightly", "--date", "tomorrow");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("'tomorrow' is not a date such as 2026-03-14");
    }

    @Test
    @Order(8)
    void theEnvironmentNamesAnOverlayAndOverridesIt() throws IOException {
        Path overlay = Files.writeString(folder.resolve("overlay.yaml"), """
                root: /nowhere/at/all
                required-sources: [ga4_event]
                """);
        Path root = folder.resolve("wh");
        JsonNode status = new ObjectMapper()
                .readTree(runProcess(root, Map.of("config", overlay.toString()), 0, "status", "--json"));
        assertThat(status.path("root").asText()).isEqualTo(root.toString());
        assertThat(status.path("stale_sources"))
                .extracting(stale -> stale.path("source").asText())
                .containsExactly("ga4_event");
        assertThat(runProcess(root, Map.of("rooot", "x"), 2, "status"))
                .contains("environment: CXW_ROOOT: no such setting");
    }

    private static String runProcess(Path root, Map<String, String> settings, int code, String... arguments) {
        try (CxwProcess command = CxwProcess.start(root, settings, arguments)) {
            CxwProcess.ProcessResult ended = command.await();
            assertThat(ended.exitCode()).as(ended.output()).isEqualTo(code);
            return ended.output();
        }
    }

    @Test
    @Order(9)
    void aBenchMeasuresEveryStepOfANight() throws IOException {
        Path work = folder.resolve("bench");
        CxwShell.CommandOutput bench =
                CxwShell.run("bench", "--events", "0", "--nights", "1", "--work", work.toString());
        assertThat(bench.exitCode()).as(bench.all()).isZero();
        long rows = 0;
        JsonNode truth = new ObjectMapper()
                .readTree(work.resolve("sample-0x1/truth.json").toFile());
        for (String figures : SampleTruth.files(truth).values()) {
            rows += Stream.of(figures.split("\\D+")).mapToLong(Long::parseLong).sum();
        }
        assertThat(bench.out().lines().findFirst().orElse(""))
                .matches("\\s*night\\s+source\\s+step\\s+seconds\\s+rows\\s+rows/s");
        assertThat(bench.out())
                .containsPattern("2026-03-02 +assemble +build +[0-9.]+ +" + String.format("%,d", rows))
                .containsPattern("2026-03-02 +whole night +[0-9,]+ files, [0-9,]+ MiB ")
                .containsPattern("peak resident memory [0-9,]+ MiB, heap at most");
        JsonNode json =
                new ObjectMapper().readTree(bench.out().substring(bench.out().indexOf("\n{")));
        JsonNode night = json.at("/nights/0");
        assertThat(night.path("rows").asLong()).isEqualTo(rows);
        assertThat(night.path("filesWritten").asLong()).isPositive();
        assertThat(night.path("steps"))
                .extracting(step ->
                        step.path("source").asText() + ":" + step.path("step").asText())
                .contains("ga4_event:conform", "assemble:resolve", "assemble:build", "assemble:publish");
    }

    /** Runs a command over the drops, the declarations and the warehouse of this test. */
    private CxwShell.CommandOutput runHere(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--config", folder.resolve("own.yaml").toString()));
        line.addAll(List.of("--root", folder.resolve("wh").toString()));
        line.addAll(List.of("--drop-zone", folder.resolve("drops").toString()));
        return CxwShell.run(line.toArray(String[]::new));
    }

    private static Path deliver(String date, String name, String text) throws IOException {
        Path file = folder.resolve("drops").resolve(date).resolve("harbour").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Thirty bookings below a title, with a line of totals; the last booking has a class of its own. */
    private static String bookings(int from, String last) {
        StringBuilder rows = new StringBuilder("Ferry bookings\n\nBooking No;Booked;E-mail;Price;Class\n");
        for (int at = from; at < from + 30; at++) {
            String kind = at == from + 29 ? last : at % 3 == 0 ? "second" : "first";
            rows.append(String.format(
                    "B-%d;05.03.2026 1%d:30;guest%d@mail.test;1.0%02d,50;%s%n", at, at % 10, at, at % 100, kind));
        }
        return rows + "Total;;;31.000,00;\n";
    }
}
