package cx.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.testing.BreakingConnection;
import cx.warehouse.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests the store on S3 against a server on this machine. */
class S3FileStoreTest {

    private static final String PLACE = "s3a://" + S3Server.BUCKET + "/some/prefix";
    private static final byte[] LARGE = new byte[(33 << 20) + 17];

    private static S3Server server;
    private static FileStore store;

    @BeforeAll
    static void starts() {
        new Random(7).nextBytes(LARGE);
        server = S3Server.start();
        store = at(server.port(), PLACE);
    }

    @AfterAll
    static void stops() {
        server.close();
    }

    @Test
    void aListingOfSeveralPagesIsCompleteAndSorted() {
        List<String> names = IntStream.range(0, 1203)
                .mapToObj(i -> String.format("many/day=%d/file %04d+ü.csv", i % 2, i))
                .sorted()
                .toList();
        names.parallelStream().forEach(name -> store.writeText(name, name));
        assertThat(store.list("many")).extracting(FileStore.Entry::path).isEqualTo(names);
        assertThat(store.list("many/day=1")).hasSize(601);
        assertThat(store.folder("many").list("day=0")).first().satisfies(entry -> {
            assertThat(entry.path()).isEqualTo("day=0/file 0000+ü.csv");
            assertThat(store.folder("many").readText(entry.path())).isEqualTo("many/" + entry.path());
        });
        assertThat(store.folders("many")).containsExactly("day=0", "day=1");
        store.delete("many/day=1");
        assertThat(store.folders("many")).containsExactly("day=0");
    }

    @Test
    void slashesAroundAPathDoNotReachTheServer() {
        store.writeText("/slashes/a/file", "text");
        assertThat(store.list("slashes/")).hasSize(1);
        assertThat(store.list("/slashes/a//")).hasSize(1);
        assertThat(store.folders("slashes/")).containsExactly("a");
        assertThat(store.folder("slashes/").readText("a/file")).isEqualTo("text");
        store.delete("slashes/");
        assertThat(server.requests().stream().filter(request -> request.contains("slashes")))
                .isNotEmpty()
                .noneMatch(request -> request.contains("//"));
    }

    @Test
    void theServerRecordsTwoSlashesInARow() {
        S3Clients.client(new S3Settings("http://127.0.0.1:" + server.port(), "us-east-1", true))
                .listObjectsV2(list -> list.bucket(S3Server.BUCKET).prefix("validations//"));
        assertThat(server.requests()).anyMatch(request -> request.endsWith("prefix=validations//"));
    }

    @Test
    void aMissingFolderIsEmptyAndAMissingFileFails() {
        assertThat(store.exists("nowhere/file")).isFalse();
        assertThat(store.list("nowhere")).isEmpty();
        assertThat(store.folders("nowhere")).isEmpty();
        store.delete("nowhere");
        assertThatThrownBy(() -> store.readText("nowhere/file"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.INFRASTRUCTURE))
                .hasMessageContaining(PLACE + "/nowhere/file");
    }

