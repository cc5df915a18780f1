package cx.warehouse.spark;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;

/**
 * Stops Spark when the cluster has run nothing of a query for too long. Spark itself waits for ever: for a lost master
 * to come back, and for executors that never come.
 */
final class ExecutorWatch implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final SparkContext context;
    private final Duration patience;
    private final ScheduledExecutorService clock;
    private Duration alone = Duration.ZERO;

    private ExecutorWatch(SparkContext context, Duration patience, ScheduledExecutorService clock) {
        this.context = context;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Begins to watch a cluster. A local master needs no executors, so there is nothing to watch.
     *
     * @param patience how long a query may wait while there is no executor
     */
    static ExecutorWatch start(SparkContext context, Duration patience) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "executor-watch");
            thread.setDaemon(true);
            return thread;
        });
        ExecutorWatch watch = new ExecutorWatch(context, patience, clock);
        if (!context.isLocal()) {
            clock.scheduleWithFixedDelay(
                    watch::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
        return watch;
    }

    private void look() {
        SparkStatusTracker status = context.statusTracker();
        boolean isDriverAlone = status.getExecutorInfos().length <= 1; // the driver is one of them
        alone = isDriverAlone && status.getActiveJobIds().length > 0 ? alone.plus(BETWEEN_LOOKS) : Duration.ZERO;
        if (alone.compareTo(patience) >= 0) {
            clock.shutdown();
            context.stop(); // waiting queries end with the message that Spark was shut down
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
