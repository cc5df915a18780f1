package cx.warehouse.bench.duckdb;

import static cx.warehouse.contract.RecordFormat.Delimited.NONE;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Splits delimited text into records and cells, with quotes or with an escape character. */
final class CellReader {

    private static final int END = -1;

    private final Reader text;
    private final char delimiter;
    private final char quote;
    private final char escape;
    private int next;

    /** Reads {@code text}, which must be buffered; {@code quote} and {@code escape} may be none. */
    CellReader(Reader text, char delimiter, char quote, char escape) throws IOException {
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
        this.escape = escape;
        this.next = text.read();
        if (next == '\uFEFF') {
            next = text.read();
        }
    }

    /** The cells of the next record; null at the end. A line without any text is a record of one empty cell. */
    List<String> readRecord() throws IOException {
        if (next == END) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        while (true) {
            int character = take();
            if (isQuoted) {
                if (character == quote && next == quote) {
                    cell.append((char) take());
                } else if (character == quote || character == END) {
                    isQuoted = false;
                } else {
                    cell.append((char) character);
                }
            } else if (quote != NONE && character == quote && cell.isEmpty()) {
                isQuoted = true;
            } else if (escape != NONE && character == escape) {
                appendEscaped(cell);
            } else if (character == delimiter) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (character == '\n' || character == END) {
                cells.add(cell.toString());
                return cells;
            } else if (character != '\r') {
                cell.append((char) character);
            }
        }
    }

    /** An escape makes a delimiter, a line break or an escape part of the cell; before anything else it is text. */
    private void appendEscaped(StringBuilder cell) throws IOException {
        if (next == delimiter || next == '\n' || next == escape) {
            cell.append((char) take());
        } else {
            cell.append(escape);
        }
    }

    private int take() throws IOException {
        int taken = next;
        next = taken == END ? END : text.read();
        return taken;
    }
}
