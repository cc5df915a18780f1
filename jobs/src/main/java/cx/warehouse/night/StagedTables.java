package cx.warehouse.night;

import cx.warehouse.conform.shape.SourceRowFilters;
import cx.warehouse.contract.TableContract;
import cx.warehouse.tables.IcebergTables;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** The tables that one load has staged so far, stored with its job so that a restart finds them. */
final class StagedTables {

    private static final String PREFIX = "staged.";

    private final Warehouse warehouse;
    private final IcebergTables tables;
    private final String branch;
    private final ExecutionContext memory;

    StagedTables(Warehouse warehouse, String loadId, ExecutionContext memory) {
        this.warehouse = warehouse;
        this.tables = warehouse.tables();
        this.branch = IcebergTables.branch(loadId);
        this.memory = memory;
    }

    /** Stages rows that replace all rows of a table. */
    void stage(String table, Dataset<Row> rows) {
        stage(table, rows, SourceRowFilters.any());
    }

    /** Stages rows that replace those rows of a table which match {@code replaced}. */
    void stage(String table, Dataset<Row> rows, Column replaced) {
        Optional<TableContract> contract = warehouse.declarations().table(table);
        Dataset<Row> shaped = contract.map(known -> shape(rows, known)).orElse(rows);
        StructType schema = contract.map(ConformedShapes::schema).orElse(rows.schema());
        tables.ensure(table, schema, contract.map(TableContract::partition).orElse(List.of()));
        long snapshot = tables.stage(table, branch, shaped, replaced);
        synchronized (memory) {
            memory.putLong(PREFIX + table, snapshot);
        }
    }

    /** The rows of a table as this load sees them: staged, else published, else an empty frame. */
    Dataset<Row> read(String table) {
        if (isStaged(table)) {
            return tables.readStaged(table, branch);
        }
        return readPublished(table);
    }

    /** The rows of a staged table that this load wrote: whole days, or the whole table where it has no days. */
    Dataset<Row> readWritten(String table) {
        return tables.readWritten(table, branch);
    }

    /** The rows that readers see now; an empty frame where the table does not exist. */
    Dataset<Row> readPublished(String table) {
        if (tables.exists(table)) {
            return tables.read(table);
        }
        TableContract contract = warehouse.declarations().table(table).orElseThrow();
        return warehouse.engine().session().createDataFrame(List.of(), ConformedShapes.schema(contract));
    }

    /** The folders of the partitions of a published table. */
    Set<String> partitions(String table) {
        return tables.exists(table)
                ? tables.files(table).stream()
                        .map(IcebergTables.TableFile::partition)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    boolean isStaged(String table) {
        return memory.containsKey(PREFIX + table);
    }

    /** The snapshot of each staged table, by table name. */
    Map<String, Long> snapshots() {
        Map<String, Long> snapshots = new TreeMap<>();
        memory.entrySet().forEach(entry -> {
            if (entry.getKey().startsWith(PREFIX)) {
                snapshots.put(entry.getKey().substring(PREFIX.length()), (Long) entry.getValue());
            }
        });
        return snapshots;
    }

    String branch() {
        return branch;
    }

    private static Dataset<Row> shape(Dataset<Row> rows, TableContract contract) {
        List<String> there = Arrays.asList(rows.columns());
        return rows.selectExpr(contract.columns().stream()
                .map(column -> String.format(
                        "cast(%s as %s) as `%s`",
                        there.contains(column.name()) ? "`" + column.name() + "`" : "null",
                        column.type(),
                        column.name()))
                .toArray(String[]::new));
    }
}
