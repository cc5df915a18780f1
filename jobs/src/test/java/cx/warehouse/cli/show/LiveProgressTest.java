package cx.warehouse.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches the live line of a running night on a pseudo-terminal. */
class LiveProgressTest {

    private static final int ROWS = 24;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Pty pty;
    private PrintStream out;

    @BeforeEach
    void open() throws IOException {
        pty = new JniTerminalProvider().open(null, new Size(80, ROWS));
        out = new PrintStream(pty.getSlaveOutput(), true, StandardCharsets.UTF_8);
        InputStream screen = pty.getMasterInput();
        Thread reader = new Thread(() -> receive(screen), "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    @AfterEach
    void close() throws IOException {
        pty.close();
    }

    @Test
    void oneLineShowsStepsAndCounts() {
        try (ProgressDisplay watch = display()) {
            watch.onStepStart("ga4_event", "extract");
            watch.onStepEnd("ga4_event", "extract", true);
            watch.onStepStart("ga4_event", "conform");
            watch.onRead(1_234_567, 3, 12);
            await(80, screen -> screen.contains("ga4"));
            assertThat(rows(80)).singleElement().satisfies(row -> assertThat(row)
                    .matches("[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] +[0-9.]+ s  1 steps done  3 of 12 files  1,234,567 rows"
                            + " \\([0-9,]+/s\\)  ga4_.*…"));
        }
        await(80, String::isBlank);
        int end = received.size();
        pause();
        assertThat(received.size()).as("nothing is drawn once it is closed").isEqualTo(end);
    }

    @Test
    void theLineFitsTheTerminalBeforeAndAfterAResize() throws IOException {
        out.println("before the night");
        try (ProgressDisplay watch = display()) {
            for (int source = 1; source <= 9; source++) {
                watch.onStepStart("a_source_with_a_long_name_" + source, "conform");
            }
            await(80, screen -> screen.contains("…"));
            pause();
            assertThat(rows(80)).hasSize(2).last().satisfies(row -> assertThat(row)
                    .hasSize(79)
                    .endsWith("…"));

            pty.setSize(new Size(60, ROWS));
            received.reset();
            await(60, screen -> screen.contains("…"));
            pause();
            assertThat(rows(60))
                    .singleElement()
                    .satisfies(row -> assertThat(row).hasSize(59).endsWith("…"));

            watch.note("a note that is longer than the terminal is wide, and is folded into several rows by it");
            watch.note("another note");
        }
        out.println("after the night");
        await(60, screen -> screen.contains("after the night"));
        assertThat(rows(60))
                .containsExactly(
                        "a note that is longer than the terminal is wide, and is fold",
                        "ed into several rows by it",
                        "another note",
                        "after the night");
    }

    private ProgressDisplay display() {
        return new ProgressDisplay(ProgressDisplay.DisplayMode.LIVE, Duration.ofSeconds(29), () -> out, () -> {
            try {
                return pty.getSize().getColumns();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void receive(InputStream screen) {
        try {
            byte[] bytes = new byte[4_096];
            for (int count = screen.read(bytes); count >= 0; count = screen.read(bytes)) {
                received.write(bytes, 0, count);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** The rows of text that a terminal shows for all that it received. */
    private List<String> rows(int columns) {
        ScreenTerminal screen = new ScreenTerminal(columns, ROWS);
        screen.write(received.toString(StandardCharsets.UTF_8));
        return screen.toString()
                .lines()
                .map(String::stripTrailing)
                .filter(row -> !row.isEmpty())
                .toList();
    }

    private void await(int columns, Predicate<String> isSo) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isSo.test(String.join("\n", rows(columns)))) {
            assertThat(System.nanoTime())
                    .as(() -> String.join("\n", rows(columns)))
                    .isLessThan(deadline);
            Pauses.sleep(20);
        }
    }

    private static void pause() {
        Pauses.sleep(600);
    }
}
