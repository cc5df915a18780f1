package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the file of the JVM's options: its form, its effect, and its agreement with the build. */
class JvmOptionsTest {

    private static final Path HOME = Path.of(System.getProperty("cxw.home", ".."));
    private static final Path FILE = HOME.resolve("jvm.options");
    private static final String OPENED = "--add-opens=";

    @Test
    void theBuildPassesTheOptionsThatSparkNeeds() throws IOException {
        Matcher pom =
                Pattern.compile("<spark\\.jvm>(.*)</spark\\.jvm>").matcher(Files.readString(HOME.resolve("pom.xml")));
        assertThat(pom.find()).isTrue();
        String paragraph = Stream.of(Files.readString(FILE).split("\n\n"))
                .filter(text -> text.contains(OPENED))
                .findFirst()
                .orElseThrow();
        assertThat(options(paragraph.lines().toList()))
                .containsExactlyInAnyOrder(pom.group(1).split(" "));
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .contains(pom.group(1).split(" "));
    }

    @Test
    void everyOptionStandsAloneBelowItsReason() throws IOException {
        String above = "";
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("-")) {
                assertThat(line).doesNotContain(" ");
                boolean isNextPackage = line.startsWith(OPENED) && above.startsWith(OPENED);
                assertThat(isNextPackage || above.startsWith("#")).as(line).isTrue();
            } else {
                assertThat(line).matches("(# .*)?");
            }
            above = line;
        }
    }

    /** The real java of this test reads the file, and shows the values that it took from it. */
    @Test
    void javaTakesTheOptionsOfTheFile() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + FILE,
                        "-Xmx64m",
                        "-XX:+PrintFlagsFinal",
                        "-version")
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        List<String> sizes = options(Files.readAllLines(FILE)).stream()
                .filter(option -> option.matches("-XX:\\w+=\\d+"))
                .toList();
        assertThat(sizes).isNotEmpty().allSatisfy(option -> {
            String[] named = option.substring("-XX:".length()).split("=");
            assertThat(said).containsPattern("\\b" + named[0] + " += " + named[1] + "\\b");
        });
    }

    private static List<String> options(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("-")).toList();
    }
}
