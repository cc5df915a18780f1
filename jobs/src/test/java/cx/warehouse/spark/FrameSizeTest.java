package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests decisions at the edges of their limits, with frames of a known size: a number of eight bytes a row. */
class FrameSizeTest {

    private static final long MIB_OF_ROWS = (1L << 20) / Long.BYTES;

    @TempDir
    Path folder;

    private LocalWarehouse warehouse;
    private SparkSession spark;

    @BeforeEach
    void open() {
        warehouse = LocalWarehouse.in(folder);
        spark = warehouse.engine().session();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private Dataset<Row> rows(long count) {
        return spark.range(0, count, 1, 4).toDF("id");
    }

    @Test
    void aCheckedFrameIsOnePartitionUpToThirtyTwoMebibytes() {
        Dataset<Row> fitted = FrameSize.coalesceToCheck(rows(32 * MIB_OF_ROWS));
        assertThat(fitted.rdd().getNumPartitions()).isEqualTo(1);
        assertThat(fitted.sparkSession()).isSameAs(spark);
        Dataset<Row> large = rows(32 * MIB_OF_ROWS + 1);
        assertThat(FrameSize.coalesceToCheck(large)).isSameAs(large);
    }

    @Test
    void aSmallFrameIsCheckedTogetherWithOthers() {
        Dataset<Row> small = rows(16 * MIB_OF_ROWS);
        assertThat(FrameSize.areHashesCollected(small)).isTrue();
        assertThat(FrameSize.isShared(small)).isTrue();
        Dataset<Row> large = rows(16 * MIB_OF_ROWS + 1);
        assertThat(FrameSize.areHashesCollected(large)).isFalse();
        assertThat(FrameSize.isShared(large)).isFalse();
    }

    @Test
    void hashesOfFilesAreNeverCollected() {
        String files = folder.resolve("rows").toString();
        rows(10).write().parquet(files);
        assertThat(FrameSize.areHashesCollected(spark.read().parquet(files))).isFalse();
    }
}
