package cx.warehouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.Commands;
import cx.warehouse.testing.Nights;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nights that are killed, doubled or stopped, in real processes. */
class RestartTest {

    private static final LocalDate NIGHT = Nights.dates().get(0);

    @TempDir
    static Path calm;

    @TempDir
    Path root;

    private static Map<String, String> undisturbed;

    @BeforeAll
    static void oneNightRunsUndisturbed() {
        Nights.run(Nights.settings(calm), NIGHT);
        undisturbed = Nights.fingerprint(calm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extract   done",
                "ga4_event              conform",
                "resolve   done",
                "build     done",
                "validate  done in"
            })
    void aKilledNightEndsLikeAnUndisturbedOneWhenItIsRunAgain(String moment) throws Exception {
        Commands.Running killed = Commands.start(root, Map.of(), "nightly", "--date", NIGHT.toString());
        killed.awaits(moment);
        killed.kill();

        Commands.Running again = Commands.start(root, Map.of(), "nightly", "--date", NIGHT.toString());

        assertThat(again.exitCode()).as(again.said()).isZero();
        assertThat(Nights.fingerprint(root)).isEqualTo(undisturbed);
    }

    @Test
    void ofTwoNightsAtOnceOneWinsAndTheOtherSaysSo() throws Exception {
        Commands.Running first = Commands.start(root, Map.of(), "nightly", "--date", NIGHT.toString());
        Commands.Running second = Commands.start(root, Map.of(), "nightly", "--date", NIGHT.toString());

        assertThat(new int[] {first.exitCode(), second.exitCode()})
                .as(first.said() + second.said())
                .containsExactlyInAnyOrder(0, 5);
        assertThat(first.said() + second.said()).contains("Another run holds the warehouse");
        assertThat(Nights.fingerprint(root)).isEqualTo(undisturbed);
    }
}
