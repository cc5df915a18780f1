package cx.warehouse.sample.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of UTF-8 text, for rows assembled from prepared pieces. */
public final class Utf8Buffer {
    private byte[] data = new byte[4096];
    private int size;

    public static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public Utf8Buffer put(byte[] piece) {
        reserve(piece.length);
        System.arraycopy(piece, 0, data, size, piece.length);
        size += piece.length;
        return this;
    }

    /** Appends text that must be ASCII only. */
    public Utf8Buffer put(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            data[size + i] = (byte) ascii.charAt(i);
        }
        size += length;
        return this;
    }

    public Utf8Buffer put(char ascii) {
        reserve(1);
        data[size++] = (byte) ascii;
        return this;
    }

    /** Appends a non-negative number in decimal digits. */
    public Utf8Buffer put(long number) {
        reserve(20);
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = size + digits - 1; i >= size; i--) {
            data[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /** Appends an amount in hundredths with two decimals: 1204 gives 12.04. */
    public Utf8Buffer putCents(long cents) {
        put(cents / 100).put('.');
        return put((char) ('0' + cents / 10 % 10)).put((char) ('0' + cents % 10));
    }

    /** Appends an amount in thousandths with three decimals. */
    public Utf8Buffer putThousandths(long thousandths) {
        put(thousandths / 1000).put('.');
        return put((char) ('0' + thousandths / 100 % 10))
                .put((char) ('0' + thousandths / 10 % 10))
                .put((char) ('0' + thousandths % 10));
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** A copy of the content from position {@code from}. */
    public byte[] copyFrom(int from) {
        return Arrays.copyOfRange(data, from, size);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(data, 0, size);
    }

    private void reserve(int more) {
        if (size + more > data.length) {
            data = Arrays.copyOf(data, Math.max(size + more, data.length * 2));
        }
    }
}
