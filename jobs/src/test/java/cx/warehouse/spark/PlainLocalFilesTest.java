package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests permissions of files and folders, and that no checksum files are written. */
class PlainLocalFilesTest {

    @TempDir
    Path folder;

    private final PlainLocalFiles files = new PlainLocalFiles();

    @BeforeEach
    void open() throws IOException {
        files.initialize(URI.create("file:///"), new Configuration(false));
    }

    @Test
    void filesHaveTheirPermissionsAndNoChecksumFiles() throws IOException {
        Path file = folder.resolve("table/part.parquet");
        files.create(hadoop(file), new FsPermission("640"), true, 4096, (short) 1, 1 << 20, null)
                .close();

        assertThat(mode(file)).isEqualTo(0640);
        assertThat(folder.resolve("table").toFile().list()).containsExactly("part.parquet");

        files.setPermission(hadoop(folder.resolve("table")), new FsPermission("750"));
        assertThat(mode(folder.resolve("table"))).isEqualTo(0750);
    }

    @Test
    void aFolderKeepsItsSetGroupIdBit() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 02770);

        files.setPermission(hadoop(shared), new FsPermission("755"));

        assertThat(mode(shared)).isEqualTo(02755);
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode") & 07777;
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }
}
