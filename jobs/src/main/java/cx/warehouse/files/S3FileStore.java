package cx.warehouse.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A file store on S3, through the AWS SDK. Listings are paged, reads resume, and files over 16 MiB are uploaded in
 * parts.
 */
public final class S3FileStore implements FileStore {

    private static final long PART_BYTES = 16L << 20;

    private final S3Location location;
    private final S3Settings settings;

    S3FileStore(S3Location location, S3Settings settings) {
        this.location = location;
        this.settings = settings;
    }

    @Override
    public String location() {
        return location.toString();
    }

    @Override
    public String uri(String path) {
        return new S3Location(location.bucket(), location.key(path)).toString();
    }

    @Override
    public FileStore folder(String folder) {
        return new S3FileStore(new S3Location(location.bucket(), location.key(folder)), settings);
    }

    @Override
    public List<Entry> list(String folder) {
        String prefix = location.key(folder);
        List<Entry> found = new ArrayList<>();
        request("list", folder, () -> client().listObjectsV2Paginator(
                        r -> r.bucket(location.bucket()).prefix(prefix.isEmpty() ? "" : prefix + "/"))
                .contents()
                .forEach(object -> {
                    if (!object.key().endsWith("/")) {
                        found.add(new Entry(
                                location.path(object.key()), object.size(), object.eTag(), object.lastModified()));
                    }
                }));
        found.sort(Comparator.comparing(Entry::path));
        return found;
    }

    @Override
    public List<String> folders(String folder) {
        String key = location.key(folder);
        String prefix = key.isEmpty() ? "" : key + "/";
        List<String> names = new ArrayList<>();
        request("list", folder, () -> client().listObjectsV2Paginator(
                        r -> r.bucket(location.bucket()).prefix(prefix).delimiter("/"))
                .commonPrefixes()
                .forEach(common ->
                        names.add(common.prefix().substring(prefix.length()).replaceAll("/$", ""))));
        names.sort(Comparator.naturalOrder());
        return names;
    }

    @Override
    public boolean exists(String path) {
        try {
            client().headObject(r -> r.bucket(location.bucket()).key(location.key(path)));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        } catch (SdkException e) {
            throw failure("look up", path, e);
        }
    }

    @Override
    public InputStream open(Entry entry) throws IOException {
        return new ResumingStream(client(), location.bucket(), location.key(entry.path()), entry.bytes(), entry.tag());
    }

    @Override
    public void write(String path, Content content) {
        Path part = null;
        try {
            part = Files.createTempFile("cxw-", ".part");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                content.writeTo(out);
            }
            put(location.key(path), part);
        } catch (IOException | SdkException e) {
            throw failure("write", path, e);
        } finally {
            if (part != null) {
                part.toFile().delete();
            }
        }
    }

    @Override
    public void delete(String path) {
        request("delete", path, () -> {
            client().deleteObject(r -> r.bucket(location.bucket()).key(location.key(path)));
            list(path).forEach(entry -> client().deleteObject(
                            r -> r.bucket(location.bucket()).key(location.key(entry.path()))));
        });
    }

    /** Copies an object of the same S3 service into this store on the server side, without downloading it. */
    public void copyFrom(S3Location source, String path) {
        request("copy to", path, () -> client().copyObject(r -> r.sourceBucket(source.bucket())
                .sourceKey(source.prefix())
                .destinationBucket(location.bucket())
                .destinationKey(location.key(path))));
    }

    private void put(String key, Path file) throws IOException {
        long size = Files.size(file);
        S3Client s3 = client();
        if (size <= PART_BYTES) {
            s3.putObject(r -> r.bucket(location.bucket()).key(key).contentType(contentType(key)), file);
            return;
        }
        String upload = s3.createMultipartUpload(
                        r -> r.bucket(location.bucket()).key(key))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long from = 0; from < size; from += PART_BYTES) {
                int number = parts.size() + 1;
                long offset = from;
                long length = Math.min(PART_BYTES, size - from);
                String tag = s3.uploadPart(
                                r -> r.bucket(location.bucket())
                                        .key(key)
                                        .uploadId(upload)
                                        .partNumber(number),
                                RequestBody.fromContentProvider(
                                        () -> slice(file, offset, length), length, "application/octet-stream"))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
            s3.completeMultipartUpload(r ->
                    r.bucket(location.bucket()).key(key).uploadId(upload).multipartUpload(done -> done.parts(parts)));
        } catch (SdkException e) {
            s3.abortMultipartUpload(r -> r.bucket(location.bucket()).key(key).uploadId(upload));
            throw e;
        }
    }

    /** The content type that lets a browser show a page instead of downloading it. */
    private static String contentType(String key) {
        return key.endsWith(".html")
                ? "text/html; charset=utf-8"
                : key.endsWith(".json") ? "application/json" : "application/octet-stream";
    }

    private static InputStream slice(Path file, long offset, long length) {
        try {
            InputStream in = Files.newInputStream(file);
            in.skipNBytes(offset);
            return new org.apache.commons.io.input.BoundedInputStream.Builder()
                    .setInputStream(in)
                    .setMaxCount(length)
                    .get();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private S3Client client() {
        return S3Clients.client(settings);
    }

    private void request(String what, String path, Runnable action) {
        try {
            action.run();
        } catch (SdkException e) {
            throw failure(what, path, e);
        }
    }

    private Fault failure(String what, String path, Exception e) {
        return new Fault(Fault.Kind.INFRASTRUCTURE, "Cannot " + what + " " + uri(path) + ": " + e.getMessage(), e);
    }
}
