package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import cx.warehouse.spark.SparkEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.Tasks;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Stages the rows of one load on a new branch of a table, in one commit: one generation of metadata. An earlier branch
 * of that name goes.
 */
final class BranchStaging {

    private final Table table;
    private final String branch;

    BranchStaging(Table table, String branch) {
        this.table = table;
        this.branch = branch;
    }

    /**
     * Writes rows in the columns of the table, in place of the published rows that match.
     *
     * @throws Fault REFUSED when a row lacks a column that the table requires
     */
    void stage(SparkEngine engine, Dataset<Row> rows, Column replaced) {
        Expression condition = engine.icebergCondition(SparkSchemaUtil.convert(table.schema()), replaced);
        Dataset<Row> rowsOfTable = fit(rows);
        PartitionedWriter writer = new PartitionedWriter(table, rowsOfTable.schema());
        List<DataFile> written = engine.internalRows(rowsOfTable)
                .mapPartitions(part -> writer.write(part, TaskContext.get()))
                .collect();
        commitOrDelete(written, condition);
    }

    private void commitOrDelete(List<DataFile> written, Expression replaced) {
        boolean isCommitted = false;
        try {
            requireValues(written);
            commit(written, replaced);
            isCommitted = true;
        } catch (CommitStateUnknownException e) {
            isCommitted = true; // the files may be committed, so they must not be deleted
            throw e;
        } finally {
            if (!isCommitted) {
                Tasks.foreach(written).suppressFailureWhenFinished().run(file -> table.io()
                        .deleteFile(file.location()));
            }
        }
    }

    /** Spark takes it for granted that a required column has values, so no later check would find the rows without. */
    private void requireValues(List<DataFile> written) {
        List<String> missing = new ArrayList<>();
        for (NestedField column : table.schema().columns()) {
            long rows = written.stream()
                    .mapToLong(file -> file.nullValueCounts().getOrDefault(column.fieldId(), 0L))
                    .sum();
            if (column.isRequired() && rows > 0) {
                missing.add(rows + (rows == 1 ? " row has" : " rows have") + " no `" + column.name() + "`");
            }
        }
        if (!missing.isEmpty()) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "Cannot write " + IcebergTables.nameOf(table) + ": " + String.join(", ", missing)
                            + ", but its contract requires a value. Correct the rows that it is built from, or remove"
                            + " `required` from the column in the contract.");
        }
    }

    /**
     * Commits data files on the branch, in place of the published rows that match. The caller deletes the files when
     * that fails.
     */
    void commit(List<DataFile> files, Expression replaced) {
        Transaction change = table.newTransaction();
        ManageSnapshots references = change.manageSnapshots();
        if (table.refs().containsKey(branch)) {
            references.removeBranch(branch);
        }
        // a change to a branch that does not exist would count its rows from zero
        references.createBranch(branch, table.currentSnapshot().snapshotId()).commit();
        DataFileCopy copy = new DataFileCopy(table);
        boolean isCommitted = false;
        try {
            OverwriteFiles overwrite = change.newOverwrite().toBranch(branch);
            SharedFiles.replace(table, replaced, copy, overwrite);
            files.forEach(overwrite::addFile);
            overwrite.commit();
            change.commitTransaction();
            isCommitted = true;
        } catch (CommitStateUnknownException e) {
            isCommitted = true; // the files may be committed, so they must not be deleted
            throw e;
        } finally {
            if (!isCommitted) {
                copy.deleteWritten();
            }
        }
    }

    /** The rows in the order and the types of the table's columns; columns that they lack become null. */
    private Dataset<Row> fit(Dataset<Row> rows) {
        StructType stored = SparkSchemaUtil.convert(table.schema());
        List<String> there = List.of(rows.columns());
        List<String> unknown = there.stream()
                .filter(name -> !List.of(stored.fieldNames()).contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot write " + IcebergTables.nameOf(table) + ": it has no columns " + unknown);
        }
        return rows.select(Arrays.stream(stored.fields())
                .filter(column -> there.contains(column.name()))
                .map(column -> functions
                        .col("`" + column.name() + "`")
                        .cast(column.dataType())
                        .as(column.name()))
                .toArray(Column[]::new));
    }
}
