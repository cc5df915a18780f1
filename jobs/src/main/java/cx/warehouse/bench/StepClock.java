package cx.warehouse.bench;

import cx.warehouse.night.NightProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Measures the time of each step and passes all progress on to another listener. */
final class StepClock implements NightProgress {

    /**
     * The time of one step.
     *
     * @param processorSeconds the processor time of the whole process during the step; the step's own only when no
     *     other step ran at the same time
     */
    record StepTime(String source, String step, double seconds, double processorSeconds) {}

    private record StartTime(long nanos, long processorNanos) {}

    private final NightProgress watch;
    private final StartTime start = now();
    private final Map<String, StartTime> open = new ConcurrentHashMap<>();
    private final List<StepTime> spans = new ArrayList<>();

    StepClock(NightProgress watch) {
        this.watch = watch;
    }

    @Override
    public void onStepStart(String source, String step) {
        watch.onStepStart(source, step);
        open.put(source + " " + step, now());
    }

    @Override
    public synchronized void onStepEnd(String source, String step, boolean isGood) {
        StartTime began = open.get(source + " " + step);
        StartTime now = now();
        spans.add(new StepTime(
                source,
                step,
                (now.nanos() - began.nanos()) / 1e9,
                (now.processorNanos() - began.processorNanos()) / 1e9));
        watch.onStepEnd(source, step, isGood);
    }

    @Override
    public void note(String text) {
        watch.note(text);
    }

    @Override
    public void onRead(long rows, long files, long delivered) {
        watch.onRead(rows, files, delivered);
    }

    synchronized List<StepTime> spans() {
        return List.copyOf(spans);
    }

    Duration elapsedTime() {
        return Duration.ofNanos(System.nanoTime() - start.nanos());
    }

    /** The processor time of the whole process since this clock was made, seconds. */
    double processorSeconds() {
        return (MachineFacts.processorNanos() - start.processorNanos()) / 1e9;
    }

    private static StartTime now() {
        return new StartTime(System.nanoTime(), MachineFacts.processorNanos());
    }
}
