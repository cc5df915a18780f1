package cx.warehouse.tables;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import cx.warehouse.tables.IcebergTables.TableFile;
import cx.warehouse.testing.S3Server;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions of the folder for BI tools on S3, of objects that stand for data files. */
class BiFolderOnS3Test {

    private static S3Server server;
    private static int number;

    private FileStore root;
    private BiFolder bi;

    @BeforeAll
    static void start() {
        server = S3Server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        number++;
        root = FileStore.at(
                "s3a://" + S3Server.BUCKET + "/bi-" + number,
                new S3Settings("http://127.0.0.1:" + server.port(), "us-east-1", true));
        bi = new BiFolder(root, 2);
        Stream.of("a", "b", "c", "d").forEach(name -> root.writeText("data/" + name + ".parquet", name));
    }

    @Test
    void onlyFilesThatTheOldestVersionLacksAreCopied() {
        publish("a", "b");
        publish("a", "b", "c");
        assertThat(shown()).containsExactly("t/a.parquet", "t/b.parquet", "t/c.parquet");
        List<FileStore.Entry> former = root.list(folder());

        root.delete("data/a.parquet"); // so that copying it again would fail
        publish("a", "c", "d");
        assertThat(shown()).containsExactly("t/a.parquet", "t/c.parquet", "t/d.parquet");
        assertThat(root.folders("bi-versions")).containsExactly("1", "2");
        assertThat(root.list("bi-versions/2"))
                .as("the version that readers had open")
                .isEqualTo(former);
    }

    @Test
    void versionsOfAnEarlierReleaseGo() {
        root.writeText("bi-versions/20260401T000000Z-load/t/a.parquet", "a");
        root.writeText("bi/CURRENT", "bi-versions/20260401T000000Z-load\n");
        publish("b");
        assertThat(root.folders("bi-versions")).containsExactly("1");
        assertThat(shown()).containsExactly("t/b.parquet");
    }

    private void publish(String... names) {
        bi.publish(
                "any",
                Map.of(
                        "t",
                        Stream.of(names)
                                .map(name -> new TableFile(root.uri("data/" + name + ".parquet"), ""))
                                .toList()));
    }

    private String folder() {
        return root.readText("bi/CURRENT").trim();
    }

    private List<String> shown() {
        return root.list(folder()).stream()
                .map(file -> file.path().substring(folder().length() + 1))
                .toList();
    }
}
