package cx.warehouse.cli.show;

import cx.warehouse.night.NightProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/**
 * Shows the progress of running steps on standard error. A terminal gets one live line. Elsewhere each step gets a line
 * at its end, and a long step one about every half minute.
 */
public final class ProgressDisplay implements NightProgress, AutoCloseable {

    private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final JniTerminalProvider TERMINALS = new JniTerminalProvider();
    private static final Duration LONG = Duration.ofSeconds(29);

    private record RunningStep(String step, long since) {}

    /** The manner of display. */
    enum DisplayMode {
        LIVE,
        PLAIN,
        /** Shows notes only. */
        SILENT
    }

    /** Called for every line, because stopping a command replaces the stream with a silent one. */
    private final Supplier<PrintStream> out;

    private final DisplayMode mode;
    private final LiveLine line;
    private final double longSeconds;
    private final long start = System.nanoTime();
    private final Map<String, RunningStep> running = new LinkedHashMap<>();
    private final Timer timer = new Timer("progress", true);
    private long rows;
    private long files;
    private long delivered;
    private long readAt = start;
    private long printedAt = start;
    private int done;
    private int turn;
    private boolean isClosed;

    /**
     * Opens a display.
     *
     * @param isLong the running time after which a step gets progress lines in plain mode
     * @param width the columns of the terminal at this moment, in live mode
     */
    ProgressDisplay(DisplayMode manner, Duration isLong, Supplier<PrintStream> out, IntSupplier width) {
        this.mode = manner;
        this.line = new LiveLine(out, width);
        this.longSeconds = isLong.toMillis() / 1e3;
        this.out = out;
        if (manner == DisplayMode.LIVE) {
            schedule(120, this::draw);
        } else if (manner == DisplayMode.PLAIN) {
            schedule(1_000, this::printLongStep);
        }
    }

    /**
     * Opens a live display on a terminal whose width can be asked for, else a plain one; with {@code isJson} only notes
     * are shown.
     */
    public static ProgressDisplay open(boolean isJson) {
        boolean isLive = isTerminal() && TERMINALS.systemStreamWidth(SystemStream.Error) >= 0;
        return new ProgressDisplay(
                isJson ? DisplayMode.SILENT : isLive ? DisplayMode.LIVE : DisplayMode.PLAIN,
                LONG,
                () -> System.err,
                () -> TERMINALS.systemStreamWidth(SystemStream.Error));
    }

    /** Tells whether standard error is a terminal that can move its cursor, as the launcher reports. */
    public static boolean isTerminal() {
        return Boolean.getBoolean("cxw.terminal") && !"dumb".equals(System.getenv("TERM"));
    }

    /** The time since this display was opened. */
    public Duration elapsedTime() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public synchronized void onStepStart(String source, String step) {
        running.put(source, new RunningStep(step, System.nanoTime()));
    }

    @Override
    public synchronized void onStepEnd(String source, String step, boolean isGood) {
        RunningStep was = running.remove(source);
        done++;
        if (mode == DisplayMode.PLAIN) {
            double seconds = was == null ? 0 : secondsSince(was.since());
            out.get()
                    .printf(
                            "%7.1f s  %-22s %-9s %s %.1f s%n",
                            secondsSince(start), source, step, isGood ? "done in" : "FAILED after", seconds);
        }
    }

    @Override
    public synchronized void note(String text) {
        clearLine();
        out.get().println(text);
    }

    /** Prints an answer on standard output while steps may still be shown. */
    public synchronized void printAnswer(String text) {
        clearLine();
        System.out.println(text);
    }

    @Override
    public synchronized void onRead(long rows, long files, long delivered) {
        this.rows = rows;
        this.files = files;
        this.delivered = delivered;
        readAt = System.nanoTime();
    }

    @Override
    public synchronized void close() {
        clearLine();
        timer.cancel();
        isClosed = true;
    }

    /** Draws the running steps over the live line of a terminal. */
    private synchronized void draw() {
        if (isClosed) {
            return;
        }
        line.draw(String.format(
                "%s %5.1f s  %d steps done  %s",
                SPINNER.charAt(turn++ % SPINNER.length()), secondsSince(start), done, describeRunning()));
    }

    private void clearLine() {
        if (mode == DisplayMode.LIVE && !isClosed) {
            line.clear();
        }
    }

    /** Prints a progress line from time to time while a step is long. */
    private synchronized void printLongStep() {
        boolean isLong = running.values().stream().anyMatch(step -> secondsSince(step.since()) > longSeconds);
        if (!isClosed && isLong && secondsSince(printedAt) > longSeconds) {
            printedAt = System.nanoTime();
            out.get().printf("%7.1f s  %s%n", secondsSince(start), describeRunning());
        }
    }

    private String describeRunning() {
        StringBuilder text = new StringBuilder();
        if (delivered > 0) {
            text.append(String.format("%,d of %,d files  ", files, delivered));
        } else if (files > 0) {
            text.append(String.format("%,d files  ", files));
        }
        if (rows > 0) {
            double seconds = Math.max(1, (readAt - start) / 1e9);
            text.append(String.format("%,d rows (%,d/s)  ", rows, (long) (rows / seconds)));
        }
        running.forEach((source, step) ->
                text.append(String.format("%s:%s %.0f s  ", source, step.step(), secondsSince(step.since()))));
        return text.toString().stripTrailing();
    }

    private void schedule(long millis, Runnable action) {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        action.run();
                    }
                },
                millis,
                millis);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
