package cx.warehouse.conform.record;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;

/** Copies the cells of a record from the tokenizer directly into the slots of the contract. */
final class CsvCellHandler extends AbstractBaseCsvCallbackHandler<Boolean> {
    /** Number of characters of a first cell that rules for whole lines see. */
    private static final int MOST_OF_FIRST = 200;

    private final RecordCells cells;
    private final List<String> names = new ArrayList<>();
    private HeaderColumns header;
    private long before;
    private long line;
    private int count;

    CsvCellHandler(int inputs) {
        this.cells = new RecordCells(inputs);
    }

    /** Sets the line of the file that is the tokenizer's line 1. */
    void startAt(long fileLine) {
        before = fileLine - 1;
    }

    void header(HeaderColumns found) {
        header = found;
    }

    /** The header; null until it has been read. */
    HeaderColumns header() {
        return header;
    }

    /** The cells of the header. */
    List<String> names() {
        return names;
    }

    RecordCells cells() {
        return cells;
    }

    /** The line of the file where the record starts. */
    long line() {
        return line;
    }

    /** Number of cells of the record. */
    int count() {
        return count;
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = before + startingLine;
        count = 0;
        cells.clear();
        if (header != null) {
            header.copyHeaderTexts(cells);
        }
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
        count = index + 1;
        if (index == 0 && header != null) {
            cells.first = new String(buffer, offset, Math.min(length, MOST_OF_FIRST));
        }
        if (header == null) {
            names.add(new String(buffer, offset, length));
        } else if (index < header.size() && length > 0) {
            int[] slots = header.slots(index);
            if (slots.length > 0) {
                String text = new String(buffer, offset, length);
                for (int slot : slots) {
                    cells.text[slot] = text;
                }
            } else if (header.isExtra(index)) {
                cells.addExtra(header.name(index), new String(buffer, offset, length));
            }
        }
    }

    @Override
    protected Boolean buildRecord() {
        return getRecordType() == RecordType.DATA;
    }
}
