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
 * The folder that receives, as Parquet, the rows that broke row expectations.
 *
 * @param location a local folder, or an address such as {@code s3a://bucket/folder}
 */
record BrokenRowsFolder(String location) {

    /** The file that Spark leaves in every folder that it has written. */
    private static final String MARK = "_SUCCESS";

    /** Resolves a folder as a checkpoint names it; a relative path starts at {@code folder}. */
    static BrokenRowsFolder of(String written, Path folder) {
        return new BrokenRowsFolder(
                written.contains("://")
                        ? written
                        : folder.resolve(written).normalize().toString());
    }

    /**
     * Refuses a local folder that holds other files, because writing replaces the whole content of the folder. It must
     * be new, empty, or written by an earlier run.
     *
     * @throws Fault USAGE when it holds other files
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
                "Cannot write broken rows to " + folder + ": it holds other files. Name a new or an empty folder.");
    }

    /**
     * Writes the rows in place of the content of the folder. It also writes zero rows, so that the folder never shows
     * the rows of an earlier run.
     */
    void write(Dataset<Row> rows) {
        rows.write().mode(SaveMode.Overwrite).parquet(location);
    }
}
