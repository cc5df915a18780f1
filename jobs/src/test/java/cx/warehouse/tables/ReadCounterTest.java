package cx.warehouse.tables;

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

/** Tests that progress is reported before a task has ended. */
class ReadCounterTest {

    @TempDir
    Path folder;

    @Test
    void rowsAndFilesAreReportedWhileTheirTaskRuns() {
        Queue<Long> heard = new ConcurrentLinkedQueue<>();
        Queue<Long> ended = new ConcurrentLinkedQueue<>();
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkContext spark = warehouse.engine().session().sparkContext();
            SourceLoader.ReadProgress both = (rows, files) -> {
                heard.add(rows);
                ended.add(files);
            };
            try (ReadCounter count = new ReadCounter(spark, both)) {
                LongAccumulator rows = count.rows();
                LongAccumulator files = count.files();
                JavaSparkContext.fromSparkContext(spark)
                        .parallelize(List.of(1), 1)
                        .foreach(one -> {
                            for (int row = 0; row < 50; row++) {
                                rows.add(1);
                                files.add(row % 10 == 9 ? 1 : 0);
                                Thread.sleep(100);
                            }
                        });
            }
        }
        assertThat(heard).anyMatch(rows -> rows > 0 && rows < 50);
        assertThat(ended).anyMatch(files -> files > 0 && files < 5);
    }
}
