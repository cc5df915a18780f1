package cx.warehouse.cli;

import cx.warehouse.batch.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Measures how long steps take, while another watches them. */
final class StepClock implements Progress {

    /**
     * How long one step took.
     *
     * @param processorSeconds of this process meanwhile: the step's own only when no other ran beside it
     */
    record Span(String source, String step, double seconds, double processorSeconds) {}

    private record Moment(long nanos, long processorNanos) {}

    private final Progress watch;
    private final long start = System.nanoTime();
    private final Map<String, Moment> open = new ConcurrentHashMap<>();
    private final List<Span> spans = new ArrayList<>();

    StepClock(Progress watch) {
        this.watch = watch;
    }

    @Override
    public void started(String source, String step) {
        watch.started(source, step);
        open.put(source + " " + step, now());
    }

    @Override
    public synchronized void ended(String source, String step, boolean isGood) {
        Moment began = open.get(source + " " + step);
        Moment now = now();
        spans.add(new Span(
                source,
                step,
                (now.nanos() - began.nanos()) / 1e9,
                (now.processorNanos() - began.processorNanos()) / 1e9));
        watch.ended(source, step, isGood);
    }

    @Override
    public void note(String text) {
        watch.note(text);
    }

    @Override
    public void read(long rows, long files, long delivered) {
        watch.read(rows, files, delivered);
    }

    synchronized List<Span> spans() {
        return List.copyOf(spans);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Moment now() {
        return new Moment(System.nanoTime(), Machine.processorNanos());
    }
}
