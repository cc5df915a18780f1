package cx.warehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.contract.DeclarationProblem;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.files.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationFilesTest {

    @TempDir
    Path folder;

    @Test
    void declarationsAreTheYamlFilesOfAllFoldersInOrderOfTheirNames() throws IOException {
        write("own/tables/mart/b.yaml", "b");
        write("own/tables/mart/a.yaml", "a");
        write("own/tables/conformed/c.yaml", "c");
        write("own/tables/mart/a.yaml.bak", "old");
        write("own/tables/README.md", "text");
        assertThat(DeclarationFiles.documents(List.of(folder.resolve("own")), "tables"))
                .containsExactly(
                        new DeclarationText("own/tables/conformed/c.yaml", "c"),
                        new DeclarationText("own/tables/mart/a.yaml", "a"),
                        new DeclarationText("own/tables/mart/b.yaml", "b"));
    }

    @Test
    void aFolderThatIsMissingIsAFaultOfUse() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> DeclarationFiles.read(List.of(missing)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageStartingWith("Cannot read the declarations of " + missing);
    }

    @Test
    void faultsOfAllFilesAreReportedTogether() throws IOException {
        write("own/sources/shop.yaml", "sauce: shop\n");
        write("own/tables/mart/a.yaml", "tabel: mart.a\n");
        assertThatThrownBy(() -> DeclarationFiles.read(List.of(folder.resolve("own"))))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessageContaining("own/sources/shop.yaml")
                .hasMessageContaining("own/tables/mart/a.yaml");
    }

    @Test
    void problemsAreRefusedAndNoneAreNot() {
        assertThatCode(() -> DeclarationFiles.refuseProblems(List.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> DeclarationFiles.refuseProblems(
                        List.of(new DeclarationProblem("a.yaml", "columns.cost", "is missing"))))
                .isInstanceOf(Fault.class)
                .hasMessage("a.yaml: 1 problem\n  columns.cost   is missing");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
