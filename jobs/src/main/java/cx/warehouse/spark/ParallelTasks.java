package cx.warehouse.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs several tasks at the same time, at most three, and waits for all. Spark can then plan one query while it
 * computes another.
 */
public final class ParallelTasks {

    private static final int AT_ONCE = 3;

    private ParallelTasks() {}

    /**
     * Runs all tasks. When some fail, the failure of the first of them in the list is thrown after all have ended. A
     * failure that is not a {@code RuntimeException} is wrapped in an {@code IllegalStateException}.
     */
    public static void run(List<Runnable> tasks) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, tasks.size())));
        try {
            List<Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(pool.submit(task)));
            RuntimeException failure = null;
            for (Future<?> one : running) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    failure = failure != null
                            ? failure
                            : e.getCause() instanceof RuntimeException cause
                                    ? cause
                                    : new IllegalStateException(e.getCause());
                }
            }
            if (failure != null) {
                throw failure;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while parallel tasks were running", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
