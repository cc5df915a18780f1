package cx.warehouse.bench.duckdb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** Unpacks gzip files and the members of zip and tar archives. */
final class PackedFiles {

    private PackedFiles() {}

    static boolean isArchive(Path file) {
        return lower(file).matches(".*\\.(zip|tar\\.gz|tgz)");
    }

    /** Opens a file, without its gzip. */
    static InputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return lower(file).matches(".*\\.t?gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    /** Writes the members of an archive whose names match into a folder; all members for no pattern. */
    static List<Path> extract(Path archive, Pattern name, Path folder) throws IOException {
        Path target = Files.createTempDirectory(folder, "members");
        List<Path> members = new ArrayList<>();
        try (ArchiveInputStream<?> packed = lower(archive).endsWith(".zip")
                ? new ZipArchiveInputStream(open(archive))
                : new TarArchiveInputStream(open(archive))) {
            for (ArchiveEntry entry = packed.getNextEntry(); entry != null; entry = packed.getNextEntry()) {
                String member = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (!entry.isDirectory()
                        && (name == null || name.matcher(member).matches())) {
                    Path file = target.resolve(member);
                    Files.copy(packed, file);
                    members.add(file);
                }
            }
        }
        return members;
    }

    private static String lower(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
