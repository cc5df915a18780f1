package cx.warehouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.storage.BiFolder;
import cx.warehouse.storage.Store;
import cx.warehouse.testing.Commands;
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

/** The story of one night whose process dies and is stopped again and again, always started by the same command. */
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
        try (Commands night = nightly()) {
            night.awaitLog(moment).kill();
        }
        assertThat(shown()).isNull();
    }

    @Order(2)
    @Test
    void aNightThatIsStoppedSaysSoAndEndsSoon() {
        Instant stopped;
        Commands.Ended ended;
        try (Commands night = nightly()) {
            night.awaitLog("step=build source=assemble state=start");
            stopped = Instant.now();
            ended = night.terminate().await();
        }
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(143);
        assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(ended.output()).contains("cxw: stopped.").doesNotContain("Exception");
        assertThat(ended.leftBehind()).isEmpty();
        assertThat(shown()).isNull();
    }

    @Order(3)
    @Test
    void aNightThatIsKilledWhileItPublishesShowsAllOrNothing() {
        try (Commands night = nightly()) {
            night.awaitLog("step=publish source=assemble state=start").kill();
        }
        assertThat(shown()).isNull();
        try (Commands night = nightly()) {
            night.await("makes a version", () -> Files.isDirectory(root.resolve("bi-versions")))
                    .kill();
        }
        Map<String, String> seen = shown() == null ? Map.of() : Nights.fingerprint(root);
        assertThat(seen).isIn(Map.of(), Nights.undisturbed());
        assertThat(Files.exists(root.resolve("bi"))).isEqualTo(!seen.isEmpty());
    }

    @Order(4)
    @Test
    void ofTwoThatGoOnAtOnceOneIsTurnedAwayAndTheOtherEndsLikeANightThatNeverDied() {
        try (Commands one = nightly();
                Commands other = nightly()) {
            List<Commands.Ended> ends = List.of(one.await(), other.await());
            assertThat(ends).extracting(Commands.Ended::exitCode).containsExactlyInAnyOrder(0, 5);
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
        assertThat(Nights.fingerprint(root)).isEqualTo(Nights.undisturbed());
    }

    private static Commands nightly() {
        return Commands.nightly(root, NIGHT);
    }

    /** The version that readers see. */
    private static String shown() {
        return BiFolder.current(Store.at(root.toString(), null));
    }
}
