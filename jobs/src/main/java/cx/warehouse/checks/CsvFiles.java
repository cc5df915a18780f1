package cx.warehouse.checks;

import cx.warehouse.files.Fault;
import cx.warehouse.files.FileStore;
import cx.warehouse.files.S3Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/**
 * The files of one location: a single file, or all files below a folder.
 *
 * @param path the location, as a person gave it
 * @param store the folder that the names start at
 * @param names the files, sorted; at least one
 */
record CsvFiles(String path, FileStore store, List<String> names) implements Serializable {

    private static final Map<String, String> PACKED = Map.of(
            ".gz", CompressorStreamFactory.GZIP,
            ".bz2", CompressorStreamFactory.BZIP2,
            ".zst", CompressorStreamFactory.ZSTANDARD);

    CsvFiles {
        names = List.copyOf(names);
    }

    /** @throws Fault USAGE when there is no such file, and no folder with files */
    static CsvFiles of(String path, S3Settings s3) {
        String bare = path.replaceFirst("/+$", "");
        int slash = bare.lastIndexOf('/');
        FileStore parent = FileStore.at(slash < 0 ? "." : slash == 0 ? "/" : bare.substring(0, slash), s3);
        String name = bare.substring(slash + 1);
        if (parent.exists(name)) {
            return new CsvFiles(path, parent, List.of(name));
        }
        List<String> inside = parent.list(name).stream()
                .map(FileStore.Entry::path)
                .filter(file -> !file.matches(".*/[._][^/]*"))
                .toList();
        if (inside.isEmpty()) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read " + path + ": there is no such file or folder.");
        }
        return new CsvFiles(path, parent, inside);
    }

    /** Opens a file, unpacked when its name ends with {@code .gz}, {@code .bz2} or {@code .zst}. */
    InputStream open(String name) throws IOException {
        InputStream bytes = new BufferedInputStream(store.open(new FileStore.Entry(name, -1, null)));
        String packed = PACKED.get(name.substring(Math.max(0, name.lastIndexOf('.'))));
        try {
            return packed == null
                    ? bytes
                    : new CompressorStreamFactory(true).createCompressorInputStream(packed, bytes);
        } catch (CompressorException e) {
            bytes.close();
            throw new IOException("the name says that it is packed, but it cannot be unpacked: " + e.getMessage(), e);
        }
    }
}
