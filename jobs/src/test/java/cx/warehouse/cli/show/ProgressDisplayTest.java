package cx.warehouse.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Watches the display of a running night without a terminal, and with JSON output. */
class ProgressDisplayTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void withoutTerminalALongStepPrintsProgressLines() {
        try (ProgressDisplay watch = open(ProgressDisplay.DisplayMode.PLAIN, SHORT)) {
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
        try (ProgressDisplay watch = open(ProgressDisplay.DisplayMode.PLAIN, Duration.ofSeconds(29))) {
            watch.onStepStart("ga4_event", "conform");
            pause();
        }
        assertThat(text()).isEmpty();
    }

    @Test
    void withJsonOutputOnlyNotesAreShown() {
        try (ProgressDisplay watch = open(ProgressDisplay.DisplayMode.SILENT, SHORT)) {
            watch.onStepStart("ga4_event", "conform");
            watch.onRead(5_000, 1, 2);
            pause();
            watch.onStepEnd("ga4_event", "conform", true);
            watch.note("read me");
        }
        assertThat(text()).isEqualTo("read me\n");
    }

    private ProgressDisplay open(ProgressDisplay.DisplayMode mode, Duration isLong) {
        return new ProgressDisplay(mode, isLong, () -> out, () -> 0);
    }

    private String await(Predicate<String> isSo) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isSo.test(text())) {
            assertThat(System.nanoTime()).as(text()).isLessThan(deadline);
            Pauses.sleep(20);
        }
        return text();
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void pause() {
        Pauses.sleep(1_300);
    }
}
