package cx.warehouse.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A tree of files under one location, on a local disk or on S3; paths are relative, divided by {@code /}. */
public interface FileStore extends Serializable {

    /** One file: its path below the store, its size, and a tag that changes with its content. */
    record Entry(String path, long bytes, String tag) implements Serializable {

        /** The last part of the path. */
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

    /** The location as given in settings, without a slash at its end. */
    String location();

    /** The location of one file as Spark and Iceberg want it. */
    String uri(String path);

    /** The same store, rooted at one of its folders. */
    FileStore folder(String folder);

    /** All files below a folder, in order of their paths; empty when there is no such folder. */
    List<Entry> list(String folder);

    /** The names directly below a folder, in order; empty when there is no such folder. */
    List<String> folders(String folder);

    /** True when there is a file of that path. */
    boolean exists(String path);

    /** Opens a file; transient failures are retried where reading stopped, a file that changes meanwhile fails. */
    InputStream open(Entry entry) throws IOException;

    /** Writes a whole file in one visible step; an older one of that path is replaced. */
    void write(String path, Content content);

    /** Removes a file, or all below a folder. */
    void delete(String path);

    /** Writes a small text in one visible step. */
    default void writeText(String path, String text) {
        write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A small text. */
    default String readText(String path) {
        try (InputStream in = open(new Entry(path, -1, null))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot read " + uri(path) + ": " + e.getMessage(), e);
        }
    }
}
