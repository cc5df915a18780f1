package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.spark.FrameStorage.Place;
import cx.warehouse.testing.LocalWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests where computed rows are stored, and that their files are removed. */
class FrameStorageTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "local EXECUTORS",
                "local[*] EXECUTORS",
                "local[2,3] EXECUTORS",
                "local-cluster[2,1,1024] FILES",
                "spark://host:7077 FILES",
                "yarn FILES",
                "k8s://https://host:6443 FILES"
            })
    void placeFollowsTheMaster(String master, Place place) {
        assertThat(Place.of(master)).isEqualTo(place);
    }

    @Test
    void rowsOfALocalMasterLeaveNoFile() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder);
                FrameStorage storage = storage(warehouse, Place.EXECUTORS)) {
            assertThat(count(storage, ids(warehouse))).isEqualTo(20);
            assertThat(store(storage, ids(warehouse)).count()).isEqualTo(20);
            assertThat(storage.materializeOnUse(ids(warehouse)).count()).isEqualTo(20);
            assertThat(checkpoints()).doesNotExist();
        }
    }

    @Test
    void rowsOfAClusterAreFilesUntilTheEnd() throws IOException {
        Files.createDirectories(checkpoints());
        Path left = Files.writeString(checkpoints().resolve("left-by-a-run-that-was-killed"), "");
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder);
                FrameStorage storage = storage(warehouse, Place.FILES)) {
            assertThat(count(storage, ids(warehouse))).isEqualTo(20);
            assertThat(count(storage, ids(warehouse).where("id < 0"))).isZero();
            Dataset<Row> now = store(storage, ids(warehouse));
            Dataset<Row> onUse = storage.materializeOnUse(ids(warehouse));
            assertThat(parts()).hasSizeGreaterThan(1);
            assertThat(left).doesNotExist();
            assertThat(now.join(onUse, "id").count()).isEqualTo(20);
        }
        assertThat(checkpoints()).doesNotExist();
    }

    private static Dataset<Row> store(FrameStorage storage, Dataset<Row> rows) {
        return storage.materialize(rows, (stored, count) -> stored);
    }

    /** The number of rows as the storage counts it. */
    private static long count(FrameStorage storage, Dataset<Row> rows) {
        return storage.materialize(rows, (stored, count) -> count);
    }

    private FrameStorage storage(LocalWarehouse warehouse, Place place) {
        return new FrameStorage(
                warehouse.engine().session().sparkContext(),
                place,
                new org.apache.hadoop.fs.Path(checkpoints().toUri()));
    }

    private static Dataset<Row> ids(LocalWarehouse warehouse) {
        SparkSession session = warehouse.engine().session();
        return session.range(20).toDF();
    }

    private Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    private java.util.List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.walk(checkpoints())) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .toList();
        }
    }
}
