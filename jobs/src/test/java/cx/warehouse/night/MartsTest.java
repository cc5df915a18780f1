package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.TableContract;
import cx.warehouse.experience.mart.Marts;
import cx.warehouse.files.FileStore;
import cx.warehouse.settings.DeclarationFiles;
import cx.warehouse.settings.ReferenceFiles;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.LocalWarehouse;
import cx.warehouse.testing.Nights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table that its declaration builds: contract, suite, order of inputs, and columns over empty inputs. */
class MartsTest {

    private static final Path SCHEMAS = Path.of(System.getProperty("cxw.home"), "schemas");
    private static final Declarations DECLARATIONS = DeclarationFiles.read(List.of(SCHEMAS));

    @TempDir
    static Path folder;

    static Stream<TableContract> builtTables() {
        return MartDeclarations.declaredTables(DECLARATIONS).stream();
    }

    @ParameterizedTest
    @MethodSource("builtTables")
    void everyBuiltTableHasASuiteAndInputsBuiltEarlier(TableContract table) {
        assertThat(SCHEMAS.resolve("expectations/" + table.table() + ".json")).exists();
        List<String> order = MartDeclarations.inOrderOfReads(DECLARATIONS).stream()
                .map(TableContract::table)
                .toList();
        assertThat(MartDeclarations.inputs(table))
                .allSatisfy(input -> assertThat(order.indexOf(input)).isLessThan(order.indexOf(table.table())));
        assertThat(table.build().hasSql())
                .isNotEqualTo(Marts.function(table.name()).isPresent());
    }

    @Test
    void everyTableOverEmptyInputsHasTheColumnsOfItsContract() {
        Settings settings = Nights.settings(folder.resolve("wh"));
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder.resolve("wh"))) {
            ReferenceFiles references = ReferenceFiles.read(
                    FileStore.at(SCHEMAS.resolve("reference").toString(), null));
            assertThat(MartCheck.problems(warehouse.engine().session(), DECLARATIONS, settings, references))
                    .isEmpty();
        }
        assertThat(MartDeclarations.problems(DECLARATIONS)).isEmpty();
    }

    @Test
    void everyFunctionBuildsADeclaredTable() {
        assertThat(builtTables().map(TableContract::name)).containsAll(Marts.names());
        assertThat(Files.exists(SCHEMAS.resolve("tables/mart"))).isTrue();
    }
}
