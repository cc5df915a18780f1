package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Load;
import cx.warehouse.night.Warehouse;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.CxwShell.CommandOutput;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code cxw compact} and {@code cxw gc} over the warehouse of one night. */
class CompactCommandTest {

    private static final LocalDate NIGHT = Nights.dates().get(0);

    @TempDir
    Path folder;

    @Test
    void joinedFilesHoldTheSameRows() throws IOException {
        Path root = folder.resolve("root");
        Settings settings = Nights.settings(root);
        assertThat(Nights.run(settings, NIGHT).exitCode()).isZero();
        Map<String, String> before = Nights.fingerprint(root);
        assertThat(mostFilesOfADay(root)).isGreaterThan(6);
        assertThat(cxw(root, "7d", "compact").out()).isEqualTo("Nothing to join in days that are 7 days old.\n");

        CommandOutput joined = cxw(root, "0d", "compact");
        assertThat(joined.exitCode()).as(joined.all()).isZero();
        assertThat(joined.out()).matches("Joined \\d+ files into \\d+, in \\d tables\\.\n");
        assertThat(mostFilesOfADay(root)).isEqualTo(6);
        assertThat(Nights.fingerprint(root)).isEqualTo(before);
        assertThat(cxw(root, "0d", "compact", "--json")
                        .json()
                        .get("files_before")
                        .asInt())
                .isZero();
        assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();

        Path stray = Files.writeString(root.resolve("warehouse/mart/fact_spend/data/stray.parquet"), "stray");
        Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minus(Duration.ofDays(4))));
        assertThat(cxw(root, "0d", "gc").out()).contains("Removed 1 files that nothing referred to");
        assertThat(stray).doesNotExist();

        stopWhilePublishing(settings);
        CommandOutput refused = cxw(root, "0d", "compact");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err())
                .contains("was stopped while it was published. Finish it first: cxw nightly --date " + NIGHT);
    }

    private static void stopWhilePublishing(Settings settings) {
        try (Warehouse warehouse = Warehouse.open(settings)) {
            String last = warehouse
                    .ledger()
                    .lastPublishedLoad(Load.ASSEMBLE, "")
                    .orElseThrow()
                    .loadId();
            warehouse.ledger().startPublishing(last);
        }
    }

    private CommandOutput cxw(Path root, String age, String... command) throws IOException {
        Path config = Files.writeString(folder.resolve("compact.yaml"), "storage:\n  compact-after: " + age + "\n");
        Stream<String> places = Stream.of(
                "--root", root.toString(),
                "--config", config.toString(),
                "--drop-zone", Nights.sample().resolve("few").toString());
        return CxwShell.run(Stream.concat(Stream.of(command), places).toArray(String[]::new));
    }

    private static int mostFilesOfADay(Path root) {
        FileStore fact =
                FileStore.at(root.resolve("bi/fact_customer_experience").toString(), null);
        List<String> days = fact.folders("");
        return days.stream().mapToInt(day -> fact.list(day).size()).max().orElseThrow();
    }
}
