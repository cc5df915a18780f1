package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how tables are created, staged, published and shown in the bi folder. */
class IcebergTablesTest {

    private static final StructType SHAPE = StructType.fromDDL("event_date date, channel string, visits bigint");

    @TempDir
    Path folder;

    @Test
    void stagedRowsAreInvisibleUntilTheyArePublished() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            tables.ensure("mart.visits", "rows of a test", SHAPE, List.of("event_date"));
            long snapshot = tables.stage("mart.visits", "load_a", rows(warehouse, 1), functions.lit(true));

            assertThat(tables.read("mart.visits").count()).isZero();
            assertThat(tables.readStaged("mart.visits", "load_a").count()).isEqualTo(1);

            tables.publish("mart.visits", "load_a", snapshot, "a");
            assertThat(tables.read("mart.visits").count()).isEqualTo(1);

            tables.publish("mart.visits", "load_a", snapshot, "a");
            assertThat(tables.read("mart.visits").count()).isEqualTo(1);
        }
    }

    /** A run that is killed between creating a table and its first snapshot leaves a table without one. */
    @Test
    void aTableWithoutASnapshotGetsAnEmptyOne() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            tables.ensure("mart.other", "rows of a test", SHAPE, List.of("event_date"));
            Schema schema = SparkSchemaUtil.convert(SHAPE.asNullable());
            warehouse
                    .engine()
                    .catalog()
                    .createTable(
                            TableIdentifier.parse("mart.visits"),
                            schema,
                            PartitionSpec.builderFor(schema)
                                    .identity("event_date")
                                    .build());
            tables.ensure("mart.visits", "rows of a test", SHAPE, List.of("event_date"));
            tables.stage("mart.visits", "load_a", rows(warehouse, 1), functions.lit(true));
            assertThat(tables.readStaged("mart.visits", "load_a").count()).isEqualTo(1);
        }
    }

    @Test
    void anotherPartitionIsRefusedWithTheFix() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            tables.ensure("mart.visits", "rows of a test", SHAPE, List.of("event_date"));
            assertThatThrownBy(() -> tables.ensure("mart.visits", "rows of a test", SHAPE, List.of()))
                    .hasMessage("Cannot partition mart.visits by []: its files are partitioned by [event_date]."
                            + " Give the table a new name, or build the warehouse again from the same drops,"
                            + " in an empty folder: cxw backfill --root NEW_FOLDER");
        }
    }

    /** A column whose new type holds more values is widened; any other change of type is refused. */
    @Test
    void aColumnOfAnotherTypeIsWidenedOrRefused() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            tables.ensure(
                    "mart.visits",
                    "rows of a test",
                    StructType.fromDDL("event_date date, visits int"),
                    List.of("event_date"));
            tables.ensure("mart.visits", "rows of a test", SHAPE, List.of("event_date"));
            assertThat(tables.read("mart.visits").schema().apply("visits").dataType())
                    .isEqualTo(DataTypes.LongType);

            StructType other = StructType.fromDDL("event_date date, visits date");
            tables.ensure("mart.visits", "rows of a test", other, List.of("event_date"));
            assertThat(tables.read("mart.visits").schema().apply("visits").dataType())
                    .isEqualTo(DataTypes.LongType);
            assertThatThrownBy(() -> tables.fileWriter("mart.visits", other, LocalDate.of(2026, 3, 14)))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("mart.visits")
                    .hasMessageContaining("`visits` has type long, but the contract says date");
        }
    }

    @Test
    void aTableThatChangedMeanwhileIsNotOverwritten() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            tables.ensure("mart.visits", "rows of a test", SHAPE, List.of("event_date"));
            long first = tables.stage("mart.visits", "load_a", rows(warehouse, 1), functions.lit(true));
            long second = tables.stage("mart.visits", "load_b", rows(warehouse, 2), functions.lit(true));
            tables.publish("mart.visits", "load_a", first, "a");

            assertThatThrownBy(() -> tables.publish("mart.visits", "load_b", second, "b"))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY))
                    .hasMessage("Cannot publish mart.visits: it changed after branch load_b was staged and checked."
                            + " Run the same command again.");
            assertThat(tables.read("mart.visits").select("visits").first().getLong(0))
                    .isEqualTo(1);
        }
    }

    @Test
    void theBiFolderChangesInOneStep() throws Exception {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            tables.ensure("mart.visits", "rows of a test", SHAPE, List.of("event_date"));
            long snapshot = tables.stage("mart.visits", "load_a", rows(warehouse, 1), functions.lit(true));
            tables.publish("mart.visits", "load_a", snapshot, "a");
            BiFolder bi = new BiFolder(warehouse.root(), 2);

            bi.publish("v1", java.util.Map.of("visits", tables.files("mart.visits")));
            assertThat(Files.list(folder.resolve("bi/visits/day=2026-03-14")))
                    .singleElement()
                    .asString()
                    .endsWith(".parquet");
            bi.publish("v2", java.util.Map.of("visits", tables.files("mart.visits")));
            bi.publish("v3", java.util.Map.of("visits", tables.files("mart.visits")));
            assertThat(warehouse.root().folders("bi-versions")).containsExactly("v2", "v3");
            assertThat(BiFolder.current(warehouse.root())).endsWith("v3");
        }
    }

    @Test
    void biFolderHasOneFolderPerDayWhateverThePartitions() throws Exception {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            tables.ensure("mart.visits", "rows of a test", SHAPE, List.of("event_date", "channel"));
            Dataset<Row> rows =
                    rows(warehouse, 1).union(rows(warehouse, 2).withColumn("channel", functions.lit("Email")));
            long snapshot = tables.stage("mart.visits", "load_a", rows, functions.lit(true));
            tables.publish("mart.visits", "load_a", snapshot, "a");

            List<IcebergTables.TableFile> files = tables.files("mart.visits");
            assertThat(files)
                    .extracting(IcebergTables.TableFile::partition)
                    .containsExactlyInAnyOrder(
                            "event_date=2026-03-14/channel=Direct", "event_date=2026-03-14/channel=Email");
            new BiFolder(warehouse.root(), 2).publish("v1", java.util.Map.of("visits", files));
            assertThat(folder.resolve("bi/visits")).isDirectoryContaining(day -> day.endsWith("day=2026-03-14"));
            assertThat(folder.resolve("bi/visits/day=2026-03-14").toFile().list())
                    .hasSize(2)
                    .allSatisfy(name -> assertThat(name).endsWith(".parquet"));
        }
    }

    private static Dataset<Row> rows(LocalWarehouse warehouse, long visits) {
        return warehouse
                .engine()
                .session()
                .sql("select date'2026-03-14' as event_date, 'Direct' as channel, " + visits + "L as visits");
    }
}
