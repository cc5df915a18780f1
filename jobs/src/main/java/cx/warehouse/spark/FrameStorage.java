package cx.warehouse.spark;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/**
 * Stores the rows of frames that are computed only once. On a local master the rows stay in the process. On a cluster
 * they are written to files, because an executor that is lost would lose its rows.
 */
final class FrameStorage implements AutoCloseable {

    /** The place where the rows of a frame are stored. */
    enum Place {
        EXECUTORS,
        FILES;

        /** The place that suits a master such as {@code local[*]} or {@code spark://host:7077}. */
        static Place of(String master) {
            return master.equals("local") || master.startsWith("local[") ? EXECUTORS : FILES;
        }
    }

    private static final String COUNT = "row_count";
    private static final Duration REPORT_WAIT = Duration.create(30, TimeUnit.SECONDS);

    private final SparkContext context;
    private final Place place;
    private final Path folder;
    private boolean isOpen;

    /**
     * Stores rows in files below {@code folder}, when {@code place} asks for files.
     *
     * @param folder the folder of one run at a time; it is emptied before the first file is written, and removed at
     *     the end
     */
    FrameStorage(SparkContext context, Place place, Path folder) {
        this.context = context;
        this.place = place;
        this.folder = folder;
    }

    /**
     * Creates the storage that suits the master that Spark runs on.
     *
     * @param warehouse folder of the tables; files are written to a folder next to it. Empty when tables are in
     *     memory; then rows stay in executors
     */
    static FrameStorage of(SparkContext context, Optional<String> warehouse) {
        return warehouse
                .map(tables -> new FrameStorage(
                        context, Place.of(context.master()), new Path(new Path(tables).getParent(), "checkpoints")))
                .orElseGet(() -> new FrameStorage(context, Place.EXECUTORS, null));
    }

    /**
     * Computes the rows now, stores them, and counts them in the same query.
     *
     * @param result makes the result of the stored rows and their number
     */
    <T> T materialize(Dataset<Row> rows, BiFunction<Dataset<Row>, Long, T> result) {
        Observation counter = new Observation();
        Dataset<Row> observed =
                rows.observe(counter, functions.count(functions.lit(1)).as(COUNT));
        if (place == Place.FILES) {
            open();
        }
        Dataset<Row> stored = place == Place.EXECUTORS ? observed.localCheckpoint() : observed.checkpoint();
        return result.apply(stored, count(counter, stored));
    }

    /**
     * The number of rows of a query that has ended. Spark reports it a moment later; when the report is lost, the stored
     * rows are counted.
     */
    private static long count(Observation counter, Dataset<Row> stored) {
        try {
            return Await.result(counter.future(), REPORT_WAIT).getLong(0);
        } catch (TimeoutException e) {
            return stored.count();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Spark reported the number of rows", e);
        }
    }

    /** Computes and stores the rows with the first query that uses them; rows that go to files are computed now. */
    Dataset<Row> materializeOnUse(Dataset<Row> rows) {
        return place == Place.EXECUTORS ? rows.localCheckpoint(false) : materialize(rows, (stored, count) -> stored);
    }

    private synchronized void open() {
        if (!isOpen) {
            delete(); // a killed run may have left files
            context.setCheckpointDir(folder.toString());
            isOpen = true;
        }
    }

    private void delete() {
        try {
            folder.getFileSystem(context.hadoopConfiguration()).delete(folder, true);
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (isOpen) {
            isOpen = false;
            delete();
        }
    }
}
