package cx.warehouse.spark;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Settings of a session that the operator chooses.
 *
 * @param master Spark's master; ignored when Spark's own submit sets one
 * @param shufflePartitions maximum number of partitions of a shuffle; Spark merges small ones
 * @param executorWait how long a query waits on a cluster that has no executor for it
 * @param properties further properties of Spark, passed on unchanged
 */
public record SessionOptions(
        String master, int shufflePartitions, Duration executorWait, Map<String, String> properties) {

    private static final Duration EXECUTOR_WAIT = Duration.ofMinutes(15);

    /** Options with the usual patience. */
    public SessionOptions(String master, int shufflePartitions, Map<String, String> properties) {
        this(master, shufflePartitions, EXECUTOR_WAIT, properties);
    }

    public SessionOptions {
        properties = Map.copyOf(properties);
    }

    /** These options with another maximum number of partitions of a shuffle. */
    public SessionOptions withShufflePartitions(int most) {
        return new SessionOptions(master, most, executorWait, properties);
    }

    /**
     * These options for checks: text that is not a number becomes null in a condition, as Great Expectations expects,
     * in place of an error.
     */
    public SessionOptions forChecks() {
        return withProperty(QuerySessions.ANSI, "false");
    }

    /** These options with one more property of Spark. It replaces the operator's value of that property. */
    SessionOptions withProperty(String key, String value) {
        Map<String, String> all = new HashMap<>(properties);
        all.put(key, value);
        return new SessionOptions(master, shufflePartitions, executorWait, all);
    }

    /** The options without the values of properties, because some values are secrets. */
    @Override
    public String toString() {
        return "SessionOptions[master=" + master + ", shufflePartitions=" + shufflePartitions + ", executorWait="
                + executorWait + ", properties="
                + new TreeSet<>(properties.keySet()) + "]";
    }
}
