package cx.warehouse.tables;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts rows and files while tasks read them. An accumulator has no value before its task has ended, so the counts of
 * running tasks are taken from the heartbeats of their executors.
 */
final class ReadCounter extends SparkListener implements AutoCloseable {

    private final SparkContext context;
    private final LongAccumulator rows;
    private final LongAccumulator files;
    private final SourceLoader.ReadProgress progress;
    private final Map<Long, Long> rowsByTask = new ConcurrentHashMap<>();
    private final Map<Long, Long> filesByTask = new ConcurrentHashMap<>();

    /** Calls {@code heard} with the rows and files read so far, whenever a report of a task arrives. */
    ReadCounter(SparkContext context, SourceLoader.ReadProgress heard) {
        this.context = context;
        this.rows = context.longAccumulator("rows read");
        this.files = context.longAccumulator("files read");
        this.progress = heard;
        context.addSparkListener(this);
    }

    /** The accumulator of rows; tasks add 1 for every row. */
    LongAccumulator rows() {
        return rows;
    }

    /** The accumulator of files; tasks add 1 for every file that they have read to its end. */
    LongAccumulator files() {
        return files;
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates()).forEach(task -> count((Long) task._1(), task._4()));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        count(end.taskInfo().taskId(), end.taskInfo().accumulables());
    }

    @Override
    public void close() {
        context.removeSparkListener(this);
    }

    private void count(long task, Iterable<AccumulableInfo> counts) {
        boolean isMore = false;
        for (AccumulableInfo count : CollectionConverters.asJava(counts)) {
            boolean isOurs = count.id() == rows.id() || count.id() == files.id();
            if (isOurs && count.update().isDefined()) {
                Map<Long, Long> byTask = count.id() == rows.id() ? rowsByTask : filesByTask;
                byTask.put(task, ((Number) count.update().get()).longValue());
                isMore = true;
            }
        }
        if (isMore) {
            progress.onRead(sum(rowsByTask), sum(filesByTask));
        }
    }

    private static long sum(Map<Long, Long> byTask) {
        return byTask.values().stream().mapToLong(Long::longValue).sum();
    }
}
