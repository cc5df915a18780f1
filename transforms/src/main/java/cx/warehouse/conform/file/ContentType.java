package cx.warehouse.conform.file;

import cx.warehouse.conform.delivery.BadFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Recognizes the type of a file by its first bytes. */
public final class ContentType {
    private static final int ENOUGH = 512;

    private static final Map<String, String> KINDS = Map.of(
            "\u001f\u008b", "is packed twice",
            "PK\u0003\u0004", "is a zip archive or an Excel workbook under another name",
            "PK\u0005\u0006", "is a zip archive under another name",
            "\u0089PNG", "is a PNG picture",
            "%PDF", "is a PDF document",
            "PAR1", "is a Parquet file",
            "\u00ff\u00d8\u00ff", "is a JPEG picture",
            "\u00d0\u00cf\u0011\u00e0", "is an old Excel workbook");

    private ContentType() {}

    static boolean isGzip(byte[] head) {
        return startsWith(head, "\u001f\u008b");
    }

    static boolean isZip(byte[] head) {
        return startsWith(head, "PK\u0003\u0004") || startsWith(head, "PK\u0005\u0006");
    }

    /**
     * Refuses content that is no text.
     *
     * @return false if the stream is empty
     * @throws BadFileException if the content is a picture, a web page, an archive or the like
     */
    public static boolean hasData(BufferedInputStream plain) throws IOException {
        byte[] head = FileUnpacker.head(plain, ENOUGH);
        KINDS.forEach((magic, kind) -> {
            if (startsWith(head, magic)) {
                throw new BadFileException(kind);
            }
        });
        String text = new String(head, StandardCharsets.UTF_8)
                .replaceFirst("^\uFEFF", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype") || text.startsWith("<html")) {
            throw new BadFileException("is an HTML page; was the download redirected to a login?");
        }
        if (text.startsWith("<?xml") || text.startsWith("<error")) {
            throw new BadFileException("is XML; is it the answer to a failed request?");
        }
        return head.length > 0;
    }

    /** The encoding that a byte-order mark names, and {@code usual} without one. The mark is skipped. */
    public static Charset encoding(BufferedInputStream plain, String usual) throws IOException {
        byte[] head = FileUnpacker.head(plain, 3);
        if (startsWith(head, "\u00ef\u00bb\u00bf")) {
            plain.skipNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if (startsWith(head, "\u00ff\u00fe")) {
            plain.skipNBytes(2);
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(head, "\u00fe\u00ff")) {
            plain.skipNBytes(2);
            return StandardCharsets.UTF_16BE;
        }
        return Charset.forName(usual);
    }

    private static boolean startsWith(byte[] head, String magic) {
        if (head.length < magic.length()) {
            return false;
        }
        for (int at = 0; at < magic.length(); at++) {
            if ((head[at] & 0xFF) != magic.charAt(at)) {
                return false;
            }
        }
        return true;
    }
}
