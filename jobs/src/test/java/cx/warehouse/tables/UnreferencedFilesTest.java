package cx.warehouse.tables;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.LocalWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Removes files that no snapshot refers to, and no other file. */
class UnreferencedFilesTest {

    private static final StructType SHAPE = StructType.fromDDL("event_date date, visits int");

    @TempDir
    Path folder;

    @Test
    void onlyOldFilesThatNothingRefersToGo() throws IOException {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            IcebergTables tables = warehouse.tables();
            tables.ensure("mart.visits", "rows of a test", SHAPE, List.of("event_date"));
            for (String load : List.of("a", "b")) {
                tables.publish(
                        "mart.visits",
                        "load_" + load,
                        tables.stage("mart.visits", "load_" + load, rows(warehouse, 1), lit(true)),
                        load);
            }
            tables.stage("mart.visits", "load_c", rows(warehouse, 3), lit(true));
            Path table = folder.resolve("warehouse/mart/visits");
            stray(table.resolve("data/event_date=2026-03-14/stray.parquet"), Duration.ofDays(4));
            stray(table.resolve("metadata/stray-m0.avro"), Duration.ofDays(4));
            Path young = stray(table.resolve("data/young.parquet"), Duration.ofHours(1));
            age(table);
            Files.setLastModifiedTime(young, FileTime.from(Instant.now()));

            Instant before = Instant.now().minus(Duration.ofDays(3));
            assertThat(tables.upkeep().removeUnreferenced(warehouse.root(), before))
                    .isEqualTo(new RemovedFiles(2, 10));
            assertThat(tables.upkeep().removeUnreferenced(warehouse.root(), before))
                    .isEqualTo(RemovedFiles.NONE);
            assertThat(young).exists();
            assertThat(tables.read("mart.visits").count()).isEqualTo(1);
            assertThat(tables.readStaged("mart.visits", "load_c").count()).isEqualTo(1);
            assertThat(warehouse
                            .engine()
                            .session()
                            .sql("select * from cx.mart.visits version as of 'a'")
                            .count())
                    .isEqualTo(1);
            assertThat(tables.files("mart.visits")).hasSize(1);
        }
    }

    /** The tables of a copied folder still belong to the place that it was copied from. */
    @Test
    void theFilesOfACopiedFolderStay() throws IOException {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder.resolve("first"))) {
            IcebergTables tables = warehouse.tables();
            tables.ensure("mart.visits", "rows of a test", SHAPE, List.of("event_date"));
            tables.publish("mart.visits", "a", tables.stage("mart.visits", "a", rows(warehouse, 1), lit(true)), "a");
            Folders.copy(folder.resolve("first/warehouse"), folder.resolve("copy/warehouse"));
            FileStore copy = FileStore.at(folder.resolve("copy").toString(), new S3Settings(null, null, false));
            assertThat(tables.upkeep().removeUnreferenced(copy, Instant.now().plusSeconds(60)))
                    .isEqualTo(RemovedFiles.NONE);
        }
    }

    private static Path stray(Path file, Duration age) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "stray");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    /** Makes all files of the table old, so that only references keep them. */
    private static void age(Path table) throws IOException {
        try (var files = Files.walk(table)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
            }
        }
    }

    private static Dataset<Row> rows(LocalWarehouse warehouse, int visits) {
        return warehouse.engine().session().sql("select date'2026-03-14' as event_date, " + visits + " as visits");
    }
}
