package cx.warehouse.conform;

import cx.warehouse.conform.Streams.Delivered;
import cx.warehouse.conform.Streams.Unpacked;
import cx.warehouse.contract.Drop;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Opens a delivered file: unpacks it by its content, and refuses what is not what its name says. */
final class Archive {
    private Archive() {}

    /** Takes the plain bytes of a file, or of each member of an archive that is meant. */
    interface Content {
        /** @param member its name in the archive; null for a file that is none */
        void read(String member, InputStream plain) throws IOException;
    }

    /**
     * Hands the plain content to {@code content}.
     *
     * @return how many members were read, 1 for a file that is no archive
     * @throws BadFile when the archive is cut, damaged, hostile or not one
     */
    static int open(LandedFile file, Drop drop, InputStream bytes, Content content) throws IOException {
        Delivered delivered = new Delivered(bytes);
        BufferedInputStream packed = new BufferedInputStream(delivered, 1 << 16);
        byte[] head = head(packed, 4);
        String name = file.name().toLowerCase(Locale.ROOT);
        boolean isTar = name.endsWith(".tar.gz") || name.endsWith(".tgz");
        boolean isGzip = Sniff.isGzip(head);
        boolean isZip = name.endsWith(".zip");
        if ((name.endsWith(".gz") || isTar) && !isGzip) {
            throw new BadFile(head.length == 0 ? "is an empty archive" : "is named like gzip, but is none");
        }
        if (isZip) {
            if (!Sniff.isZip(head)) {
                throw new BadFile(
                        head.length == 0 ? "is an empty archive" : "is named like a zip archive, but is none");
            }
            return Members.ofZip(packed, file.bytes(), drop, content);
        }
        if (!isGzip) {
            one(null, packed, content);
            return 1;
        }
        InputStream plain = new Unpacked(gunzip(packed), delivered::count, -1, -1);
        if (isTar) {
            return Members.ofTar(plain, drop, content);
        }
        one(null, plain, content);
        return 1;
    }

    /** Reads one stream to its very end, for a checksum stands there. */
    static void one(String member, InputStream plain, Content content) throws IOException {
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
            throw new BadFile("is a cut or damaged archive");
        }
    }

    /** The first bytes of a stream, which are still to be read from it. */
    static byte[] head(BufferedInputStream stream, int most) throws IOException {
        stream.mark(most);
        byte[] head = stream.readNBytes(most);
        stream.reset();
        return head;
    }
}
