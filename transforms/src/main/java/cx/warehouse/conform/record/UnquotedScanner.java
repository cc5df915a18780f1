package cx.warehouse.conform.record;

import cx.warehouse.conform.delivery.BadFileException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Scans text in which quotes are ordinary characters. A delimiter ends a cell and a line break ends a record, unless an
 * escape character precedes it.
 */
final class UnquotedScanner {
    private static final int LONGEST = 1 << 23;

    private final Reader in;
    private final char delimiter;
    private final char escape;
    private char[] memory = new char[1 << 16];
    private int end;
    private int start;
    private int stop;
    private int next;
    private int[] delimiters = new int[256];
    private int count;
    private long line;
    private long nextLine = 1;
    private boolean isAtEnd;

    /** @param escape {@code 0} for none */
    UnquotedScanner(Reader in, char delimiter, char escape) {
        this.in = in;
        this.delimiter = delimiter;
        this.escape = escape;
    }

    /** Moves to the next record that is not empty; false if there is none. */
    boolean next() {
        do {
            forget();
            if (next == end && !fill()) {
                return false;
            }
            scan();
        } while (stop == start);
        return true;
    }

    /** The line where the record starts, from 1. */
    long line() {
        return line;
    }

    /** Number of cells of the record. */
    int count() {
        return count + 1;
    }

    /** The cell at that position, with its escapes resolved. */
    String cell(int place) {
        int from = place == 0 ? start : delimiters[place - 1] + 1;
        int to = place == count ? stop : delimiters[place];
        StringBuilder meant = null;
        int copied = from;
        for (int at = from; escape != 0 && at < to - 1; at++) {
            if (memory[at] == escape && isEscapable(memory[at + 1])) {
                meant = meant == null ? new StringBuilder(to - from) : meant;
                meant.append(memory, copied, at - copied);
                copied = ++at;
            }
        }
        return meant == null
                ? new String(memory, from, to - from)
                : meant.append(memory, copied, to - copied).toString();
    }

    /** Whether the cell at that position is empty. */
    boolean isEmpty(int place) {
        return (place == 0 ? start : delimiters[place - 1] + 1) == (place == count ? stop : delimiters[place]);
    }

    /** Text of the record as in the file, cut at the greatest length that is kept. */
    String raw() {
        return new String(memory, start, Math.min(stop - start, DelimitedRecords.MOST_RAW_TEXT));
    }

    private void scan() {
        line = nextLine;
        count = 0;
        int at = next;
        while ((at = special(at)) < end || fill()) {
            char character = memory[at];
            if (character == escape && escape != 0 && isThere(at + 1) && isEscapable(memory[at + 1])) {
                boolean isPair = memory[at + 1] == '\r' && isThere(at + 2) && memory[at + 2] == '\n';
                nextLine += memory[at + 1] == '\n' || isPair ? 1 : 0;
                at += isPair ? 3 : 2;
                continue;
            }
            if (character == '\n') {
                break;
            }
            if (character == delimiter) {
                delimiters = count == delimiters.length ? Arrays.copyOf(delimiters, count * 2) : delimiters;
                delimiters[count++] = at;
            }
            at++;
        }
        boolean isReturn = at > start && memory[at - 1] == '\r';
        stop = isReturn ? at - 1 : at;
        next = Math.min(at + 1, end);
        nextLine++;
    }

    /** Position of the next delimiter, line break or escape; the end of the buffered text if there is none. */
    private int special(int from) {
        char[] text = memory;
        int most = end;
        char ending = delimiter;
        char escaping = escape;
        int at = from;
        while (at < most && text[at] != ending && text[at] != '\n' && text[at] != escaping) {
            at++;
        }
        return at;
    }

    private boolean isEscapable(char character) {
        return character == delimiter || character == '\n' || character == '\r' || character == escape;
    }

    private boolean isThere(int at) {
        return at < end || fill();
    }

    private boolean fill() {
        if (isAtEnd) {
            return false;
        }
        if (end - start > LONGEST) {
            throw new BadFileException(
                    "has a record from line " + line + " on that has more than 8 million characters");
        }
        if (end == memory.length) {
            memory = Arrays.copyOf(memory, memory.length * 2);
        }
        try {
            int read = in.read(memory, end, memory.length - end);
            isAtEnd = read < 0;
            end += Math.max(read, 0);
            return !isAtEnd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Drops the text before the next record. */
    private void forget() {
        if (next > memory.length / 2) {
            System.arraycopy(memory, next, memory, 0, end - next);
            end -= next;
            next = 0;
        }
        start = next;
    }
}
