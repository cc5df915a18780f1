package cx.warehouse.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/**
 * Counts the SQL executions that run a job. Spark also calls the registration of a view an execution; those run nothing
 * and do not count.
 */
public final class QueryCounter implements AutoCloseable {

    private static final String EXECUTION = "spark.sql.execution.id";

    private final SparkContext context;
    private final Set<String> executions = ConcurrentHashMap.newKeySet();
    private final SparkListener listener = new SparkListener() {
        @Override
        public void onJobStart(SparkListenerJobStart job) {
            String execution = job.properties().getProperty(EXECUTION);
            if (execution != null) {
                executions.add(execution);
            }
        }
    };

    private QueryCounter(SparkContext context) {
        this.context = context;
    }

    /** Starts to count the executions of a context. */
    public static QueryCounter start(SparkContext context) {
        QueryCounter counter = new QueryCounter(context);
        context.addSparkListener(counter.listener);
        return counter;
    }

    /** The number of executions since the start. */
    public int count() {
        try {
            context.listenerBus().waitUntilEmpty();
        } catch (Exception e) { // undeclared, of Scala
            throw new IllegalStateException(e);
        }
        return executions.size();
    }

    @Override
    public void close() {
        context.removeSparkListener(listener);
    }
}
