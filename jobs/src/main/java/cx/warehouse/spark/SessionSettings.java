package cx.warehouse.spark;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The properties with which Spark starts, each with its reason. The operator's properties come after them. */
final class SessionSettings {

    private SessionSettings() {}

    /**
     * The properties of every session.
     *
     * @param shufflePartitions maximum number of partitions of a shuffle
     * @param cores number of tasks that run at the same time
     */
    static Map<String, String> defaults(int shufflePartitions, int cores) {
        Map<String, String> settings = new LinkedHashMap<>();
        // Spark's own page would open a port on every run
        settings.put("spark.ui.enabled", "false");
        // sources are loaded side by side, and none waits for the tasks of another
        settings.put("spark.scheduler.mode", "FAIR");
        // running tasks report their progress at this interval
        settings.put("spark.executor.heartbeatInterval", "2s");
        // tables rely on UTC
        settings.put("spark.sql.session.timeZone", "UTC");
        settings.put("spark.sql.datetime.java8API.enabled", "true");
        settings.put("spark.sql.shuffle.partitions", Integer.toString(shufflePartitions));
        // the message of a failed query does not quote lines of this program
        settings.put("spark.sql.dataFrameQueryContext.enabled", "false");
        // no session adds classes of its own; an isolated one would not find the compiled code of another
        settings.put("spark.sql.artifact.isolation.enabled", "false");
        // the next night in this process finds the code of this one
        settings.put("spark.sql.codegen.cache.maxEntries", Integer.toString(Tuning.CODE_CACHE_ENTRIES));
        // a struct that is passed on as one value stays one value
        settings.put("spark.sql.optimizer.expression.nestedPruning.enabled", "false");
        settings.put("spark.sql.optimizer.nestedSchemaPruning.enabled", "false");
        // wide rows are made by several smaller methods instead of one that the JVM does not compile
        settings.put("spark.sql.codegen.hugeMethodLimit", Integer.toString(Tuning.COMPILED_METHOD_BYTES));
        // visits are aggregated in memory; a task sorts above this number of groups
        settings.put(
                "spark.sql.objectHashAggregate.sortBased.fallbackThreshold",
                Integer.toString(Tuning.groupsInMemory(cores)));
        // local files get their permissions without a process for each
        settings.put("spark.hadoop.fs.file.impl", PlainLocalFiles.class.getName());
        return settings;
    }

    /**
     * The address under which Spark's other processes reach this one. A local master needs no other host, and then the
     * host's own name need not resolve. With any other master, Spark finds the address itself.
     *
     * @param master Spark's master
     * @param isSet true for a property that the operator has set
     * @return the properties to set; empty unless the master is local
     */
    static Map<String, String> driverAddress(String master, Predicate<String> isSet) {
        Map<String, String> properties = new HashMap<>();
        if (master.startsWith("local")) {
            for (String key : List.of("spark.driver.host", "spark.driver.bindAddress")) {
                if (!isSet.test(key)) {
                    properties.put(key, "127.0.0.1");
                }
            }
        }
        return properties;
    }
}
