package cx.warehouse.spark;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system without checksum files and without extra processes. Parquet and the ledger have checksums
 * of their own. Without its native library, Hadoop would run a process {@code chmod} for every file and folder that it
 * makes.
 */
public final class PlainLocalFiles extends RawLocalFileSystem {

    private static final String MODE = "unix:mode";
    private static final int ALL = 07777;
    private static final int SPECIAL = 07000;

    @Override
    public String getScheme() {
        return "file";
    }

    /**
     * Sets the permission as {@code chmod} does: a folder with the set-group-id bit keeps it, so that new files in it
     * still get its group.
     */
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
