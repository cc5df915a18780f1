package cx.warehouse.conform.file;

import cx.warehouse.conform.delivery.BadFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Remembers the bytes read since a position, so that the raw text of a record can be shown. */
public final class RecordingStream extends FilterInputStream {
    private static final int FORGET = 1 << 18;
    private static final int LONGEST = 1 << 24;

    private byte[] memory = new byte[1 << 16];
    private long first;
    private int length;

    public RecordingStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        int count = in.read(target, offset, most);
        if (count > 0) {
            if (length > LONGEST) {
                throw new BadFileException(
                        "has a record, or another member of the document, of more than " + (LONGEST >> 20) + " MiB");
            }
            if (length + count > memory.length) {
                memory = Arrays.copyOf(memory, Math.max(memory.length * 2, length + count));
            }
            System.arraycopy(target, offset, memory, length, count);
            length += count;
        }
        return count;
    }

    /** Allows the stream to drop all bytes before the offset. */
    public void forgetBefore(long offset) {
        int gone = (int) (offset - first);
        if (gone > FORGET && gone <= length) {
            System.arraycopy(memory, gone, memory, 0, length - gone);
            length -= gone;
            first = offset;
        }
    }

    /** Bytes between two offsets as text, as far as they are remembered. */
    public String text(long from, long to) {
        int start = (int) Math.max(0, Math.min(from - first, length));
        int stop = (int) Math.max(start, Math.min(to - first, length));
        return new String(memory, start, stop - start, StandardCharsets.UTF_8);
    }
}
