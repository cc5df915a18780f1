package cx.warehouse.tables;

import cx.warehouse.spark.Tuning;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.DataWriter;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Writes rows from inside a Spark task into data files, one for each partition of the table that the task has rows of.
 * Readers see no row before the files are committed. Spark's own write would commit them, too, and needs a branch that
 * exists: one more generation of metadata for each table and night.
 */
final class PartitionedWriter implements Serializable {
    private static final long serialVersionUID = 1;

    /** Number of rows of a file between two checks of its size. */
    private static final int ROWS_BETWEEN_CHECKS = 1_000;

    private final ParquetFiles files;

    /** @param columns the columns of the rows; the table has all of them */
    PartitionedWriter(Table table, StructType columns) {
        this.files = new ParquetFiles(SerializableTable.copyOf(table), columns, Map.of());
    }

    /** A file that a task is writing, with the number of its rows so far. */
    private static final class OpenFile {
        private final DataWriter<InternalRow> writer;
        private long rows;

        OpenFile(DataWriter<InternalRow> writer) {
            this.writer = writer;
        }
    }

    /**
     * Writes all rows, in a task. After a failure it deletes the files that it began, as far as possible.
     *
     * @return the data files, not yet committed
     */
    Iterator<DataFile> write(Iterator<InternalRow> rows, TaskContext task) {
        Table table = files.table();
        StartedFiles started = new StartedFiles(files, task.partitionId(), task.taskAttemptId());
        Map<PartitionKey, OpenFile> open = new LinkedHashMap<>();
        boolean isDone = false;
        try {
            List<DataFile> written = new ArrayList<>();
            PartitionKey key = new PartitionKey(table.spec(), files.schema());
            RowOfPartitions view = new RowOfPartitions(files.schema());
            while (rows.hasNext()) {
                InternalRow row = rows.next();
                key.partition(view.show(row));
                OpenFile file = open.get(key);
                if (file == null) {
                    PartitionKey own = key.copy();
                    file = new OpenFile(started.open(table.spec(), own));
                    open.put(own, file);
                }
                file.writer.write(row);
                file.rows++;
                if (file.rows % ROWS_BETWEEN_CHECKS == 0 && file.writer.length() >= Tuning.DATA_FILE_BYTES) {
                    open.remove(key);
                    written.add(close(file));
                }
            }
            for (OpenFile file : open.values()) {
                written.add(close(file));
            }
            isDone = !task.isInterrupted();
            return written.iterator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!isDone) {
                StartedFiles.close(
                        open.values().stream().map(file -> file.writer).toList());
                started.delete();
            }
            table.io().close(); // this copy of the table was deserialized for this task alone
        }
    }

    private static DataFile close(OpenFile file) throws IOException {
        file.writer.close();
        return file.writer.toDataFile();
    }
}
