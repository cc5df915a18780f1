package cx.warehouse.spark;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keeps the rows of frames that are computed once. On a local master they stay in the process. On a cluster they are
 * written to files, because an executor that is lost would take its rows with it.
 */
final class FrameStorage implements AutoCloseable {

    /** Where the rows of a frame stay. */
    enum Place {
        EXECUTORS,
        FILES;

        /** The place that suits a master such as {@code local[*]} or {@code spark://host:7077}. */
        static Place of(String master) {
            return master.equals("local") || master.startsWith("local[") ? EXECUTORS : FILES;
        }
    }

    private final SparkContext context;
    private final Place place;
    private final Path folder;
    private boolean isOpen;

    /** @param folder for files of one run at a time; it is emptied before the first and removed at the end */
    FrameStorage(SparkContext context, Place place, Path folder) {
        this.context = context;
        this.place = place;
        this.folder = folder;
    }

    /**
     * Storage for the master that Spark runs on.
     *
     * @param warehouse folder of the tables, beside which files are written; absent where tables are in memory, and then
     *     rows stay in executors
     */
    static FrameStorage of(SparkContext context, Optional<String> warehouse) {
        return warehouse
                .map(tables -> new FrameStorage(
                        context, Place.of(context.master()), new Path(new Path(tables).getParent(), "checkpoints")))
                .orElseGet(() -> new FrameStorage(context, Place.EXECUTORS, null));
    }

    /** The same rows, computed now. */
    Dataset<Row> materialize(Dataset<Row> rows) {
        if (place == Place.EXECUTORS) {
            return rows.localCheckpoint();
        }
        open();
        return rows.checkpoint();
    }

    /** The same rows, computed with the first query that uses them; into files they are computed now. */
    Dataset<Row> materializeOnUse(Dataset<Row> rows) {
        return place == Place.EXECUTORS ? rows.localCheckpoint(false) : materialize(rows);
    }

    private synchronized void open() {
        if (!isOpen) {
            delete(); // a run that was killed may have left files
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
