package cx.warehouse.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Runs several tasks at the same time, at most {@link Tuning#PARALLEL_TASKS}, and waits for all. Spark can then plan
 * one query while it computes another.
 */
public final class ParallelTasks {

    private ParallelTasks() {}

    /**
     * Runs a task, and another one beside it, and returns the result of the first. When both fail, the failure of the
     * first is thrown after both have ended.
     */
    public static <T> T resultBeside(Supplier<T> task, Runnable other) {
        AtomicReference<T> result = new AtomicReference<>();
        run(List.of(() -> result.set(task.get()), other));
        return result.get();
    }

    /**
     * Runs all tasks. When some fail, the failure of the first of them in the list is thrown after all have ended. A
     * failure that is not a {@code RuntimeException} is wrapped in an {@code IllegalStateException}.
     */
    public static void run(List<Runnable> tasks) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(Tuning.PARALLEL_TASKS, tasks.size())));
        try {
            results(tasks.stream().map(task -> pool.submit(task, (Void) null)).toList());
        } finally {
            pool.shutdownNow();
        }
    }

    /** The results of running tasks, after all have ended; failures are thrown as by {@link #run}. */
    static <T> List<T> results(List<Future<T>> running) {
        List<T> results = new ArrayList<>();
        RuntimeException failure = null;
        try {
            for (Future<T> one : running) {
                try {
                    results.add(one.get());
                } catch (ExecutionException e) {
                    failure = failure == null ? failureOf(e) : failure;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while parallel tasks were running", e);
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    /** The failure of a task; wrapped when it is no {@code RuntimeException}. */
    static RuntimeException failureOf(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}