    @Test
    void aMissingBucketIsNamedInTheMessage() {
        FileStore other = at(server.port(), "s3a://no-such-bucket/drops");
        assertThatThrownBy(() -> other.list("2026-03-07"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("Cannot list s3a://no-such-bucket/drops/2026-03-07");
    }

    @Test
    void aSecondWriteReplacesTheText() {
        store.writeText("pointer/CURRENT", "bi-versions/one\n");
        store.writeText("pointer/CURRENT", "bi-versions/two\n");
        assertThat(store.exists("pointer/CURRENT")).isTrue();
        assertThat(store.readText("pointer/CURRENT")).isEqualTo("bi-versions/two\n");
        assertThat(store.list("pointer")).hasSize(1);
    }

    @Test
    void aLargeFileIsReadBackOverABreakingConnection() throws IOException {
        store.write("large/file", out -> out.write(LARGE));
        assertThat(store.list("large")).singleElement().satisfies(entry -> assertThat(entry.bytes())
                .isEqualTo(LARGE.length));
        try (BreakingConnection line = new BreakingConnection(server.port(), 9, 3 << 20)) {
            FileStore far = at(line.port(), PLACE);
            try (InputStream in = far.open(store.list("large").get(0))) {
                assertThat(in.readAllBytes()).isEqualTo(LARGE);
            }
            assertThat(line.breaksLeft()).isZero();
        }
    }

    @Test
    void aLargeFileIsCopiedOnTheServer() {
        store.write("from/file", out -> out.write(LARGE));
        ((S3FileStore) store.folder("to")).copyFrom(S3Location.of(PLACE + "/from/file"), "event_date=2026-03-07/file");
        assertThat(store.list("to")).extracting(FileStore.Entry::path).containsExactly("to/event_date=2026-03-07/file");
        assertThat(store.list("to").get(0).bytes()).isEqualTo(LARGE.length);
    }

    @Test
    void aFileThatChangesDuringTheReadFails() throws IOException {
        store.writeText("changes/file", "before");
        FileStore.Entry seen = store.list("changes").get(0);
        store.writeText("changes/file", "after!");
        try (InputStream in = store.open(seen)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("changed while it was read");
        }
    }

    @Test
    void closingEarlyDoesNotFetchTheRest() throws IOException {
        store.write("long/file", out -> out.write(LARGE));
        try (BreakingConnection line = new BreakingConnection(server.port(), 0, Long.MAX_VALUE)) {
            try (InputStream in = at(line.port(), PLACE).open(store.list("long").get(0))) {
                assertThat(in.read()).isEqualTo(LARGE[0] & 0xff);
            }
            assertThat(line.carriedBytes()).isLessThan(LARGE.length / 2);
        }
    }

    @Test
    void emptyFilesAndEmptyPrefixesAreFiles() throws IOException {
        store.writeText("empty/file", "");
        assertThat(store.list("empty")).singleElement().satisfies(entry -> assertThat(entry.bytes())
                .isZero());
        try (InputStream in = store.open(store.list("empty").get(0))) {
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThat(store.exists("empty")).isFalse();
    }

    @Test
    void deletingAFolderLeavesLongerNamesAlone() {
        for (String path : List.of("few/day=1/a", "few/day=1/x/b", "few/day=10/c", "few/day=1.csv")) {
            store.writeText(path, "");
        }
        store.delete("few/day=1");
        assertThat(store.list("few"))
                .extracting(FileStore.Entry::path)
                .containsExactly("few/day=1.csv", "few/day=10/c");
        store.delete("few/day=1.csv");
        assertThat(store.list("few")).hasSize(1);
    }

    @Test
    void aWriteThatFailsLeavesTheOldText() {
        store.writeText("half/file", "old");
        assertThatThrownBy(() -> store.write("half/file", out -> {
                    out.write(1);
                    throw new IOException("no more");
                }))
                .isInstanceOf(Fault.class)
                .hasMessage("Cannot write " + PLACE + "/half/file: no more");
        assertThat(store.readText("half/file")).isEqualTo("old");
    }

    @Test
    void aCopyOfAFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ((S3FileStore) store).copyFrom(S3Location.of(PLACE + "/nowhere/file"), "to-nowhere"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.INFRASTRUCTURE))
                .hasMessageStartingWith("Cannot copy to " + PLACE + "/to-nowhere: ");
    }

    @Test
    void aStoreOfTheWholeBucketSeesEveryPrefix() {
        store.writeText("top/file", "text");
        FileStore bucket = at(server.port(), "s3a://" + S3Server.BUCKET);
        assertThat(bucket.folders("")).contains("some");
        assertThat(bucket.list("some/prefix/top"))
                .extracting(FileStore.Entry::path)
                .containsExactly("some/prefix/top/file");
        assertThat(bucket.readText("some/prefix/top/file")).isEqualTo("text");
    }

    private static FileStore at(int port, String place) {
        return FileStore.at(place, new S3Settings("http://127.0.0.1:" + port, "us-east-1", true));
    }
}
