package cx.warehouse.cli;

import cx.warehouse.batch.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/** Shows a person what a night does: one live line on a terminal, plain lines elsewhere; always on standard error. */
final class Watch implements Progress, AutoCloseable {

    private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final String CLEAR = "\r\u001b[2K";

    private record Running(String step, long since) {}

    private final PrintStream out = System.err;
    private final boolean isLive;
    private final boolean isSilent;
    private final long start = System.nanoTime();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Timer timer;
    private long rows;
    private int done;
    private int turn;
    private boolean isClosed;

    private Watch(boolean isLive, boolean isSilent) {
        this.isLive = isLive;
        this.isSilent = isSilent;
        this.timer = isLive ? new Timer("progress", true) : null;
        if (isLive) {
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            draw();
                        }
                    },
                    100,
                    120);
        }
    }

    /** Live when standard error is a terminal; with {@code isJson} only notes are shown. */
    static Watch open(boolean isJson) {
        boolean isTerminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        return new Watch(isTerminal && !isJson, isJson);
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
        if (!isLive && !isSilent) {
            double seconds = was == null ? 0 : (System.nanoTime() - was.since()) / 1e9;
            out.printf(
                    "%7.1f s  %-22s %-9s %s %.1f s%n",
                    since(start), source, step, isGood ? "done in" : "FAILED after", seconds);
        }
    }

    @Override
    public synchronized void note(String text) {
        if (isLive) {
            out.print(CLEAR);
        }
        out.println(text);
    }

    @Override
    public synchronized void rows(long read) {
        rows = read;
    }

    @Override
    public synchronized void close() {
        if (isLive && !isClosed) {
            timer.cancel();
            out.print(CLEAR);
            out.flush();
        }
        isClosed = true;
    }

    private synchronized void draw() {
        if (isClosed) {
            return;
        }
        StringBuilder line = new StringBuilder(CLEAR)
                .append(SPINNER.charAt(turn++ % SPINNER.length()))
                .append(String.format(" %5.1f s  %d steps done  ", since(start), done));
        if (rows > 0) {
            line.append(String.format("%,d rows (%,d/s)  ", rows, (long) (rows / Math.max(1, since(start)))));
        }
        running.forEach((source, step) ->
                line.append(source).append(':').append(step.step()).append(' '));
        String text = line.toString();
        int width = 110;
        out.print(text.length() > width + CLEAR.length() ? text.substring(0, width + CLEAR.length()) + "…" : text);
        out.flush();
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
