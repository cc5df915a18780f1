package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Load;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.BiFolder;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a night whose facts are refused by their checks: readers keep all tables of the night before. */
class RefusedNightTest {

    private static final LocalDate FIRST = Nights.dates().get(0);
    private static final LocalDate SECOND = Nights.dates().get(1);
    private static final List<String> VENDORS = List.of("awin", "shopify", "square");

    @TempDir
    Path folder;

    @Test
    void aRefusedTableLeavesAllTablesAsTheyWereUntilItIsFixed() throws IOException {
        for (LocalDate date : List.of(FIRST, SECOND)) {
            for (String vendor : VENDORS) {
                Folders.copy(
                        Nights.sample().resolve("drops/" + date + "/" + vendor),
                        folder.resolve("drops/" + date + "/" + vendor));
            }
        }
        Path schemas = folder.resolve("schemas");
        Folders.copy(Path.of(System.getProperty("cxw.home"), "schemas"), schemas);
        Path root = folder.resolve("wh");
        assertThat(Nights.run(settings(root), FIRST).exitCode()).isZero();
        Map<String, String> shown = Nights.fingerprint(root);
        Map<String, Long> published = publishedSnapshots(root);
        String version = version(root);

        Path suite = schemas.resolve("expectations/mart.fact_order.json");
        String rule = "{\"column\": \"origin\", \"value_set\": [\"web\", \"store\"]}";
        Folders.change(suite, text -> text.replace(rule, rule.replace(", \"store\"", "")));
        NightReport refused = Nights.run(settings(root), SECOND);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.assembly()).isEmpty();
        assertThat(refused.sources())
                .allSatisfy(source -> assertThat(source.fault()).isEmpty());
        assertThat(refused.fault().orElseThrow().kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(refused.fault().orElseThrow())
                .hasMessageContaining("refused by its checks: mart.fact_order: ")
                .hasMessageContaining("expect_column_values_to_be_in_set")
                .hasMessageContaining("the rows: " + root.resolve("broken/mart.fact_order"));
        assertThat(brokenRows(root)).isNotEmpty().allSatisfy(row -> assertThat(row)
                .contains("\"expectations\":[\"expect_column_values_to_be_in_set(origin)\"]")
                .contains("\"origin\":\"store\"")
                .doesNotContain("\"origin\":\"web\""));
        assertThat(version(root)).isEqualTo(version);
        assertThat(Nights.fingerprint(root)).isEqualTo(shown);
        assertThat(publishedSnapshots(root)).isEqualTo(published);
        assertThat(assembleState(root, SECOND)).isEqualTo(Load.State.REFUSED);

        Folders.change(suite, text -> text.replace(rule.replace(", \"store\"", ""), rule));
        NightReport mended = Nights.run(settings(root), SECOND);
        assertThat(mended.exitCode()).isZero();
        assertThat(mended.sources())
                .allSatisfy(source -> assertThat(source.isKnown()).isTrue());
        assertThat(assembleState(root, SECOND)).isEqualTo(Load.State.PUBLISHED);

        Path undisturbed = folder.resolve("undisturbed");
        assertThat(Nights.run(settings(undisturbed), FIRST).exitCode()).isZero();
        assertThat(Nights.run(settings(undisturbed), SECOND).exitCode()).isZero();
        assertThat(Nights.fingerprint(root))
                .isEqualTo(Nights.fingerprint(undisturbed))
                .isNotEqualTo(shown);
    }

    private Settings settings(Path root) {
        return Nights.settings(
                root,
                Map.of(
                        "schemas", folder.resolve("schemas").toString(),
                        "drop-zone", folder.resolve("drops").toString(),
                        "reference", Nights.sample().resolve("reference").toString()));
    }

    private static String version(Path root) {
        return BiFolder.current(FileStore.at(root.toString(), null));
    }

    /** The snapshot of each table that readers of Iceberg see. */
    private Map<String, Long> publishedSnapshots(Path root) {
        Map<String, Long> snapshots = new TreeMap<>();
        try (Warehouse warehouse = Warehouse.open(settings(root))) {
            warehouse
                    .tables()
                    .list("mart")
                    .forEach(table -> snapshots.put(table, warehouse.tables().stagedSnapshot(table, "main")));
        }
        return snapshots;
    }

    private Load.State assembleState(Path root, LocalDate date) {
        try (Warehouse warehouse = Warehouse.open(settings(root))) {
            return warehouse.ledger().loads(date).stream()
                    .filter(load -> load.source().equals(Load.ASSEMBLE))
                    .map(Load::state)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> brokenRows(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("broken/mart.fact_order"))) {
            return Files.readAllLines(files.findFirst().orElseThrow());
        }
    }
}
