package cx.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFileStoreTest {
    private static final S3Settings NO_S3 = new S3Settings(null, null, false);

    @TempDir
    Path folder;

    private FileStore store;

    @BeforeEach
    void open() {
        store = FileStore.at(folder.toString(), NO_S3);
    }

    @Test
    void aPlaceMayBeWrittenInSeveralWays() {
        for (String place : new String[] {folder + "/", "file:" + folder, "file://" + folder, folder + "/x/.."}) {
            assertThat(FileStore.at(place, NO_S3).location()).as(place).isEqualTo(folder.toString());
        }
        assertThat(FileStore.at("drops", NO_S3).location())
                .isEqualTo(Path.of("drops").toAbsolutePath().toString());
        assertThat(store.uri("a/b.csv")).isEqualTo(folder.resolve("a/b.csv").toString());
    }

    @Test
    void filesAreListedByTheirPathsAtAnyDepth() {
        for (String path : new String[] {"day=2/b.csv", "day=1/c.csv", "day=1/x/a.csv", "day=10/a.csv"}) {
            store.writeText(path, path);
        }
        assertThat(store.list(""))
                .extracting(FileStore.Entry::path)
                .containsExactly("day=1/c.csv", "day=1/x/a.csv", "day=10/a.csv", "day=2/b.csv");
        assertThat(store.list("day=1")).extracting(FileStore.Entry::name).containsExactly("c.csv", "a.csv");
        assertThat(store.list("day=1")).extracting(FileStore.Entry::bytes).containsExactly(11L, 13L);
        assertThat(store.list("day=3")).isEmpty();
    }

    @Test
    void foldersAreListedByNameWithoutFiles() throws IOException {
        store.writeText("b/x", "");
        store.writeText("a/y/z", "");
        store.writeText("file", "");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(store.folders("")).containsExactly("a", "b", "empty");
        assertThat(store.folders("a")).containsExactly("y");
        assertThat(store.folders("nowhere")).isEmpty();
        assertThatThrownBy(() -> store.folders("file"))
                .isInstanceOf(Fault.class)
                .hasMessage("Cannot list %s/file: NotDirectoryException %s/file", folder, folder);
    }

    @Test
    void onlyFilesExist() {
        store.writeText("a/b", "");
        assertThat(store.exists("a/b")).isTrue();
        assertThat(store.exists("a")).isFalse();
        assertThat(store.exists("a/c")).isFalse();
    }

    @Test
    void aStoreOfAFolderSeesThatFolderAlone() {
        store.writeText("a/b/c.csv", "text");
        FileStore inner = store.folder("a").folder("b");
        assertThat(inner.location()).isEqualTo(folder + "/a/b");
        assertThat(inner.list("")).extracting(FileStore.Entry::path).containsExactly("c.csv");
        assertThat(inner.readText("c.csv")).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "..", "a/b/../../.."})
    void noPathLeadsOutOfTheStore(String path) {
        assertThatThrownBy(() -> store.writeText(path, "text"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessage("Cannot use the path %s: it leads out of %s", path, folder);
        assertThatThrownBy(() -> store.delete(path)).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> store.list(path)).isInstanceOf(Fault.class);
    }

    @Test
    void aFolderBesideTheStoreWithALongerNameIsOutside() {
        FileStore inner = store.folder("root");
        assertThatThrownBy(() -> inner.exists("../root2/x")).isInstanceOf(Fault.class);
    }

    @Test
    void aSlashInFrontIsStillInsideTheStore() {
        store.writeText("/a.csv", "text");
        assertThat(folder.resolve("a.csv")).hasContent("text");
    }

    @Test
    void readersSeeTheOldTextUntilTheNewIsWhole() {
        store.writeText("a", "old");
        store.write("a", out -> {
            out.write("new and longer".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(store.readText("a")).isEqualTo("old");
        });
        assertThat(store.readText("a")).isEqualTo("new and longer");
        assertThat(store.list("")).hasSize(1);
    }

    @Test
    void aWriteThatFailsLeavesTheOldTextAndNothingElse() {
        store.writeText("a/b", "old");
        assertThatThrownBy(() -> store.write("a/b", out -> {
                    out.write(1);
                    throw new IOException("no more");
                }))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.INFRASTRUCTURE))
                .hasMessage("Cannot write %s/a/b: IOException no more", folder);
        assertThat(store.readText("a/b")).isEqualTo("old");
        assertThat(store.list("a")).hasSize(1);
    }

    @Test
    void aWriterThatThrowsLeavesNoPartEither() {
        assertThatThrownBy(() -> store.write("a/b", out -> {
                    throw new IllegalStateException("the rows ended");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the rows ended");
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void aFileInThePlaceOfAFolderIsNamed() {
        store.writeText("a", "text");
        assertThatThrownBy(() -> store.writeText("a/b", "text"))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("Cannot write " + folder + "/a/b: ");
    }

    @Test
    void deletingTakesAFileOrAFolderAndNoNeighbour() {
        for (String path : new String[] {"day=1/a", "day=1/x/b", "day=10/c", "day"}) {
            store.writeText(path, "");
        }
        store.delete("day=1");
        assertThat(store.list("")).extracting(FileStore.Entry::path).containsExactly("day", "day=10/c");
        assertThat(folder.resolve("day=1")).doesNotExist();
        store.delete("day");
        store.delete("day");
        assertThat(store.list("")).hasSize(1);
    }

    @Test
    void aTagChangesWithTheFile() throws IOException {
        store.writeText("a", "one");
        Files.setLastModifiedTime(folder.resolve("a"), FileTime.from(Instant.ofEpochMilli(1_000)));
        FileStore.Entry first = store.list("").get(0);
        assertThat(first).isEqualTo(new FileStore.Entry("a", 3, "1000", Instant.ofEpochMilli(1000)));
        store.writeText("a", "two");
        assertThat(store.list("").get(0).tag()).isNotEqualTo(first.tag());
    }

    @Test
    void aTextThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> store.readText("a/b"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.INFRASTRUCTURE))
                .hasMessage("Cannot read %s/a/b: %s/a/b", folder, folder);
    }

    @Test
    void aTextOfAnyLanguageComesBackAsItWas() throws IOException {
        store.writeText("ü/日本.csv", "Grüße, 日本\u0000");
        assertThat(store.readText("ü/日本.csv")).isEqualTo("Grüße, 日本\u0000");
        try (InputStream in = store.open(store.list("ü").get(0))) {
            assertThat(in.readAllBytes()).hasSize(16);
        }
    }
}
