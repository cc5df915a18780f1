package cx.warehouse.cli;

import cx.warehouse.batch.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;

/**
 * Shows a person what runs: one live line on a terminal; elsewhere a line a step, and one at least every half minute of a
 * long step. Always on standard error.
 */
final class Watch implements Progress, AutoCloseable {

    private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final String CLEAR = "\r\u001b[2K";
    private static final int WIDTH = 110;
    private static final Duration LONG = Duration.ofSeconds(29);

    private record Running(String step, long since) {}

    /** Where lines go. */
    enum Manner {
        LIVE,
        PLAIN,
        /** Notes alone. */
        SILENT
    }

    /** Asked anew each time: a command that is stopped falls silent. */
    private final Supplier<PrintStream> out;

    private final Manner manner;
    private final double longSeconds;
    private final long start = System.nanoTime();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Timer timer = new Timer("progress", true);
    private long rows;
    private long files;
    private long delivered;
    private long heard = start;
    private long told = start;
    private int done;
    private int turn;
    private boolean isClosed;

    /** @param isLong how long a step runs before it is told of in between, where no line is live */
    Watch(Manner manner, Duration isLong, Supplier<PrintStream> out) {
        this.manner = manner;
        this.longSeconds = isLong.toMillis() / 1e3;
        this.out = out;
        if (manner == Manner.LIVE) {
            every(120, this::draw);
        } else if (manner == Manner.PLAIN) {
            every(1_000, this::tell);
        }
    }

    /** Live when standard error is a terminal, as the launcher says; with {@code isJson} only notes are shown. */
    static Watch open(boolean isJson) {
        boolean isTerminal = Boolean.getBoolean("cxw.terminal") && !"dumb".equals(System.getenv("TERM"));
        return new Watch(isJson ? Manner.SILENT : isTerminal ? Manner.LIVE : Manner.PLAIN, LONG, () -> System.err);
    }

    /** How long it has been open. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public synchronized void started(String source, String step) {
        running.put(source, new Running(step, System.nanoTime()));
    }

    @Override
    public synchronized void ended(String source, String step, boolean isGood) {
        Running was = running.remove(source);
        done++;
        if (manner == Manner.PLAIN) {
            double seconds = was == null ? 0 : since(was.since());
            out.get()
                    .printf(
                            "%7.1f s  %-22s %-9s %s %.1f s%n",
                            since(start), source, step, isGood ? "done in" : "FAILED after", seconds);
        }
    }

    @Override
    public synchronized void note(String text) {
        if (manner == Manner.LIVE) {
            out.get().print(CLEAR);
        }
        out.get().println(text);
    }

    @Override
    public synchronized void read(long rows, long files, long delivered) {
        this.rows = rows;
        this.files = files;
        this.delivered = delivered;
        heard = System.nanoTime();
    }

    @Override
    public synchronized void close() {
        if (manner == Manner.LIVE && !isClosed) {
            out.get().print(CLEAR);
            out.get().flush();
        }
        timer.cancel();
        isClosed = true;
    }

    /** On a terminal: what runs, in one line that is drawn over and over. */
    private synchronized void draw() {
        if (isClosed) {
            return;
        }
        String line = String.format(
                "%s %5.1f s  %d steps done  %s", SPINNER.charAt(turn++ % SPINNER.length()), since(start), done, what());
        out.get().print(CLEAR + (line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line));
        out.get().flush();
    }

    /** Elsewhere: a line now and then while a step is long. */
    private synchronized void tell() {
        boolean isLong = running.values().stream().anyMatch(step -> since(step.since()) > longSeconds);
        if (!isClosed && isLong && since(told) > longSeconds) {
            told = System.nanoTime();
            out.get().printf("%7.1f s  %s%n", since(start), what());
        }
    }

    private String what() {
        StringBuilder text = new StringBuilder();
        if (delivered > 0) {
            text.append(String.format("%,d of %,d files  ", files, delivered));
        } else if (files > 0) {
            text.append(String.format("%,d files  ", files));
        }
        if (rows > 0) {
            double seconds = Math.max(1, (heard - start) / 1e9);
            text.append(String.format("%,d rows (%,d/s)  ", rows, (long) (rows / seconds)));
        }
        running.forEach((source, step) ->
                text.append(String.format("%s:%s %.0f s  ", source, step.step(), since(step.since()))));
        return text.toString().stripTrailing();
    }

    private void every(long millis, Runnable action) {
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

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
