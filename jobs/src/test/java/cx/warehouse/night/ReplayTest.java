package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a replay loads quarantined rows once their contract or account is fixed. */
class ReplayTest {

    private static final LocalDate NIGHT = Nights.dates().get(0);

    @TempDir
    Path folder;

    @Test
    void aReplayGivesTheTablesOfACleanDelivery() throws IOException {
        Path root = folder.resolve("wh");
        Settings broken = brokenSettings(root);
        NightReport night = Nights.run(broken, NIGHT);
        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(fault(night, "square_payment"))
                .contains("rows are quarantined, and its contract allows 10.0 %")
                .contains("`cxw quarantine list --source square_payment --date " + NIGHT + "`");
        assertThat(fault(night, "awin_transaction")).isEmpty();
        assertThat(Nights.fingerprint(root)).isNotEqualTo(Nights.undisturbedFingerprint());

        NightReport unchanged = replay(broken);
        assertThat(unchanged.isNothingNew()).isTrue();
        assertThat(unchanged.sources())
                .extracting(NightReport.SourceReport::source)
                .contains("awin_transaction", "square_payment", "meltwater_coverage");

        Settings mended = Nights.settings(
                root,
                Files.createDirectory(folder.resolve("empty")),
                Nights.sample().resolve("reference"));
        NightReport replayed = replay(mended);
        assertThat(replayed.exitCode()).isZero();
        assertThat(replayed.dates()).containsExactly(NIGHT);
        assertThat(replayed.sources())
                .filteredOn(source -> !source.isKnown())
                .extracting(NightReport.SourceReport::source)
                .containsExactlyInAnyOrder("awin_transaction", "square_payment", "meltwater_coverage");
        assertThat(Nights.fingerprint(root)).isEqualTo(Nights.undisturbedFingerprint());
    }

    /** Settings with contracts that lack some words, and without one account. */
    private Settings brokenSettings(Path root) {
        Path schemas = folder.resolve("schemas");
        Folders.copy(Path.of(System.getProperty("cxw.home"), "schemas"), schemas);
        Folders.change(schemas.resolve("sources/awin_transaction.yaml"), text -> text.replace(
                        "values: [pending, approved,", "values: [approved,")
                .replace("key: [id]", "key: [id]\nquarantine_limit: 1"));
        Folders.change(
                schemas.resolve("sources/square_payment.yaml"),
                text -> text.replace("values: [Payment, Refund]", "values: [Refund]"));
        Path reference = folder.resolve("reference");
        Folders.copy(Nights.sample().resolve("reference"), reference);
        Folders.change(reference.resolve("accounts.csv"), text -> text.replaceAll("(?m)^meltwater,.*\n", ""));
        return Nights.settings(root, Map.of("schemas", schemas.toString(), "reference", reference.toString()));
    }

    private static NightReport replay(Settings settings) {
        try (Warehouse warehouse = Warehouse.open(settings)) {
            return new Night(warehouse, NightProgress.SILENT).replay(held -> true);
        }
    }

    private static String fault(NightReport night, String source) {
        return night.sources().stream()
                .filter(one -> one.source().equals(source))
                .flatMap(one -> one.fault().stream())
                .map(Throwable::getMessage)
                .collect(Collectors.joining());
    }
}
