package cx.warehouse.tables;

import java.util.Optional;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Removes replaced rows from files that also hold rows of other partitions. Iceberg itself replaces whole files only,
 * and such files come from {@link TableCompaction}.
 */
final class SharedFiles {

    private final Table table;
    private final DataFileCopy copy;
    private final Predicate<InternalRow> isReplaced;

    private SharedFiles(Table table, DataFileCopy copy, Expression replaced) {
        this.table = table;
        this.copy = copy;
        Evaluator condition = new Evaluator(table.schema().asStruct(), replaced);
        RowOfPartitions view = new RowOfPartitions(table.schema());
        this.isReplaced = row -> condition.eval(view.show(row));
    }

    /**
     * Adds to a change that all published rows which match a condition go.
     *
     * @param copy writes the other rows of files that hold both; the caller deletes its files unless the change is
     *     committed
     */
    static void replace(Table table, Expression replaced, DataFileCopy copy, OverwriteFiles change) {
        if (table.specs().size() == 1) {
            change.overwriteByRowFilter(replaced);
        } else {
            new SharedFiles(table, copy, replaced).removeRows(replaced, change);
        }
    }

    private void removeRows(Expression replaced, OverwriteFiles change) {
        for (FileScanTask task : PlannedFiles.of(table, table.newScan().filter(replaced))) {
            if (task.residual().op() == Expression.Operation.TRUE) {
                change.deleteFile(task.file());
            } else if (copy.hasRow(task.file(), isReplaced)) {
                Optional<DataFile> others = copy.filter(task.file(), isReplaced.negate());
                change.deleteFile(task.file());
                others.ifPresent(change::addFile);
            }
        }
    }
}
