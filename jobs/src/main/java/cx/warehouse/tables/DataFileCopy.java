package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Copies rows of data files into new data files of the same table, in this thread and without a query. Texts are copied
 * byte by byte. No reader sees the new files before they are committed.
 */
final class DataFileCopy {

    private final Table table;
    private final ParquetFiles files;
    private final StartedFiles started;

    DataFileCopy(Table table) {
        this.table = table;
        this.files = ParquetFiles.of(table);
        this.started = new StartedFiles(files, 0, 0);
    }

    /** Copies all rows of some files into one file of a partition. */
    DataFile join(List<DataFile> parts, PartitionSpec spec, StructLike partition) {
        return write(parts, spec, partition, row -> true)
                .orElseThrow(() -> new IllegalArgumentException("Cannot join files without rows"));
    }

    /** Copies the rows of a file that match into a file of the same partition; empty when no row matches. */
    Optional<DataFile> filter(DataFile file, Predicate<InternalRow> isKept) {
        return write(List.of(file), table.specs().get(file.specId()), file.partition(), isKept);
    }

    /** True when a row of a file matches. */
    boolean hasRow(DataFile file, Predicate<InternalRow> isWanted) {
        try (CloseableIterable<InternalRow> rows = files.read(file)) {
            for (InternalRow row : rows) {
                if (isWanted.test(row)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Deletes all files that this copy has written, as far as possible. */
    void deleteWritten() {
        started.delete();
    }

    private Optional<DataFile> write(
            List<DataFile> sources, PartitionSpec spec, StructLike partition, Predicate<InternalRow> isKept) {
        DataWriter<InternalRow> writer = null;
        try {
            for (DataFile file : sources) {
                try (CloseableIterable<InternalRow> rows = files.read(file)) {
                    for (InternalRow row : rows) {
                        if (isKept.test(row)) {
                            writer = writer == null ? started.open(spec, partition) : writer;
                            writer.write(row);
                        }
                    }
                }
            }
            if (writer == null) {
                return Optional.empty();
            }
            writer.close();
            return Optional.of(writer.toDataFile());
        } catch (IOException e) {
            throw failure(e);
        } finally {
            StartedFiles.close(writer == null ? List.of() : List.of(writer));
        }
    }

    private Fault failure(IOException e) {
        return new Fault(
                Fault.Kind.INFRASTRUCTURE,
                "Cannot copy files of " + IcebergTables.nameOf(table) + ": " + e.getMessage(),
                e);
    }
}
