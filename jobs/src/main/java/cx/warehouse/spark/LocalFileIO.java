package cx.warehouse.spark;

import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.util.SerializableSupplier;

/**
 * Reads and writes local files for Iceberg. It uses none of the settings of Hadoop or {@code spark.hadoop.*}, so that
 * none are sent along with a table. There are hundreds of them, and serializing them for every query would take a
 * twentieth of a small night.
 */
public final class LocalFileIO extends HadoopFileIO {

    private static final Configuration SETTINGS = new Configuration();

    static {
        SETTINGS.set("fs.file.impl", PlainLocalFiles.class.getName());
    }

    /** The environment variable by which an operator chooses the threads in which Iceberg reads lists of files. */
    private static final String WORKER_POOL = "ICEBERG_SCAN_PLAN_IN_WORKER_POOL";

    /**
     * Makes Iceberg read its lists of files in the thread that asks for them, unless the operator chose otherwise. It
     * polls every hundredth of a second until other threads have read them.
     */
    static void readListsInCallingThread() {
        if (System.getenv(WORKER_POOL) == null) {
            System.getProperties().putIfAbsent("iceberg.scan.plan-in-worker-pool", "false");
        }
    }

    @Override
    public void setConf(Configuration settings) {
        super.setConf(settings);
        super.serializeConfWith(given -> () -> SETTINGS);
    }

    /** Does nothing: the settings from {@link #setConf} stay. */
    @Override
    public void serializeConfWith(Function<Configuration, SerializableSupplier<Configuration>> packed) {}
}
