package cx.warehouse.files;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads one whole S3 object. It resumes where a connection broke, and fails when the object changed or is truncated.
 */
final class ResumingStream extends InputStream {

    /** Number of failures in a row, with no byte read in between, after which reading gives up. */
    private static final int ATTEMPTS = 6;

    /** HTTP status 412: the object no longer has the tag that the request demands. */
    private static final int CHANGED = 412;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private long length;
    private String tag;
    private long position;
    private int failures;
    private boolean isVerified;
    private ResponseInputStream<GetObjectResponse> body;

    /**
     * Sends no request before the first read. A {@code length} of -1 and a null {@code tag} are taken from the first
     * response.
     */
    ResumingStream(S3Client s3, String bucket, String key, long length, String tag) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.length = length;
        this.tag = tag;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        while (true) {
            if (length >= 0 && position >= length) {
                verifyEnd();
                return -1;
            }
            try {
                if (body == null) {
                    open();
                    continue; // only now is the length known of what was not listed
                }
                int got = body.read(into, offset, (int) Math.min(wanted, length - position));
                if (got >= 0) {
                    position += got;
                    failures = 0;
                    return got;
                }
                if (position >= length) {
                    isVerified = true;
                    return -1;
                }
                throw new IOException("the response ended after " + position + " of " + length + " bytes");
            } catch (IOException | SdkException e) {
                retry(e);
            }
        }
    }

    /**
     * Reads past the last byte, because only there does the SDK compare the bytes with the checksum of the service.
     */
    private void verifyEnd() throws IOException {
        if (body == null || isVerified) {
            return;
        }
        isVerified = true;
        try {
            if (body.read() >= 0) {
                throw new IOException("the response continues after its " + length + " bytes");
            }
        } catch (SdkException e) {
            throw new IOException("the bytes received do not match the stored checksum: " + e.getMessage(), e);
        }
    }

    /**
     * Ends reading. A response that was not read to its end is aborted, so that its remaining bytes are not fetched.
     */
    @Override
    public void close() throws IOException {
        if (body != null && position < length) {
            body.abort();
        } else if (body != null) {
            body.close();
        }
    }

    private void open() throws IOException {
        var answer = s3.getObject(r -> {
            r.bucket(bucket).key(key);
            if (tag != null) {
                r.ifMatch(tag);
            }
            if (position > 0) {
                r.range("bytes=" + position + "-");
            }
        });
        body = answer;
        GetObjectResponse said = answer.response();
        if (position > 0 && said.contentRange() == null) {
            throw new IOException("the response is not the requested range from byte " + position);
        }
        if (tag == null) {
            tag = said.eTag();
        }
        if (length < 0) {
            length = said.contentLength();
        }
    }

    private void retry(Exception e) throws IOException {
        if (e instanceof S3Exception s3e && s3e.statusCode() == CHANGED) {
            throw new IOException("s3a://" + bucket + "/" + key + " changed while it was read", e);
        }
        if (e instanceof S3Exception s3e && s3e.statusCode() < 500 || ++failures >= ATTEMPTS) {
            throw new IOException("Cannot read s3a://" + bucket + "/" + key + ": " + e.getMessage(), e);
        }
        if (body != null) {
            body.abort();
            body = null;
        }
        try {
            Thread.sleep(100L << failures);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting to read again", interrupted);
        }
    }
}
