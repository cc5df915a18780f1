package cx.warehouse.spark;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local files without a checksum file beside each (Parquet and the ledger have checksums of their own), and without
 * a process for each: where Hadoop's native library is missing, it runs {@code chmod} for every file and folder it makes.
 */
public final class PlainLocalFiles extends RawLocalFileSystem {

    private static final String MODE = "unix:mode";
    private static final int ALL = 07777;
    private static final int SPECIAL = 07000;

    @Override
    public String getScheme() {
        return "file";
    }

    /** As {@code chmod} does it: a folder that gives its group to what is made in it goes on doing so. */
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        java.nio.file.Path file = pathToFile(path).toPath();
        int mode = (int) Files.getAttribute(file, MODE) & ALL;
        int wanted = mode & SPECIAL | permission.toShort();
        if (mode != wanted) {
            Files.setAttribute(file, MODE, wanted);
        }
    }
}
