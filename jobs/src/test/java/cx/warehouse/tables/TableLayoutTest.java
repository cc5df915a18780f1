package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.testing.Folders;
import cx.warehouse.testing.LocalWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a warehouse with the table names of an earlier version is refused. */
class TableLayoutTest {

    private static final StructType COLUMNS = StructType.fromDDL("visit_key string");

    @TempDir
    Path folder;

    @Test
    void newWarehouseIsAccepted() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            assertThatCode(() -> TableLayout.refuseOlder(warehouse.database(), "root"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void stateInItsOwnNamespaceIsAccepted() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            warehouse.tables().ensure("state.visit", "rows of a test", COLUMNS, List.of());
            assertThatCode(() -> TableLayout.refuseOlder(warehouse.database(), "root"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void stateAmongConformedShapesIsRefusedWithTheCommand() {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder)) {
            warehouse.tables().ensure("conformed.visit", "rows of a test", COLUMNS, List.of());
            warehouse.tables().ensure("conformed.identity_node", "rows of a test", COLUMNS, List.of());
            warehouse.tables().ensure("conformed.spend", "rows of a test", COLUMNS, List.of());
            for (String date : List.of("2026-03-07", "2026-03-09")) {
                warehouse
                        .database()
                        .execute(
                                "insert into cxw_load (load_id, business_date, source, state, started_at)"
                                        + " values (?, cast(? as date), 'web', 'published', current_timestamp)",
                                "load-" + date,
                                date);
            }
            assertThatThrownBy(() -> TableLayout.refuseOlder(warehouse.database(), "/data/cx"))
                    .isInstanceOfSatisfying(Fault.class, fault -> org.assertj.core.api.Assertions.assertThat(
                                    fault.kind().exitCode())
                            .isEqualTo(2))
                    .hasMessage("Cannot use the warehouse /data/cx: an earlier version wrote its tables"
                            + " conformed.identity_node, conformed.visit, which are named state.* now. Rebuild it from the"
                            + " same drops into an empty folder: cxw backfill --from 2026-03-07 --to 2026-03-09"
                            + " --root NEW_FOLDER");
        }
    }

    @Test
    void aCopyIsRefusedWithBothPathsAndALinkIsNot() throws IOException {
        Path original = folder.resolve("original");
        try (LocalWarehouse warehouse = LocalWarehouse.in(original)) {
            assertThat(TableLayout.tablesElsewhere(warehouse.database(), warehouse.root()))
                    .isEmpty();
            warehouse.tables().ensure("state.visit", "rows of a test", COLUMNS, List.of());
            assertThatCode(() -> TableLayout.refuseElsewhere(warehouse.database(), warehouse.root()))
                    .doesNotThrowAnyException();
            Path link = Files.createSymbolicLink(folder.resolve("link"), original);
            assertThat(TableLayout.tablesElsewhere(warehouse.database(), FileStore.at(link.toString(), null)))
                    .isEmpty();
        }
        Path copy = folder.resolve("copy");
        Folders.copy(original, copy);
        try (LocalWarehouse warehouse = LocalWarehouse.in(copy)) {
            assertThatThrownBy(() -> TableLayout.refuseElsewhere(warehouse.database(), warehouse.root()))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> assertThat(fault.kind().exitCode()).isEqualTo(2))
                    .hasMessage("Cannot write to the warehouse " + copy + ": its tables lie in " + original
                            + ", because it was copied or moved. Make it whole at its new place: cxw relocate --root "
                            + copy);
        }
    }
}
