package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What tables are made of: makes those that are not there, and fits the others to the columns they are given now. */
final class TableDefinitions {

    private static final Map<String, String> PROPERTIES = Map.of(
            "format-version", "2",
            "write.parquet.compression-codec", "zstd",
            "write.distribution-mode", "none",
            "write.spark.fanout.enabled", "true",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "20",
            // files of a day are alike: each a task of its own, so that no core reads three while another reads one;
            // many little ones share a task
            "read.split.adaptive-size.enabled", "false",
            "read.split.target-size", Long.toString(8L << 20),
            "read.split.open-file-cost", Long.toString(256L << 10));

    /** Long texts that say where a row comes from: nobody looks for the least of them, and finding it costs a tenth of writing. */
    private static final Set<String> WITHOUT_STATISTICS = Set.of("source_file", "load_id");

    private final Catalog catalog;

    TableDefinitions(Catalog catalog) {
        this.catalog = catalog;
    }

    /** As {@link IcebergTables#ensure}. */
    void ensure(TableIdentifier id, StructType columns, List<String> partition) {
        Schema schema = SparkSchemaUtil.convert(columns.asNullable());
        Map<String, String> properties = new HashMap<>(PROPERTIES);
        properties.putAll(withoutStatistics(columns, column -> WITHOUT_STATISTICS.contains(column.name())));
        if (catalog.tableExists(id)) {
            Table table = catalog.loadTable(id);
            ensureSnapshot(table); // a run that was killed may have made it and no more
            setProperties(table, properties);
            widen(table, schema);
            return;
        }
        ensure(id.namespace());
        PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
        partition.forEach(spec::identity);
        ensureSnapshot(catalog.buildTable(id, schema)
                .withPartitionSpec(spec.build())
                .withProperties(properties)
                .create());
    }

    private static void setProperties(Table table, Map<String, String> properties) {
        if (!table.properties().entrySet().containsAll(properties.entrySet())) {
            UpdateProperties change = table.updateProperties();
            properties.forEach(change::set);
            change.commit();
        }
    }

    /** Adds the columns that the table lacks, and widens those that hold more now; a query casts to what others are. */
    private static void widen(Table table, Schema schema) {
        List<NestedField> news = schema.columns().stream()
                .filter(column -> {
                    Type there = table.schema().findType(column.name());
                    return there == null || (!isSame(there, column.type()) && fits(there, column.type()));
                })
                .toList();
        if (!news.isEmpty()) {
            table.updateSchema().unionByNameWith(new Schema(news)).commit();
        }
    }

    /** A branch forks from a snapshot: gives a table that has none an empty one. */
    private static void ensureSnapshot(Table table) {
        if (table.currentSnapshot() == null) {
            table.newAppend().commit();
        }
    }

    private void ensure(Namespace namespace) {
        // sources are ingested side by side, and each may be the first of its namespace
        synchronized (catalog) {
            if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(namespace)) {
                namespaces.createNamespace(namespace);
            }
        }
    }

    /**
     * Looks whether rows may be written into files of the table as they are.
     *
     * @throws Fault USAGE when a column of the table holds something else than the rows do
     */
    static void checkFiles(String name, Table table, StructType columns) {
        for (NestedField column : SparkSchemaUtil.convert(columns).columns()) {
            Type there = table.schema().findType(column.name());
            if (!fits(column.type(), there)) {
                throw new Fault(
                        Fault.Kind.USAGE,
                        "Cannot write " + name + ": its column `" + column.name() + "` is " + there
                                + ", the contract says " + column.type() + "; give the new column a name of its own.");
            }
        }
    }

    /** True when values of a type may lie in files of a table that has the other. */
    private static boolean fits(Type rows, Type table) {
        return isSame(rows, table)
                || rows.isPrimitiveType()
                        && table.isPrimitiveType()
                        && TypeUtil.isPromotionAllowed(rows, table.asPrimitiveType());
    }

    /** Maps of like types differ in their ids: Spark's types have none. */
    private static boolean isSame(Type one, Type other) {
        return SparkSchemaUtil.convert(one).equals(SparkSchemaUtil.convert(other));
    }

    /** Properties that have Parquet files say nothing of the least and the greatest value of some columns. */
    static Map<String, String> withoutStatistics(StructType columns, Predicate<StructField> isMeant) {
        return Arrays.stream(columns.fields())
                .filter(isMeant)
                .collect(Collectors.toMap(
                        column -> TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX + column.name(),
                        column -> "false"));
    }
}
