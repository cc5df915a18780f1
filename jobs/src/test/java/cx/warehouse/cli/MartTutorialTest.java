package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows the tutorial of {@code docs/marts.md} word for word: its files and its commands, in the folder of the test. */
@Tag("long")
class MartTutorialTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^   ```(yaml)?\\n(.*?)^   ```$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String NIGHT = "2026-03-09";

    @TempDir
    static Path folder;

    /** What the commands of the tutorial say, in order. */
    private static List<String> answers;

    @BeforeAll
    static void followTutorialInAWarehouseThatHasRunItsNight() throws IOException {
        Folders.copy(Nights.sample().resolve("few/" + NIGHT), folder.resolve("demo/drops/" + NIGHT));
        Folders.copy(Nights.sample().resolve("reference"), folder.resolve("demo/reference"));
        Map<String, String> places =
                Map.of("drop-zone", folder.resolve("demo/drops").toString());
        assertThat(Nights.run(
                                Nights.settings(folder.resolve("demo/warehouse"), places),
                                java.time.LocalDate.parse(NIGHT))
                        .exitCode())
                .isZero();
        answers = followTutorial();
    }

    @Test
    void theTutorialBuildsAMartThatBothEnginesAnswerFrom() throws IOException {
        String asked = answers.get(answers.size() - 1);
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).contains("tables are valid");
        assertThat(answers.get(1)).contains("platform_day");
        assertThat(asked).contains("platform", "clicks", "google", "awin");
        String query = "select platform, sum(clicks) as clicks from platform_day group by platform order by platform";
        String expected = query.replace("platform_day", "fact_spend");
        for (String engine : List.of("duckdb", "spark")) {
            assertThat(command(
                            "./cxw sql --config mine/cxw.yaml --format csv --engine " + engine + " \"" + query + "\""))
                    .isEqualTo(command(
                            "./cxw sql --config mine/cxw.yaml --format csv --engine duckdb \"" + expected + "\""));
        }
        assertThat(command("./cxw fingerprint --config mine/cxw.yaml")).contains("platform_day rows=");
    }

    @Test
    void aSourceInTheSameFolderIsLoadedByTheNextNight() throws IOException {
        StringBuilder rows = new StringBuilder("Booking No;Booked;E-mail;Price;Currency\n");
        for (int at = 10; at < 40; at++) {
            rows.append("B-" + at + ";08.03.2026 1" + at % 10 + ":30;guest" + at + "@mail.test;1.0" + at + ",50;EUR\n");
        }
        Path file = folder.resolve("demo/drops/2026-03-10/harbour/bookings_20260310.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, rows);
        command("./cxw source infer demo/drops/2026-03-10/harbour/bookings_20260310.csv --source harbour_booking"
                + " --output mine --config mine/cxw.yaml");
        assertThat(folder.resolve("mine/sources/harbour_booking.yaml")).exists();
        assertThat(command("./cxw check --source harbour_booking --config mine/cxw.yaml"))
                .contains("12 read = 12 loaded");
        command("./cxw nightly --date 2026-03-10 --config mine/cxw.yaml");
        assertThat(command("./cxw sql --config mine/cxw.yaml --format csv"
                        + " \"select count(*) as n from fact_customer_experience where source = 'harbour_booking'\""))
                .isEqualToNormalizingNewlines("n\n30\n");
    }

    @Test
    void checkNamesEveryFaultOfAMartWithTheLikelyFix() throws IOException {
        Path mart = folder.resolve("mine/tables/platform_day.yaml");
        String declared = Files.readString(mart);
        try {
            Files.writeString(mart, declared.replace("from fact_spend", "from fact_spent"));
            assertThat(broken())
                    .contains("mine/tables/platform_day.yaml: 1 problem")
                    .contains("build.sql   no input `fact_spent`; add it to build.reads; did you mean `fact_spend`?");
            Files.writeString(mart, declared.replace("as cost", "as costs"));
            assertThat(broken())
                    .contains("build.sql   column `cost` is missing; did you mean `costs`?")
                    .contains("build.sql   column `costs` is not in the contract");
            Files.writeString(mart, declared.replace("decimal(38,10)", "decimal(20,2)"));
            assertThat(broken()).contains("column `cost` is a decimal(38,10), the contract says decimal(20,2)");
        } finally {
            Files.writeString(mart, declared);
        }
    }

    private static String broken() {
        CxwShell.CommandOutput output = run("./cxw check --config mine/cxw.yaml");
        assertThat(output.exitCode()).as(output.all()).isEqualTo(2);
        return output.all();
    }

    private static List<String> followTutorial() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("cxw.home"), "docs/marts.md"));
        List<String> said = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            String text = block.group(2).replaceAll("(?m)^   ", "");
            if ("yaml".equals(block.group(1))) {
                String path = text.substring(2, text.indexOf('\n'));
                Files.writeString(folder.resolve(path), here(text));
                continue;
            }
            for (String line : text.lines().toList()) {
                if (line.startsWith("mkdir -p ")) {
                    Files.createDirectories(folder.resolve(line.substring("mkdir -p ".length())));
                } else {
                    said.add(command(line));
                }
            }
        }
        return said;
    }

    private static String command(String line) {
        CxwShell.CommandOutput output = run(line);
        assertThat(output.exitCode()).as(output.all()).isZero();
        return output.out();
    }

    private static CxwShell.CommandOutput run(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : here(word.group(2)));
        }
        assertThat(words.remove(0)).isEqualTo("./cxw");
        return CxwShell.run(words.toArray(String[]::new));
    }

    /** The same with relative places as if the folder of the test were the current one. */
    private static String here(String text) {
        return text.replaceAll("\\b(demo/|mine\\b)", folder + "/$1");
    }
}
