package cx.warehouse.tables;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.util.Tasks;
import org.apache.spark.sql.catalyst.InternalRow;

/** The data files that one writer has started in a table. All of them are deleted when it fails. */
final class StartedFiles {

    private final ParquetFiles files;
    private final OutputFileFactory places;
    private final List<String> locations = new ArrayList<>();

    /**
     * Prepares unique names for the files of one writer.
     *
     * @param partitionId number of the writer's task in its job
     * @param taskId number of the attempt of that task
     */
    StartedFiles(ParquetFiles files, int partitionId, long taskId) {
        this.files = files;
        this.places = OutputFileFactory.builderFor(files.table(), partitionId, taskId)
                .format(FileFormat.PARQUET)
                .build();
    }

    /** Opens a new file of a partition. */
    DataWriter<InternalRow> open(PartitionSpec spec, StructLike partition) throws IOException {
        // a table without partitions has no folder for them; an empty one would put two slashes into a key of S3
        OutputFile place = (spec.isUnpartitioned() ? places.newOutputFile() : places.newOutputFile(spec, partition))
                .encryptingOutputFile();
        locations.add(place.location());
        return files.write(place, spec, partition);
    }

    /** Closes files that failed, as far as possible. A file that is closed already stays so. */
    static void close(Collection<? extends Closeable> writers) {
        Tasks.foreach(writers).suppressFailureWhenFinished().run(StartedFiles::close);
    }

    /** Deletes all files, as far as possible. */
    void delete() {
        Tasks.foreach(locations).suppressFailureWhenFinished().run(files.table().io()::deleteFile);
    }

    private static void close(Closeable writer) {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
