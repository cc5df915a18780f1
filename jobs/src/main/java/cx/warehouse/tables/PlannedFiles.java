package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.io.CloseableIterable;

/** Lists the data files that a scan of a table would read. */
final class PlannedFiles {

    private PlannedFiles() {}

    /** @throws Fault INFRASTRUCTURE when the list cannot be read */
    static List<FileScanTask> of(Table table, TableScan scan) {
        List<FileScanTask> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            tasks.forEach(files::add);
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.INFRASTRUCTURE,
                    "Cannot list the files of " + IcebergTables.nameOf(table) + ": " + e.getMessage(),
                    e);
        }
        return files;
    }
}
