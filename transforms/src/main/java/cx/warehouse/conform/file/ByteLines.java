package cx.warehouse.conform.file;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the lines of a stream as ranges of a byte buffer, without copying them. A line above the limit is cut there.
 */
public final class ByteLines {
    private static final int LONGEST = 1 << 24;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long BREAKS = '\n' * ONES;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int end;
    private int start;
    private int stop;
    private int after;
    private long number;
    private boolean isAtEnd;
    private boolean isCut;

    public ByteLines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; false at the end. */
    public boolean next() throws IOException {
        start = after;
        isCut = false;
        int at = start;
        while (true) {
            at = newline(at);
            if (at < end) {
                after = at + 1;
                break;
            }
            if (at - start >= LONGEST) {
                isCut = true;
                end = start + LONGEST;
                at = end;
            }
            int before = start;
            boolean isMore = fill();
            at -= before - start;
            if (!isMore) {
                after = end;
                break;
            }
        }
        if (start == end && isAtEnd) {
            return false;
        }
        number++;
        stop = at > start && buffer[at - 1] == '\r' ? at - 1 : at;
        return true;
    }

    /** Position of the next line break, found eight bytes at a time; the end of the buffered bytes if there is none. */
    private int newline(int from) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long others = (long) WORDS.get(buffer, at) ^ BREAKS;
            long found = (others - ONES) & ~others & HIGHS;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean fill() throws IOException {
        if (isAtEnd) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, end, buffer.length - end);
        isAtEnd = count < 0;
        end += Math.max(count, 0);
        return !isAtEnd;
    }

    /** Number of the line, from 1. */
    public long number() {
        return number;
    }

    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    /** Length of the line in bytes, without its line end. */
    public int length() {
        return stop - start;
    }

    /** Whether the line was longer than a record may be. */
    public boolean isCut() {
        return isCut;
    }

    public boolean isBlank() {
        return first() < 0;
    }

    /** The first byte that is no blank; -1 if there is none. */
    public int first() {
        for (int at = start; at < stop; at++) {
            if (buffer[at] != ' ' && buffer[at] != '\t') {
                return buffer[at] & 0xFF;
            }
        }
        return -1;
    }

    /** The line as text, cut at {@code most} bytes. */
    public String text(int most) {
        return new String(buffer, start, Math.min(length(), most), StandardCharsets.UTF_8);
    }
}
