package cx.warehouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.Commands;
import cx.warehouse.testing.Nights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights whose process dies or is stopped, and what the same command makes of them. */
class RestartTest {

    private static final LocalDate BEFORE = Nights.dates().get(0);
    private static final LocalDate NIGHT = Nights.dates().get(1);

    @TempDir
    Path folder;

    @Test
    void aNightThatDiesAgainAndAgainEndsLikeOneThatNeverDid() {
        Path calm = folder.resolve("calm");
        Nights.run(Nights.settings(calm), BEFORE);
        Map<String, String> old = Nights.fingerprint(calm);
        Nights.run(Nights.settings(calm), NIGHT);

        Path root = folder.resolve("wh");
        Nights.run(Nights.settings(root), BEFORE);
        for (String moment : List.of(
                "step=conform source=ga4_event state=start",
                "step=validate source=shopify_order state=start",
                "step=resolve source=assemble state=start",
                "step=build source=assemble state=start",
                "step=publish source=assemble state=start")) {
            try (Commands night = Commands.nightly(root, NIGHT.toString())) {
                night.awaitLog(moment).kill();
            }
            assertThat(Nights.fingerprint(root)).as("killed at " + moment).isEqualTo(old);
        }
        try (Commands night = Commands.nightly(root, NIGHT.toString())) {
            night.await("shows a second version", () -> versions(root) == 2).kill();
        }

        NightReport report = Nights.run(Nights.settings(root), NIGHT);
        assertThat(report.exitCode()).isZero();
        assertThat(Nights.fingerprint(root)).isEqualTo(Nights.fingerprint(calm)).isNotEqualTo(old);
    }

    @Test
    void aNightThatIsStoppedEndsSoonAndGoesOnLater() {
        Path root = folder.resolve("wh");
        Instant stopped;
        Commands.Ended ended;
        try (Commands night = Commands.nightly(root, BEFORE.toString())) {
            night.awaitLog("step=conform source=ga4_event state=start");
            stopped = Instant.now();
            ended = night.terminate().await();
        }
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(143);
        assertThat(ended.output()).doesNotContain("unexpected fault");
        assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(Nights.run(Nights.settings(root), BEFORE).exitCode()).isZero();
    }

    @Test
    void ofTwoNightsAtOnceTheSecondSaysThatTheWarehouseIsBusy() {
        Path root = folder.resolve("wh");
        try (Commands one = Commands.nightly(root, BEFORE.toString());
                Commands other = Commands.nightly(root, BEFORE.toString())) {
            List<Commands.Ended> ends = List.of(one.await(), other.await());
            assertThat(ends).extracting(Commands.Ended::exitCode).containsExactlyInAnyOrder(0, 5);
            assertThat(ends)
                    .filteredOn(end -> end.exitCode() == 5)
                    .singleElement()
                    .satisfies(busy -> assertThat(busy.output()).contains("Another run holds the warehouse"));
        }
    }

    private static long versions(Path root) {
        try (var versions = Files.list(root.resolve("bi-versions"))) {
            return versions.count();
        } catch (java.io.IOException e) {
            return 0;
        }
    }
}
