package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.CxwProcess;
import cx.warehouse.testing.Nights;
import cx.warehouse.testing.SparkCluster;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Tests one night on a Spark cluster that loses an executor, and then itself. */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SparkClusterTest {

    private static final String NIGHT = Nights.dates().get(0).toString();

    @TempDir
    static Path folder;

    @Order(1)
    @Test
    void aNightWithoutItsClusterEndsWithOneMessage() {
        try (SparkCluster cluster = SparkCluster.start();
                CxwProcess night = nightly(cluster)) {
            night.awaitLog("step=resolve source=assemble state=start");
            cluster.kill();
            CxwProcess.ProcessResult ended = night.await();
            assertThat(ended.exitCode()).as(ended.output()).isEqualTo(6);
            assertThat(ended.output())
                    .contains("Spark lost its master or its executors")
                    .contains("run the same command again")
                    .doesNotContain("\tat ");
        }
    }

    @Order(2)
    @Test
    void theSameCommandFinishesTheNightThoughAnExecutorIsLost() {
        try (SparkCluster cluster = SparkCluster.start();
                CxwProcess night = nightly(cluster)) {
            night.awaitLog("step=build source=assemble state=start");
            cluster.killExecutors();
            CxwProcess.ProcessResult ended = night.await();
            assertThat(ended.exitCode()).as(ended.output()).isZero();
        }
        assertThat(Nights.fingerprint(folder.resolve("wh"))).isEqualTo(Nights.undisturbedFingerprint());
    }

    private static CxwProcess nightly(SparkCluster cluster) {
        Path settings = cluster.writeSettings(folder.resolve("cluster.yaml"));
        return CxwProcess.start(
                folder.resolve("wh"),
                Map.of("spark.master", cluster.url(), "spark.executor-wait", "10s"),
                "nightly",
                "--date",
                NIGHT,
                "--config",
                settings.toString());
    }
}
