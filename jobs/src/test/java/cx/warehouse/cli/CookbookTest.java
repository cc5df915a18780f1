package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.CxwShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo and every query of {@code docs/cookbook.md}, and compares the answers with those of the page. */
@Tag("long")
class CookbookTest {

    private static final Pattern RECIPE = Pattern.compile("(?ms)^```sql\\n(.*?)^```\\n\\n```text\\n(.*?)^```$");
    private static final Pattern TITLE = Pattern.compile("(?m)^### (.*)$");

    @TempDir
    static Path folder;

    /** A query of the page with its answer, and the question above it. */
    private record Recipe(String question, String sql, String answer) {}

    @TestFactory
    Stream<DynamicTest> everyQueryGivesTheAnswerOfThePage() throws IOException {
        List<Recipe> recipes = recipes();
        assertThat(recipes).hasSizeGreaterThanOrEqualTo(23);
        Path demo = folder.resolve("demo");
        CxwShell.CommandOutput made = CxwShell.run("demo", "--out", demo.toString());
        assertThat(made.exitCode()).as(made.all()).isZero();
        String root = demo.resolve("warehouse").toString();
        return recipes.stream()
                .map(recipe -> DynamicTest.dynamicTest(recipe.question(), () -> {
                    CxwShell.CommandOutput answer = CxwShell.run("sql", "--root", root, recipe.sql());
                    assertThat(answer.exitCode()).as(answer.all()).isZero();
                    assertThat(withoutTrailingBlanks(answer.out())).isEqualTo(withoutTrailingBlanks(recipe.answer()));
                }));
    }

    private static List<Recipe> recipes() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("cxw.home"), "docs/cookbook.md"));
        List<Recipe> recipes = new ArrayList<>();
        Matcher recipe = RECIPE.matcher(page);
        while (recipe.find()) {
            String question = TITLE.matcher(page.substring(0, recipe.start()))
                    .results()
                    .map(title -> title.group(1))
                    .reduce("", (first, second) -> second);
            recipes.add(new Recipe(question, recipe.group(1), recipe.group(2)));
        }
        return recipes;
    }

    private static String withoutTrailingBlanks(String text) {
        return text.strip().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }
}
