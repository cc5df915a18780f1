package cx.warehouse.storage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts rows while tasks read them: an accumulator alone says nothing before its task has ended, so what running tasks
 * have counted is taken from their executors' heartbeats.
 */
final class RowCount extends SparkListener implements AutoCloseable {

    private final SparkContext context;
    private final LongAccumulator rows;
    private final LongConsumer heard;
    private final Map<Long, Long> byTask = new ConcurrentHashMap<>();

    /** Tells {@code heard} how many rows were read so far, every time that it hears of more. */
    RowCount(SparkContext context, LongConsumer heard) {
        this.context = context;
        this.rows = context.longAccumulator("rows read");
        this.heard = heard;
        context.addSparkListener(this);
    }

    /** What tasks add to. */
    LongAccumulator rows() {
        return rows;
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
        CollectionConverters.asJava(counts).forEach(count -> {
            if (count.id() == rows.id() && count.update().isDefined()) {
                byTask.put(task, ((Number) count.update().get()).longValue());
                heard.accept(byTask.values().stream().mapToLong(Long::longValue).sum());
            }
        });
    }
}
