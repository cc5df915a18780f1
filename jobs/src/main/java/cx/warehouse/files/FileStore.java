package cx.warehouse.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A tree of files under one location, on a local disk or on S3. Paths are relative to that location and use {@code /}.
 */
public interface FileStore extends Serializable {

    /**
     * One file: its path below the store, its size in bytes, a tag that changes with its content, and the time of its
     * last change.
     *
     * <p>The size is -1, and the tag and the time are null, when the caller does not know them.
     */
    record Entry(String path, long bytes, String tag, Instant changedAt) implements Serializable {

        /** A file whose last change is not known. */
        public Entry(String path, long bytes, String tag) {
            this(path, bytes, tag, null);
        }

        /** The file name: the path after its last slash. */
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** Writes the content of one file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Opens the store at {@code location}: a folder, or {@code s3a://bucket/prefix}. */
    static FileStore at(String location, S3Settings s3) {
        return S3Location.isS3(location) ? new S3FileStore(S3Location.of(location), s3) : new LocalFileStore(location);
    }

    /** The location without a trailing slash; a local folder as an absolute path. */
    String location();

    /** The location of one file, in the form that Spark and Iceberg expect. */
    String uri(String path);

    /** A store of the same kind whose root is one of this store's folders. */
    FileStore folder(String folder);

    /** All files below a folder at any depth, sorted by path; empty when the folder does not exist. */
    List<Entry> list(String folder);

    /** The names of the folders directly below a folder, sorted; empty when the folder does not exist. */
    List<String> folders(String folder);

    /** True when a file of that path exists. */
    boolean exists(String path);

    /**
     * Opens a file for reading. After a transient failure, reading resumes at the byte where it stopped.
     *
     * @throws IOException when the file cannot be read, or, on S3, when it changed while it was read
     */
    InputStream open(Entry entry) throws IOException;

    /**
     * Writes a whole file. Readers see the old file or the new one, never a part; an older file of that path is
     * replaced.
     */
    void write(String path, Content content);

    /** Removes a file, or everything below a folder. A path that does not exist is no error. */
    void delete(String path);

    /** Writes a small UTF-8 text in the same way as {@link #write}. */
    default void writeText(String path, String text) {
        write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a small UTF-8 text.
     *
     * @throws Fault INFRASTRUCTURE when the file cannot be read
     */
    default String readText(String path) {
        try (InputStream in = open(new Entry(path, -1, null))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot read " + uri(path) + ": " + e.getMessage(), e);
        }
    }
}
