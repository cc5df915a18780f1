package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a night whose feed is incomplete, and the same night once it is complete. */
class WaitingNightTest {

    private static final LocalDate NIGHT = LocalDate.of(2026, 4, 7);
    private static final Path SCHEMAS = Path.of(System.getProperty("cxw.home")).resolve("schemas");
    private static final Path FEED = SCHEMAS.resolve("samples/adobe_hit").resolve(NIGHT.toString());

    @TempDir
    Path folder;

    @Test
    void aFeedIsReadWhenItsManifestHasCome() throws IOException {
        Settings settings = Nights.settings(
                folder.resolve("wh"),
                Map.of(
                        "required-sources",
                        "adobe_hit",
                        "drop-zone",
                        folder.resolve("drops").toString(),
                        "reference",
                        SCHEMAS.resolve("reference").toString()));
        deliver("alderhelp_20260406-lookup_data.tar.gz");
        NightReport alone = Nights.run(settings, NIGHT);
        assertThat(alone.exitCode()).isEqualTo(4);
        assertThat(alone.fault().orElseThrow()).hasMessageContaining("adobe_hit of " + NIGHT);
        deliver("01-alderhelp_20260406.tsv.gz");
        NightReport early = Nights.run(settings, NIGHT);
        assertThat(early.exitCode()).isEqualTo(4);
        assertThat(early.fault().orElseThrow()).hasMessageContaining("adobe_hit of " + NIGHT);
        assertThat(hits(early).outcome()).isEqualTo("waiting");
        assertThat(hits(early).message()).contains("waits for its manifest");
        assertThat(early.sources().get(0).files())
                .extracting(LedgerFile::outcome)
                .containsOnly("waiting");

        deliver("alderhelp_20260406.txt");
        NightReport whole = Nights.run(settings, NIGHT);
        assertThat(whole.exitCode()).isZero();
        assertThat(hits(whole))
                .extracting(LedgerFile::outcome, LedgerFile::read, LedgerFile::loaded)
                .containsExactly("loaded", 12L, 7L);
        assertThat(whole.sources().get(0).files())
                .extracting(LedgerFile::outcome)
                .containsOnly("loaded");
        assertThat(
                        Nights.ask(
                                folder.resolve("wh"),
                                "select interaction_type, channel, count(*) from {fact_customer_experience} group by all order by 1"))
                .isEqualTo("""
                        event | (not marketing) | 1
                        friction | (not marketing) | 2
                        login | (not marketing) | 1
                        page_view | (not marketing) | 2
                        search | (not marketing) | 1
                        visit | (not marketing) | 1""");
        assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();
    }

    private void deliver(String name) throws IOException {
        Path place = Files.createDirectories(
                folder.resolve("drops").resolve(NIGHT.toString()).resolve("adobe"));
        Files.copy(FEED.resolve(name), place.resolve(name));
    }

    private static LedgerFile hits(NightReport report) {
        List<LedgerFile> files = report.sources().get(0).files();
        return files.stream()
                .filter(file -> file.path().contains("01-"))
                .findFirst()
                .orElseThrow();
    }
}
