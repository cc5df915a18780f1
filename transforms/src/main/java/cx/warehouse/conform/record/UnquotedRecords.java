package cx.warehouse.conform.record;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.FileCounts;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceContract;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Finds the records of delimited text in which quotes are ordinary characters. */
public final class UnquotedRecords {
    private static final int FARTHEST = 200;

    private final RecordFormat.Delimited format;
    private final RecordCells cells;
    private final UnquotedScanner scanner;
    private HeaderColumns header;
    private boolean isAnyWhole;

    private UnquotedRecords(RecordFormat.Delimited format, InputSlots inputs, Reader text) {
        this.format = format;
        this.cells = new RecordCells(inputs.size());
        this.scanner = new UnquotedScanner(text, format.delimiters().charAt(0), format.escape());
    }

    /**
     * Passes every record of {@code text} to {@code records}.
     *
     * @param names column names if the file has no header; else empty
     * @throws BadFileException also if {@code names} are given and no record has as many cells, because the file is
     *     then another export
     */
    public static void read(
            SourceContract contract,
            RecordFormat.Delimited format,
            List<String> names,
            InputSlots inputs,
            Reader text,
            RecordSink records,
            FileCounts tally) {
        UnquotedRecords plain = new UnquotedRecords(format, inputs, text);
        plain.header = HeaderColumns.of(names.isEmpty() ? plain.readNames() : names, contract, inputs, tally);
        int headerRows = names.isEmpty() ? format.header().rows() - 1 : 0;
        String foreign = null;
        while (plain.scanner.next()) {
            if (headerRows-- <= 0) {
                plain.passRecord(records);
                if (foreign == null && !plain.isAnyWhole) {
                    foreign = plain.foreignMessage();
                }
            }
        }
        if (!names.isEmpty() && foreign != null && !plain.isAnyWhole) {
            throw new BadFileException(foreign);
        }
    }

    /** Message about a file in which no record fits the columns, made from the current record. */
    private String foreignMessage() {
        return scanner.raw().indexOf('\r') >= 0
                ? "has lines that end in a carriage return alone; they must end in a line feed"
                : "has no row of " + header.size() + " cells, one per column; its first has " + scanner.count()
                        + "; is it another export, or the answer to a failed request?";
    }

    private List<String> readNames() {
        while (scanner.next() && scanner.line() <= FARTHEST) {
            if (isHeader()) {
                return allCells(scanner);
            }
        }
        throw new BadFileException("has no header");
    }

    private boolean isHeader() {
        RecordFormat.Header wanted = format.header();
        if (wanted.line() > 0) {
            return scanner.line() >= wanted.line();
        }
        return HeaderColumns.isHeaderLine(scanner.raw(), wanted);
    }

    private void passRecord(RecordSink records) {
        cells.clear();
        header.copyHeaderTexts(cells);
        cells.first = scanner.cell(0);
        isAnyWhole |= scanner.count() == header.size();
        for (int place = 0; place < Math.min(scanner.count(), header.size()); place++) {
            copyCell(place);
        }
        records.acceptDelimited(scanner.line(), cells, scanner.count(), header.size(), scanner::raw);
    }

    private void copyCell(int place) {
        int[] slots = header.slots(place);
        if (scanner.isEmpty(place) || (slots.length == 0 && !header.isExtra(place))) {
            return;
        }
        String text = scanner.cell(place);
        for (int slot : slots) {
            cells.text[slot] = text;
        }
        if (slots.length == 0) {
            cells.addExtra(header.name(place), text);
        }
    }

    /** All cells of the record. */
    static List<String> allCells(UnquotedScanner scanner) {
        List<String> row = new ArrayList<>();
        for (int place = 0; place < scanner.count(); place++) {
            row.add(scanner.cell(place));
        }
        return row;
    }
}
