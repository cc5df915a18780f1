package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import cx.warehouse.tables.IcebergTables.TableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of the folder for BI tools, of files that stand for data files. */
class BiFolderTest {

    @TempDir
    Path folder;

    private FileStore root;
    private BiFolder bi;

    @BeforeEach
    void open() {
        root = FileStore.at(folder.toString(), new S3Settings(null, null, false));
        bi = new BiFolder(root, 2);
    }

    @Test
    void beforeTheFirstPublishThereIsNoVersion() {
        assertThat(BiFolder.current(root)).isNull();
    }

    @Test
    void aFileStandsBelowItsTableAndDay() {
        bi.publish(
                "v1",
                Map.of(
                        "fact_spend",
                        List.of(
                                file("a.parquet", "spend_date=2026-04-07"),
                                file("b.parquet", "spend_date=null/source=x")),
                        "dim_date",
                        List.of(file("c.parquet", "")),
                        "empty",
                        List.of()));
        assertThat(folder.resolve("bi/fact_spend/day=2026-04-07/a.parquet")).hasContent("a.parquet");
        assertThat(folder.resolve("bi/fact_spend/day=none/b.parquet")).hasContent("b.parquet");
        assertThat(folder.resolve("bi/dim_date/c.parquet")).hasContent("c.parquet");
        assertThat(folder.resolve("bi/empty")).isEmptyDirectory();
        assertThat(BiFolder.current(root))
                .isEqualTo(folder.resolve("bi-versions/v1").toString());
    }

    @Test
    void locationsMayBeWrittenAsUris() throws IOException {
        Path data = Files.writeString(folder.resolve("a b.parquet"), "text");
        bi.publish(
                "v1", Map.of("t", List.of(new TableFile(data.toUri().toString().replace(" ", "%20"), ""))));
        assertThat(folder.resolve("bi/t")).isNotEmptyDirectory();
        assertThat(root.list("bi-versions/v1/t")).singleElement().satisfies(entry -> assertThat(entry.bytes())
                .isEqualTo(4));
    }

    @Test
    void aReaderKeepsTheVersionThatItOpened() throws IOException {
        bi.publish("v1", Map.of("t", List.of(file("a.parquet", ""))));
        Path opened = folder.resolve("bi").toRealPath();
        bi.publish("v2", Map.of("t", List.of(file("b.parquet", ""))));
        assertThat(opened.resolve("t").toFile().list()).containsExactly("a.parquet");
        assertThat(folder.resolve("bi/t").toFile().list()).containsExactly("b.parquet");
    }

    @Test
    void aFileStaysThereWhenItsTableLetsGoOfIt() throws IOException {
        TableFile file = file("a.parquet", "");
        bi.publish("v1", Map.of("t", List.of(file)));
        Files.delete(Path.of(file.location()));
        assertThat(folder.resolve("bi/t/a.parquet")).hasContent("a.parquet");
    }

    @Test
    void theSameVersionAgainHoldsTheNewFilesAlone() {
        bi.publish("v1", Map.of("t", List.of(file("a.parquet", "")), "gone", List.of(file("b.parquet", ""))));
        bi.publish("v1", Map.of("t", List.of(file("c.parquet", ""))));
        assertThat(root.list("bi-versions/v1"))
                .extracting(FileStore.Entry::path)
                .containsExactly("bi-versions/v1/t/c.parquet");
    }

    @Test
    void theNewestVersionsAreKept() {
        for (String version : List.of("2026-04-01", "2026-04-02", "2026-04-03", "2026-04-04")) {
            bi.publish(version, Map.of("t", List.of(file(version, ""))));
        }
        assertThat(root.folders("bi-versions")).containsExactly("2026-04-03", "2026-04-04");
    }

    @Test
    void aVersionOfAnEarlierDateIsKeptWhileItIsCurrent() {
        bi.publish("2026-04-03", Map.of("t", List.of(file("a", ""))));
        bi.publish("2026-04-04", Map.of("t", List.of(file("b", ""))));
        bi.publish("2026-04-01", Map.of("t", List.of(file("c", ""))));
        assertThat(BiFolder.current(root)).endsWith("2026-04-01");
        assertThat(folder.resolve("bi/t/c")).hasContent("c");
        bi.publish("2026-04-05", Map.of("t", List.of(file("d", ""))));
        assertThat(root.folders("bi-versions")).containsExactly("2026-04-04", "2026-04-05");
    }

    @Test
    void aPublishThatFailsLeavesTheOldVersion() {
        bi.publish("v1", Map.of("t", List.of(file("a.parquet", ""))));
        TableFile gone = new TableFile(folder.resolve("gone.parquet").toString(), "");
        assertThatThrownBy(() -> bi.publish("v2", Map.of("t", List.of(gone))))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.INFRASTRUCTURE))
                .hasMessageStartingWith("Cannot publish " + folder.resolve("bi-versions/v2") + ": ");
        assertThat(BiFolder.current(root)).endsWith("v1");
        assertThat(folder.resolve("bi/t/a.parquet")).hasContent("a.parquet");
    }

    @Test
    void aSwitchThatAKilledRunBeganIsDoneAgain() throws IOException {
        Files.createSymbolicLink(folder.resolve(".bi-next"), Path.of("bi-versions/v0"));
        bi.publish("v1", Map.of("t", List.of(file("a.parquet", ""))));
        assertThat(BiFolder.current(root)).endsWith("v1");
        assertThat(folder.resolve(".bi-next")).doesNotExist();
    }

    @Test
    void aLinkToAVersionThatIsGoneIsAFault() throws IOException {
        Files.createSymbolicLink(folder.resolve("bi"), Path.of("bi-versions/v0"));
        assertThatThrownBy(() -> BiFolder.current(root))
                .isInstanceOf(Fault.class)
                .hasMessage("Cannot resolve %s/bi: %s/bi", folder, folder);
    }

    private TableFile file(String name, String partition) {
        try {
            Path data = Files.createDirectories(folder.resolve("data")).resolve(name);
            return new TableFile(Files.writeString(data, name).toString(), partition);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
