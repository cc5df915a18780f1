package cx.warehouse.conform.file;

import cx.warehouse.conform.delivery.BadFileException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Remembers the text read since a line, so that raw text can be shown and reading can resume there. */
public final class RewindableReader extends Reader {
    private static final int CHUNK = 1 << 14;
    private static final int FORGET = 1 << 18;
    private static final int LONGEST = 1 << 24;

    private final Reader in;
    private char[] memory = new char[CHUNK * 2];
    private int end;
    private int next;
    private long markLine = 1;
    private int mark;
    private boolean isAtEnd;

    public RewindableReader(Reader in) {
        super(in);
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) {
        if (next == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(memory, next, target, offset, count);
        next += count;
        return count;
    }

    /** Reads another chunk into memory; false at the end. */
    public boolean fill() {
        if (isAtEnd) {
            return false;
        }
        if (memory.length - end < CHUNK) {
            memory = Arrays.copyOf(memory, memory.length * 2);
        }
        try {
            int count = in.read(memory, end, CHUNK);
            isAtEnd = count < 0;
            end += Math.max(count, 0);
            return !isAtEnd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the reader back to the start of a line. */
    public void rewind(long line) {
        next = startOf(line);
    }

    /** Allows the reader to drop all text before the line. */
    public void forgetBefore(long line) {
        if (next - mark > FORGET) {
            startOf(line);
            System.arraycopy(memory, mark, memory, 0, end - mark);
            next -= mark;
            end -= mark;
            mark = 0;
        }
    }

    /**
     * Position in memory where the line starts; the end of memory if the text has fewer lines. Lines must be asked for
     * in ascending order.
     */
    public int startOf(long line) {
        while (markLine < line) {
            int stop = lineEnd(mark);
            if (stop == end) {
                return end;
            }
            mark = stop + (isPair(stop) ? 2 : 1);
            markLine++;
        }
        return mark;
    }

    /** One line without its line end; null if the text has fewer lines. */
    public String line(long line) {
        int start = startOf(line);
        return markLine < line || (start == end && !fill()) ? null : text(start, lineEnd(start));
    }

    /** Position where the line that contains {@code from} ends, before its line end. */
    private int lineEnd(int from) {
        int at = from;
        do {
            char[] text = memory;
            int most = end;
            while (at < most && text[at] != '\n' && text[at] != '\r') {
                at++;
            }
            if (at - from > LONGEST) {
                throw new BadFileException("has a line of more than 16 million characters, which cannot be a row");
            }
        } while (at == end && fill());
        return at;
    }

    /** Whether a carriage return and a line feed are at this position. */
    public boolean isPair(int at) {
        return memory[at] == '\r' && (at + 1 < end || fill()) && memory[at + 1] == '\n';
    }

    /** Length of the text in memory. */
    public int end() {
        return end;
    }

    public char at(int index) {
        return memory[index];
    }

    public String text(int from, int to) {
        return new String(memory, from, to - from);
    }

    /** Does not close the underlying text; its opener closes it. */
    @Override
    public void close() {}
}
