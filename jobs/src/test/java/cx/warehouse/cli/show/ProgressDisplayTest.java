package cx.warehouse.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Watches the display of a running night on a terminal, without a terminal, and with JSON output. */
class ProgressDisplayTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String CLEAR = "\r\u001b[2K";

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void aTerminalHasOneLiveLineWithStepsAndCounts() {
        try (ProgressDisplay watch = new ProgressDisplay(ProgressDisplay.DisplayMode.LIVE, SHORT, () -> out)) {
            watch.onStepStart("ga4_event", "extract");
            watch.onStepEnd("ga4_event", "extract", true);
            watch.onStepStart("ga4_event", "conform");
            watch.onStepStart("awin_transaction", "extract");
            watch.onRead(1_234_567, 3, 12);
            String line = await(text -> text.contains("12 files"));
            assertThat(line)
                    .containsPattern(
                            "[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] +[0-9.]+ s  1 steps done  3 of 12 files  1,234,567 rows \\([0-9,]+/s\\)"
                                    + "  ga4_event:conform 0 s  awin_transaction")
                    .doesNotContain("\n");
            assertThat(line.split(Pattern.quote(CLEAR)))
                    .allSatisfy(drawn -> assertThat(drawn).hasSizeLessThanOrEqualTo(111));
            watch.note("awin_transaction was refused");
            assertThat(text()).endsWith(CLEAR + "awin_transaction was refused\n");
        }
        assertThat(text()).endsWith(CLEAR);
        String end = text();
        pause();
        assertThat(text()).as("nothing is drawn once it is closed").isEqualTo(end);
    }

    @Test
    void withoutTerminalALongStepPrintsProgressLines() {
        try (ProgressDisplay watch = new ProgressDisplay(ProgressDisplay.DisplayMode.PLAIN, SHORT, () -> out)) {
            watch.onStepStart("ga4_event", "extract");
            watch.onStepEnd("ga4_event", "extract", true);
            watch.onStepStart("ga4_event", "conform");
            watch.onRead(5_000, 1, 2);
            assertThat(text()).matches(" +[0-9.]+ s  ga4_event +extract +done in 0\\.\\d s\n");
            await(text -> text.contains("ga4_event:conform"));
            assertThat(text().lines().toList().get(1))
                    .matches(" +[0-9.]+ s  1 of 2 files  5,000 rows \\([0-9,]+/s\\)  ga4_event:conform \\d+ s");
            watch.onStepEnd("ga4_event", "conform", false);
            watch.note("read me");
        }
        assertThat(text())
                .containsPattern("ga4_event +conform +FAILED after [0-9.]+ s\n")
                .endsWith("read me\n");
        assertThat(text()).doesNotContain("\r", "\u001b");
    }

    @Test
    void aShortStepPrintsNoProgressLine() {
        try (ProgressDisplay watch =
                new ProgressDisplay(ProgressDisplay.DisplayMode.PLAIN, Duration.ofSeconds(29), () -> out)) {
            watch.onStepStart("ga4_event", "conform");
            pause();
        }
        assertThat(text()).isEmpty();
    }

    @Test
    void withJsonOutputOnlyNotesAreShown() {
        try (ProgressDisplay watch = new ProgressDisplay(ProgressDisplay.DisplayMode.SILENT, SHORT, () -> out)) {
            watch.onStepStart("ga4_event", "conform");
            watch.onRead(5_000, 1, 2);
            pause();
            watch.onStepEnd("ga4_event", "conform", true);
            watch.note("read me");
        }
        assertThat(text()).isEqualTo("read me\n");
    }

    private String await(Predicate<String> isSo) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isSo.test(text())) {
            assertThat(System.nanoTime()).as(text()).isLessThan(deadline);
            sleep(20);
        }
        return text();
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void pause() {
        sleep(1_300);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
