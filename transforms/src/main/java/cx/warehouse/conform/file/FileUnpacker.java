package cx.warehouse.conform.file;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.file.ArchiveStreams.DeliveredStream;
import cx.warehouse.conform.file.ArchiveStreams.UnpackedStream;
import cx.warehouse.contract.Drop;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Opens a delivered file: unpacks it by its content, and refuses content that contradicts the file's name. */
public final class FileUnpacker {
    private FileUnpacker() {}

    /** Receives the plain bytes of a file, or of each selected member of an archive. */
    public interface ContentReader {
        /** @param member its name in the archive; null if the file is no archive */
        void read(String member, InputStream plain) throws IOException;
    }

    /**
     * Passes the plain content to {@code content}.
     *
     * @return number of members read; 1 for a file that is no archive
     * @throws BadFileException if the archive is truncated, damaged, hostile or no archive
     */
    public static int unpack(LandedFile file, Drop drop, InputStream bytes, ContentReader content) throws IOException {
        DeliveredStream delivered = new DeliveredStream(bytes);
        BufferedInputStream packed = new BufferedInputStream(delivered, 1 << 16);
        byte[] head = head(packed, 4);
        String name = file.name().toLowerCase(Locale.ROOT);
        boolean isTar = name.endsWith(".tar.gz") || name.endsWith(".tgz");
        boolean isGzip = ContentType.isGzip(head);
        boolean isZip = name.endsWith(".zip");
        if ((name.endsWith(".gz") || isTar) && !isGzip) {
            throw new BadFileException(head.length == 0 ? "is an empty archive" : "is named like gzip, but is none");
        }
        if (isZip) {
            if (!ContentType.isZip(head)) {
                throw new BadFileException(
                        head.length == 0 ? "is an empty archive" : "is named like a zip archive, but is none");
            }
            return ArchiveMembers.readZip(packed, file.bytes(), drop, content);
        }
        if (!isGzip) {
            readToEnd(null, packed, content);
            return 1;
        }
        InputStream plain = new UnpackedStream(gunzip(packed), delivered::count, -1, -1);
        if (isTar) {
            return ArchiveMembers.readTar(plain, drop, content);
        }
        readToEnd(null, plain, content);
        return 1;
    }

    /** Reads one stream to its very end, because a checksum may follow the data. */
    static void readToEnd(String member, InputStream plain, ContentReader content) throws IOException {
        content.read(member, plain);
        plain.transferTo(OutputStream.nullOutputStream());
    }

    private static InputStream gunzip(InputStream packed) {
        try {
            return GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
        } catch (IOException e) {
            throw new BadFileException("is a cut or damaged archive");
        }
    }

    /** Looks at the first bytes of a stream without consuming them. */
    static byte[] head(BufferedInputStream stream, int most) throws IOException {
        stream.mark(most);
        byte[] head = stream.readNBytes(most);
        stream.reset();
        return head;
    }
}
