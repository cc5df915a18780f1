package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.ledger.Database;
import cx.warehouse.ledger.Lease;
import cx.warehouse.spark.CatalogProperties;
import cx.warehouse.testing.LocalWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relocates the tables of small warehouses that were moved. */
class TableRelocationTest {

    @TempDir
    Path folder;

    @Test
    void branchesAndEarlierSnapshotsMoveToo() throws IOException {
        Path old = folder.resolve("old");
        long first;
        try (LocalWarehouse warehouse = LocalWarehouse.in(old)) {
            warehouse.publish("fact", "select 1 as id");
            first = current(warehouse);
            warehouse.publish("fact", "select 2 as id");
            warehouse
                    .tables()
                    .stage(
                            "mart.fact",
                            "load_b",
                            warehouse.engine().session().sql("select 3 as id"),
                            functions.lit(true));
        }
        Path here = Files.move(old, folder.resolve("new"));
        relocate(here, 1);
        try (LocalWarehouse warehouse = LocalWarehouse.in(here)) {
            assertThat(ids(warehouse, "cx.mart.fact")).isEqualTo("[[2]]");
            assertThat(ids(warehouse, "cx.mart.fact version as of " + first)).isEqualTo("[[1]]");
            assertThat(ids(warehouse, "cx.mart.fact.`branch_load_b`")).isEqualTo("[[3]]");
            assertThat(warehouse.tables().files("mart.fact"))
                    .allSatisfy(file -> assertThat(file.location()).startsWith(here + "/"));
        }
        assertThat(old).doesNotExist();
    }

    @Test
    void aRelocationStoppedBeforeTheCatalogChangesIsFinished() throws IOException {
        Path old = folder.resolve("old");
        try (LocalWarehouse warehouse = LocalWarehouse.in(old)) {
            warehouse.publish("fact", "select 1 as id");
        }
        Path here = Files.move(old, folder.resolve("new"));
        FileStore root = FileStore.at(here.toString(), null);
        try (Database database = open(here);
                Lease stalled = Lease.take(database, Duration.ofMinutes(1))) {
            Lease.take(database, Duration.ofMinutes(1)).close();
            TableRelocation stopped =
                    new TableRelocation(database, stalled, root, CatalogProperties.files(properties(database, root)));
            assertThatThrownBy(stopped::run).isInstanceOf(Fault.class).hasMessageContaining("another run took over");
            assertThat(TableLayout.tablesElsewhere(database, root)).contains(old.toString());
            assertThat(here.resolve("relocation/plan.tsv")).exists();
        }
        Path third = Files.move(here, folder.resolve("third"));
        relocate(third, 1);
        try (LocalWarehouse warehouse = LocalWarehouse.in(third)) {
            assertThat(ids(warehouse, "cx.mart.fact")).isEqualTo("[[1]]");
            warehouse.publish("fact", "select 2 as id");
            assertThat(ids(warehouse, "cx.mart.fact")).isEqualTo("[[2]]");
        }
    }

    private static void relocate(Path here, int tables) {
        FileStore root = FileStore.at(here.toString(), null);
        try (Database database = open(here);
                Lease lease = Lease.take(database, Duration.ofMinutes(1))) {
            TableRelocation relocation =
                    new TableRelocation(database, lease, root, CatalogProperties.files(properties(database, root)));
            assertThat(relocation.run()).isEqualTo(tables);
            assertThat(relocation.run()).isZero();
            assertThat(TableLayout.tablesElsewhere(database, root)).isEqualTo(Optional.empty());
        }
    }

    private static Database open(Path root) {
        return new Database(Database.embeddedUrl(root.resolve("state/cxw").toString()), "", "");
    }

    private static Map<String, String> properties(Database database, FileStore root) {
        return CatalogProperties.jdbc(database, root, null);
    }

    private static long current(LocalWarehouse warehouse) {
        return warehouse
                .engine()
                .session()
                .sql("select snapshot_id from cx.mart.fact.refs where name = 'main'")
                .first()
                .getLong(0);
    }

    private static String ids(LocalWarehouse warehouse, String table) {
        return List.of(warehouse
                        .engine()
                        .session()
                        .sql("select id from " + table)
                        .collectAsList())
                .get(0)
                .toString();
    }
}
