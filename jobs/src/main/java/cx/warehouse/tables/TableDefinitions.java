package cx.warehouse.tables;

import cx.warehouse.files.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Creates missing tables, and adapts the columns and properties of existing ones. */
final class TableDefinitions {

    private static final Map<String, String> PROPERTIES = Map.of(
            "format-version", "2",
            "write.parquet.compression-codec", "zstd",
            "write.distribution-mode", "none",
            "write.spark.fanout.enabled", "true",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "2",
            "write.metadata.metrics.max-inferred-column-defaults", "1000", // required columns are checked by them
            "commit.manifest.min-count-to-merge", "10");

    private final Catalog catalog;

    TableDefinitions(Catalog catalog) {
        this.catalog = catalog;
    }

    private static void requirePartition(TableIdentifier id, Table table, List<String> partition) {
        List<String> stored =
                table.spec().fields().stream().map(PartitionField::name).toList();
        if (!stored.equals(partition)) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot partition " + id + " by " + partition + ": its files are partitioned by " + stored
                            + ". Give the table a new name, or build the warehouse again from the same drops, in an empty"
                            + " folder: cxw backfill --root NEW_FOLDER");
        }
    }

    /** Does the work of {@link IcebergTables#ensure}. */
    void ensure(TableIdentifier id, StructType columns, List<String> partition, Map<String, String> properties) {
        Schema schema = SparkSchemaUtil.convert(columns);
        if (catalog.tableExists(id)) {
            Table table = catalog.loadTable(id);
            requirePartition(id, table, partition);
            ensureSnapshot(table); // a killed run may have created the table without a snapshot
            if (!table.properties().entrySet().containsAll(properties.entrySet())) {
                UpdateProperties change = table.updateProperties();
                properties.forEach(change::set);
                change.commit();
            }
            widen(table, schema);
            relax(table, schema);
            describe(table, schema);
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

    /**
     * The properties of a table. A key of one text has no value twice, so its files get no dictionary: the writer would
     * fill one in vain.
     */
    static Map<String, String> properties(String meaning, StructType columns, List<String> key) {
        Map<String, String> properties = new HashMap<>(PROPERTIES);
        properties.put(TableCatalog.PROP_COMMENT, meaning);
        if (key.size() == 1 && columns.apply(key.get(0)).dataType() instanceof StringType) {
            properties.put(TableProperties.PARQUET_DICT_ENCODING_ENABLED_COLUMN_PREFIX + key.get(0), "false");
        }
        return properties;
    }

    /** Gives columns the meaning that their contract states now. */
    private static void describe(Table table, Schema schema) {
        List<NestedField> changed = schema.columns().stream()
                .filter(column -> column.doc() != null
                        && !column.doc()
                                .equals(table.schema().findField(column.name()).doc()))
                .toList();
        if (!changed.isEmpty()) {
            UpdateSchema update = table.updateSchema();
            changed.forEach(column -> update.updateColumnDoc(column.name(), column.doc()));
            update.commit();
        }
    }

    /**
     * Adds missing columns, and widens columns whose new type holds more values. Other columns keep their type, and
     * queries cast to it.
     */
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

    /**
     * Lets columns be null that the contract requires no more. A column of an existing table never becomes required:
     * rows of earlier nights may lack it.
     */
    private static void relax(Table table, Schema schema) {
        List<NestedField> changed = schema.columns().stream()
                .filter(column -> column.isOptional()
                        && table.schema().findField(column.name()).isRequired())
                .toList();
        if (!changed.isEmpty()) {
            UpdateSchema update = table.updateSchema();
            changed.forEach(column -> update.makeColumnOptional(column.name()));
            update.commit();
        }
    }

    /** Gives a table without a snapshot an empty one, because a branch starts from a snapshot. */
    private static void ensureSnapshot(Table table) {
        if (table.currentSnapshot() == null) {
            table.newAppend().commit();
        }
    }

    private void ensure(Namespace namespace) {
        // sources are ingested at the same time, and each may be the first of its namespace
        synchronized (catalog) {
            if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(namespace)) {
                namespaces.createNamespace(namespace);
            }
        }
    }

    /**
     * Checks that rows can be written into files of the table without a cast.
     *
     * @throws Fault USAGE when a column of the table has a type that the values of the rows do not fit
     */
    static void checkFiles(String name, Table table, StructType columns) {
        for (NestedField column : SparkSchemaUtil.convert(columns).columns()) {
            Type there = table.schema().findType(column.name());
            if (!fits(column.type(), there)) {
                throw new Fault(
                        Fault.Kind.USAGE,
                        "Cannot write " + name + ": its column `" + column.name() + "` has type " + there
                                + ", but the contract says " + column.type()
                                + ". Give the new column a name of its own.");
            }
        }
    }

    /** True when values of type {@code rows} may lie in files of a table whose column has type {@code table}. */
    private static boolean fits(Type rows, Type table) {
        return isSame(rows, table)
                || rows.isPrimitiveType()
                        && table.isPrimitiveType()
                        && TypeUtil.isPromotionAllowed(rows, table.asPrimitiveType());
    }

    /** Compares two types as Spark types, which have no field ids; equal map types of Iceberg may differ in theirs. */
    private static boolean isSame(Type one, Type other) {
        return SparkSchemaUtil.convert(one).equals(SparkSchemaUtil.convert(other));
    }
}
