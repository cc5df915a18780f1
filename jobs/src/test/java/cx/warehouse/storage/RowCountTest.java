package cx.warehouse.storage;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowCountTest {

    @TempDir
    Path folder;

    @Test
    void rowsAreHeardOfWhileTheirTaskStillRuns() {
        Queue<Long> heard = new ConcurrentLinkedQueue<>();
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkContext spark = warehouse.engine().session().sparkContext();
            try (RowCount count = new RowCount(spark, heard::add)) {
                LongAccumulator rows = count.rows();
                JavaSparkContext.fromSparkContext(spark)
                        .parallelize(List.of(1), 1)
                        .foreach(one -> {
                            for (int row = 0; row < 50; row++) {
                                rows.add(1);
                                Thread.sleep(100);
                            }
                        });
            }
        }
        assertThat(heard).anyMatch(rows -> rows > 0 && rows < 50);
    }
}
