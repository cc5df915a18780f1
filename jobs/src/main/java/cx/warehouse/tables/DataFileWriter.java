package cx.warehouse.tables;

import cx.warehouse.spark.Tuning;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.util.Tasks;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Writes rows from inside a Spark task, as they come, into data files of one partition of a table. Readers see no row
 * before the files are committed. A query would first have to be planned, and would copy every row into Spark's own
 * layout.
 */
final class DataFileWriter implements Serializable {
    private static final long serialVersionUID = 1;

    /** Number of rows between two checks of the size of the file and of the cancellation of the task. */
    private static final int ROWS_BETWEEN_CHECKS = 1_000;

    private final ParquetFiles files;
    private final PartitionKey partition;

    /**
     * Prepares to write rows into one partition.
     *
     * @param columns the columns of the rows; the table has all of them
     * @param part the partition that all rows belong to
     */
    DataFileWriter(Table table, StructType columns, PartitionKey part) {
        this.files = new ParquetFiles(SerializableTable.copyOf(table), columns, withoutStatisticsOfTexts(columns));
        this.partition = part;
    }

    /**
     * Writes all rows, in a task. After a failure it deletes the files that it began, as far as possible.
     *
     * @return the data files, not yet committed
     */
    List<DataFile> write(Iterator<InternalRow> rows, TaskContext task) {
        Table table = files.table();
        StartedFiles started = new StartedFiles(files, task.partitionId(), task.taskAttemptId());
        List<DataFile> written = new ArrayList<>();
        boolean isDone = false;
        try {
            while (rows.hasNext()) {
                DataWriter<InternalRow> file = started.open(table.spec(), partition);
                try (file) {
                    fill(file, rows, task);
                }
                written.add(file.toDataFile());
            }
            isDone = !task.isInterrupted();
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!isDone) {
                started.delete();
            }
            table.io().close(); // this copy of the table was deserialized for this task alone
        }
    }

    /**
     * Properties that switch off the minimum and maximum of texts. Rows are in the order of delivery, so nearly every
     * file has texts of all kinds: finding the least and the greatest costs a twenty-fifth of a night of a million
     * events, and hardly ever lets a reader skip a file.
     */
    private static Map<String, String> withoutStatisticsOfTexts(StructType columns) {
        return Arrays.stream(columns.fields())
                .filter(column -> column.dataType() instanceof StringType)
                .collect(Collectors.toMap(
                        column -> TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX + column.name(),
                        column -> "false"));
    }

    private static void fill(DataWriter<InternalRow> file, Iterator<InternalRow> rows, TaskContext task) {
        for (long count = 1; rows.hasNext(); count++) {
            file.write(rows.next());
            if (count % ROWS_BETWEEN_CHECKS == 0) {
                if (task.isInterrupted()) {
                    throw new IllegalStateException("Cannot write more rows: the task was cancelled");
                }
                if (file.length() >= Tuning.DATA_FILE_BYTES) {
                    return;
                }
            }
        }
    }

    /** Deletes files that will not be committed, as far as possible. */
    void delete(Collection<String> locations) {
        Tasks.foreach(locations).suppressFailureWhenFinished().run(files.table().io()::deleteFile);
    }
}
