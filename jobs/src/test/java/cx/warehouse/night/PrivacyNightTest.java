package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.LedgerFile;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.LocalWarehouse;
import cx.warehouse.testing.Nights;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a night with requests to be erased: they are read, and validation results contain no identifier. */
class PrivacyNightTest {

    private static final LocalDate NIGHT = LocalDate.of(2026, 4, 7);
    private static final Path SCHEMAS = Path.of(System.getProperty("cxw.home")).resolve("schemas");

    @TempDir
    Path folder;

    @Test
    void requestsAreReadAndInvalidOnesAreQuarantined() {
        deliver("privacy", "privacy_request");
        deliver("salesforce", "salesforce_contact");
        Path root = folder.resolve("wh");
        Settings settings = Nights.settings(root, folder.resolve("drops"), SCHEMAS.resolve("reference"));
        NightReport night = Nights.run(settings, NIGHT);
        assertThat(night.exitCode()).isZero();
        LedgerFile file = night.sources().stream()
                .filter(source -> source.source().equals("privacy_request"))
                .findFirst()
                .orElseThrow()
                .files()
                .get(0);
        assertThat(List.of(file.outcome(), file.read(), file.loaded(), file.quarantined()))
                .containsExactly("loaded", 4L, 2L, 2L);

        try (LocalWarehouse warehouse = LocalWarehouse.in(root)) {
            assertThat(warehouse
                            .tables()
                            .read("source.privacy_request")
                            .selectExpr(
                                    "request_id",
                                    "date_format(received_at, 'yyyy-MM-dd HH:mm')",
                                    "identifier_type",
                                    "trim(identifier_value)")
                            .orderBy("request_id")
                            .collectAsList())
                    .extracting(Row::toString)
                    .containsExactly(
                            "[ER-7001,2026-04-06 09:00,login,a1001]",
                            "[ER-7002,2026-04-07 04:30,email,Otto@post.example]");
            assertThat(text(warehouse.root(), "quarantine/source=privacy_request"))
                    .contains("identifier_type: 'passport' is none of email, login, loyalty")
                    .contains("identifier_value: is empty");
            assertThat(text(warehouse.root(), "validations"))
                    .contains("source.privacy_request")
                    .doesNotContainIgnoringCase("otto@post.example")
                    .doesNotContain("a1001");
        }
        assertThat(Nights.run(settings, NIGHT).isNothingNew()).isTrue();
    }

    private void deliver(String vendor, String source) {
        Folders.copy(
                SCHEMAS.resolve("samples").resolve(source).resolve(NIGHT.toString()),
                folder.resolve("drops").resolve(NIGHT.toString()).resolve(vendor));
    }

    private static String text(FileStore store, String place) {
        return store.list(place).stream()
                .map(entry -> store.readText(entry.path()))
                .collect(Collectors.joining("\n"));
    }
}
