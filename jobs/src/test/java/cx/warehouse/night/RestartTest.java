package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.tables.BiFolder;
import cx.warehouse.testing.CxwProcess;
import cx.warehouse.testing.Nights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests one night whose process is killed and stopped several times, and is always started by the same command. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestartTest {

    private static final String NIGHT = Nights.dates().get(0).toString();

    @TempDir
    static Path root;

    @Order(1)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "step=conform source=ga4_event state=start",
                "step=validate source=shopify_order state=start",
                "step=resolve source=assemble state=start"
            })
    void aNightThatIsKilledShowsNothing(String moment) {
        try (CxwProcess night = nightly()) {
            night.awaitLog(moment).kill();
        }
        assertThat(currentVersion()).isNull();
    }

    @Order(2)
    @Test
    void aNightThatIsStoppedSaysSoAndEndsSoon() {
        Instant stopped;
        CxwProcess.ProcessResult ended;
        try (CxwProcess night = nightly()) {
            night.awaitLog("step=build source=assemble state=start");
            stopped = Instant.now();
            ended = night.terminate().await();
        }
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(143);
        assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(ended.output()).contains("cxw: stopped.").doesNotContain("Exception");
        assertThat(ended.leftBehind()).isEmpty();
        assertThat(currentVersion()).isNull();
    }

    @Order(3)
    @Test
    void aNightThatIsKilledWhileItPublishesShowsAllOrNothing() {
        try (CxwProcess night = nightly()) {
            night.awaitLog("step=publish source=assemble state=start").kill();
        }
        assertThat(currentVersion()).isNull();
        try (CxwProcess night = nightly()) {
            night.await("makes a version", () -> Files.isDirectory(root.resolve("bi-versions")))
                    .kill();
        }
        Map<String, String> seen = currentVersion() == null ? Map.of() : Nights.fingerprint(root);
        assertThat(seen).isIn(Map.of(), Nights.undisturbedFingerprint());
        assertThat(Files.exists(root.resolve("bi"))).isEqualTo(!seen.isEmpty());
    }

    @Order(4)
    @Test
    void ofTwoRestartsAtOnceOneIsRefusedAndTheOtherFinishes() {
        try (CxwProcess one = nightly();
                CxwProcess other = nightly()) {
            List<CxwProcess.ProcessResult> ends = List.of(one.await(), other.await());
            assertThat(ends).extracting(CxwProcess.ProcessResult::exitCode).containsExactlyInAnyOrder(0, 5);
            assertThat(ends)
                    .filteredOn(end -> end.exitCode() == 5)
                    .singleElement()
                    .satisfies(busy -> assertThat(busy.output()).contains("Another run holds the warehouse"));
            assertThat(ends)
                    .filteredOn(end -> end.exitCode() == 0)
                    .singleElement()
                    .satisfies(good -> assertThat(good.leftBehind()).isEmpty())
                    .satisfies(good -> assertThat(good.output())
                            .as("steps that were done before are not done again")
                            .doesNotContain("conform", "build"));
        }
        assertThat(Nights.fingerprint(root)).isEqualTo(Nights.undisturbedFingerprint());
    }

    private static CxwProcess nightly() {
        return CxwProcess.nightly(root, NIGHT);
    }

    /** The version that readers see. */
    private static String currentVersion() {
        return BiFolder.current(FileStore.at(root.toString(), null));
    }
}
