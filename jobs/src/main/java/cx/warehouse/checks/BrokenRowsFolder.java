package cx.warehouse.checks;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * Where the rows that broke row expectations go, as Parquet.
 *
 * @param location a local folder, or an address such as {@code s3a://bucket/folder}
 */
record BrokenRowsFolder(String location) {

    /** What Spark leaves in a folder that it has written. */
    private static final String MARK = "_SUCCESS";

    static BrokenRowsFolder of(String written, Path folder) {
        return new BrokenRowsFolder(
                written.contains("://")
                        ? written
                        : folder.resolve(written).normalize().toString());
    }

    /**
     * Writing replaces all that is in the folder, so it must be new, empty, or one that was written so before.
     *
     * @throws Fault USAGE when it is not
     */
    BrokenRowsFolder refuseForeign() {
        Path folder = location.contains("://") ? null : Path.of(location);
        if (folder == null || !Files.exists(folder) || Files.exists(folder.resolve(MARK))) {
            return this;
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isEmpty()) {
                    return this;
                }
            } catch (IOException e) {
                throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot list " + folder + ": " + e.getMessage(), e);
            }
        }
        throw new Fault(
                Fault.Kind.USAGE,
                "Cannot write broken rows to " + folder + ": something else is there. Name a folder of their own.");
    }

    /** Writes the rows; also when there are none, so that nobody reads those of an earlier run. */
    void write(Dataset<Row> rows) {
        rows.write().mode(SaveMode.Overwrite).parquet(location);
    }
}
