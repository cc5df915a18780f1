package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.testing.LocalWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.CollectionAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests data files that a Spark task writes without a query. */
class DataFileWriterTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 14);

    private static final StructType SHAPE =
            StructType.fromDDL("name string, clicks int, extra map<string, string>, business_date date");

    @TempDir
    Path folder;

    @Test
    void rowsReplaceThoseOfTheirDate() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            // the table has another order, another type and one column more than the rows
            tables.ensure(
                    "source.ads",
                    "rows of a test",
                    StructType.fromDDL(
                            "clicks bigint, was string, business_date date, extra map<string, string>, name string"),
                    List.of("business_date"));
            load(warehouse, DATE.minusDays(1), 7);
            load(warehouse, DATE, 1);
            long last = load(warehouse, DATE, 2);

            assertThat(tables.read("source.ads")
                            .selectExpr("concat_ws(' ', name, clicks, was, business_date) text")
                            .orderBy("text")
                            .collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactly("a 2 2026-03-14", "a 7 2026-03-13", "b 3 2026-03-14", "b 8 2026-03-13");

            // Spark plans queries by these counts
            assertThat(total(tables, last)).isEqualTo("4");

            tables.stage("source.ads", "load", List.of(), DATE);
            assertThat(total(tables, tables.stagedSnapshot("source.ads", "load")))
                    .isEqualTo("2");
            assertThat(tables.readStaged("source.ads", "load").count()).isEqualTo(2);
        }
    }

    private static String total(IcebergTables tables, long snapshot) {
        return tables.summary("source.ads", snapshot).get("total-records");
    }

    private static long load(LocalWarehouse warehouse, LocalDate date, int clicks) {
        IcebergTables tables = warehouse.tables();
        tables.stage(
                "source.ads",
                "load",
                writeRows(warehouse, tables.fileWriter("source.ads", SHAPE, date), date, clicks),
                date);
        long snapshot = tables.stagedSnapshot("source.ads", "load");
        tables.publish("source.ads", "load", snapshot, date + "-" + clicks);
        return snapshot;
    }

    @Test
    void aFailedTaskLeavesNoFile() throws IOException {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            tables.ensure("source.ads", "rows of a test", SHAPE, List.of("business_date"));
            DataFileWriter files = tables.fileWriter("source.ads", SHAPE, DATE);

            assertThatThrownBy(() -> writeRows(warehouse, files, DATE, -1)).hasMessageContaining("no more");
            try (Stream<Path> left = Files.walk(folder.resolve("warehouse/source/ads/data"))) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    /** Writes two rows in a task. With a negative number of clicks, the second row fails. */
    private static List<DataFile> writeRows(
            LocalWarehouse warehouse, DataFileWriter files, LocalDate date, int clicks) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(warehouse.engine().session().sparkContext());
        CollectionAccumulator<DataFile> written = context.sc().collectionAccumulator("files");
        context.parallelize(List.of(clicks), 1)
                .foreachPartition(first ->
                        files.write(rows(date, first.next()), TaskContext.get()).forEach(written::add));
        return written.value();
    }

    private static Iterator<InternalRow> rows(LocalDate date, int clicks) {
        return Stream.of("a", "b")
                .map(name -> {
                    if (clicks < 0 && name.equals("b")) {
                        throw new IllegalStateException("no more");
                    }
                    return row(date, name, name.equals("b") ? clicks + 1 : clicks);
                })
                .iterator();
    }

    private static InternalRow row(LocalDate date, String name, int clicks) {
        return new GenericInternalRow(
                new Object[] {UTF8String.fromString(name), clicks, null, Math.toIntExact(date.toEpochDay())});
    }
}
