package cx.warehouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.testing.Nights;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same night with its database on PostgreSQL. */
class PlacesTest {

    private static final LocalDate NIGHT = Nights.dates().get(0);

    @TempDir
    Path folder;

    @Test
    void theNightIsTheSameWithItsDatabaseOnPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Settings settings = Nights.settings(
                    folder.resolve("pg"),
                    Map.of(
                            "database.url",
                            postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", ""),
                            "database.user",
                            "postgres"));
            assertThat(Nights.run(settings, NIGHT).exitCode()).isZero();
            assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();
        }
        assertThat(Nights.fingerprint(folder.resolve("pg"))).isEqualTo(local());
    }

    private Map<String, String> local() {
        Path root = folder.resolve("local");
        Nights.run(Nights.settings(root), NIGHT);
        return Nights.fingerprint(root);
    }
}
