package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.LocalWarehouse;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the sizes of nights at the edges of their limits, and the settings that follow from a size. */
class NightSizeTest {

    private static final long MIB = 1L << 20;

    @TempDir
    Path folder;

    @Test
    void aNightIsLargeFromSixtyThousandRows() {
        assertThat(NightSize.of(59_999, Long.MAX_VALUE)).isEqualTo(NightSize.SMALL);
        assertThat(NightSize.of(60_000, Long.MAX_VALUE)).isEqualTo(NightSize.LARGE);
        assertThat(NightSize.of(60_000, 0)).isEqualTo(NightSize.LARGE);
    }

    @Test
    void rowsOfUnreadFilesAreEstimated() {
        assertThat(InputSize.ofFiles(6_400)).isEqualTo(new InputSize(100, 6_400));
        assertThat(new InputSize(1, 20).max(new InputSize(10, 2))).isEqualTo(new InputSize(10, 20));
        assertThat(new InputSize(1, 20).plus(new InputSize(10, 2))).isEqualTo(new InputSize(11, 22));
    }

    @Test
    void aSmallNightIsTinyWhileTablesAreSmall() {
        assertThat(NightSize.of(0, 249_999)).isEqualTo(NightSize.TINY);
        assertThat(NightSize.of(0, 250_000)).isEqualTo(NightSize.SMALL);
    }

    @Test
    void aShuffleHasOnePartitionForEachEightMebibytes() {
        assertThat(Tuning.shufflePartitions(0, 200)).isEqualTo(1);
        assertThat(Tuning.shufflePartitions(8 * MIB, 200)).isEqualTo(1);
        assertThat(Tuning.shufflePartitions(8 * MIB + 1, 200)).isEqualTo(2);
        assertThat(Tuning.shufflePartitions(1600 * MIB, 200)).isEqualTo(200);
        assertThat(Tuning.shufflePartitions(Long.MAX_VALUE / 4, 200)).isEqualTo(200);
    }

    @Test
    void tasksShareTheGroupsThatFitInMemory() {
        assertThat(Tuning.groupsInMemory(2)).isEqualTo(200_000);
        assertThat(Tuning.groupsInMemory(40)).isEqualTo(10_000);
        assertThat(Tuning.groupsInMemory(400)).isEqualTo(10_000);
    }

    @Test
    void settingsFollowTheSizeAndReturnToTheOperators() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkSession session = warehouse.engine().session().newSession();
            session.conf().set("spark.sql.autoBroadcastJoinThreshold", 1_000);
            SessionTuning tuning = new SessionTuning(session, SessionTuning.HintPolicy.OFF_IN_ONE_PARTITION);
            tuning.apply(NightSize.TINY, 7);
            assertThat(settings(session)).isEqualTo("1 false false NO_CODEGEN -1 true");
            tuning.apply(NightSize.SMALL, 7);
            assertThat(settings(session)).isEqualTo("1 false false NO_CODEGEN 1000 false");
            tuning.apply(NightSize.LARGE, 7);
            assertThat(settings(session)).isEqualTo("7 true true FALLBACK 1000 false");
            tuning.apply(NightSize.LARGE, 1);
            assertThat(settings(session)).isEqualTo("1 false true FALLBACK 1000 false");
        }
    }

    @Test
    void hintsOfChecksAreObeyed() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            SparkSession session = warehouse.engine().session().newSession();
            new SessionTuning(session, SessionTuning.HintPolicy.AS_SET).apply(NightSize.TINY, 7);
            assertThat(settings(session)).isEqualTo("1 false false NO_CODEGEN -1 false");
        }
    }

    private static String settings(SparkSession session) {
        return String.join(
                " ",
                session.conf().get("spark.sql.shuffle.partitions"),
                session.conf().get("spark.sql.adaptive.enabled"),
                session.conf().get("spark.sql.constraintPropagation.enabled"),
                session.conf().get("spark.sql.codegen.factoryMode"),
                session.conf().get("spark.sql.autoBroadcastJoinThreshold"),
                session.conf().get("spark.sql.optimizer.disableHints"));
    }
}
