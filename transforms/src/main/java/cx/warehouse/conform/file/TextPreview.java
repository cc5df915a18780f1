package cx.warehouse.conform.file;

import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.contract.Drop;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The beginning of a delivered file, or of an archive member, as text.
 *
 * @param text without byte-order mark
 * @param encoding the one its mark names; else UTF-8, or windows-1252 for bytes that are not UTF-8
 * @param isMarked true if it begins with a byte-order mark
 * @param isWhole false if there is more text
 */
public record TextPreview(String text, Charset encoding, boolean isMarked, boolean isWhole) {

    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** A further member is read only if at least this part of the limit, one sixteenth, is left. */
    private static final int FEWEST = 16;

    /**
     * Reads the beginning of a file, or of each selected member of an archive.
     *
     * @param name the file's name, which identifies archives
     * @param length of {@code bytes}
     * @param bytes the file; it is read to its end, because a checksum may be there
     * @param member selects members of an archive; null selects every CSV and JSON
     * @param most limit in bytes for all members together; once it is nearly used up, further members have no text
     * @throws BadFileException if it is no data or a broken archive
     * @throws UncheckedIOException if it cannot be read
     */
    public static List<TextPreview> of(String name, long length, InputStream bytes, Pattern member, int most) {
        List<TextPreview> texts = new ArrayList<>();
        LandedFile file = new LandedFile(name, "", LocalDate.EPOCH, length, "");
        int[] left = {most};
        try {
            FileUnpacker.unpack(file, new Drop(Pattern.compile(".*"), member), bytes, (found, plain) -> {
                TextPreview text = text(plain, left[0] < most / FEWEST ? 0 : left[0]);
                left[0] -= text.text().length();
                texts.add(text);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static TextPreview text(InputStream plain, int most) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(plain, 1 << 16);
        if (!ContentType.hasData(buffered)) {
            return new TextPreview("", StandardCharsets.UTF_8, false, true);
        }
        if (most == 0) {
            return new TextPreview("", StandardCharsets.UTF_8, false, false);
        }
        byte[] head = FileUnpacker.head(buffered, 3);
        Charset encoding = ContentType.encoding(buffered, StandardCharsets.UTF_8.name());
        boolean isMarked = !Arrays.equals(head, FileUnpacker.head(buffered, 3));
        byte[] read = buffered.readNBytes(most);
        boolean isWhole = buffered.read() < 0;
        String text = decode(read, encoding, isWhole);
        if (text == null && !isMarked) {
            encoding = WESTERN;
        }
        return new TextPreview(text == null ? new String(read, encoding) : text, encoding, isMarked, isWhole);
    }

    /** Decodes bytes; null if they are not valid in the encoding. A character cut at the end is ignored. */
    private static String decode(byte[] bytes, Charset encoding, boolean isWhole) {
        CharsetDecoder decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, isWhole);
        return result.isError() ? null : text.flip().toString();
    }
}
