package cx.warehouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.Nights;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same night in other places than a local disk and an embedded database: the published tables are the same. */
class PlacesTest {

    private static final LocalDate NIGHT = Nights.dates().get(0);

    @TempDir
    Path folder;

    @Test
    void aNightThatKeepsItsMemoryInPostgresqlPublishesTheSame() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Settings settings = Nights.settings(
                    folder,
                    Map.of(
                            "database.url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                            "database.user", "postgres"));
            assertThat(Nights.run(settings, NIGHT).exitCode()).isZero();
            assertThat(Nights.fingerprint(folder)).isEqualTo(Nights.undisturbed());
            assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();
        }
        assertThat(folder.resolve("state")).doesNotExist();
    }
}
