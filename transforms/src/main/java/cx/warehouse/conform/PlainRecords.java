package cx.warehouse.conform;

import cx.warehouse.contract.Format;
import cx.warehouse.contract.SourceContract;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Finds the records of delimited text whose quotes are data. */
final class PlainRecords {
    private static final int FARTHEST = 200;

    private final Format.Delimited format;
    private final Cells cells;
    private final PlainScanner scanner;
    private Header header;
    private boolean isAnyWhole;

    private PlainRecords(Format.Delimited format, Inputs inputs, Reader text) {
        this.format = format;
        this.cells = new Cells(inputs.size());
        this.scanner = new PlainScanner(text, format.delimiters().charAt(0), format.escape());
    }

    /**
     * Hands every record of {@code text} to {@code records}.
     *
     * @param names of the columns, where they do not stand in the file; else empty
     * @throws BadFile also when names do not stand in the file, and none of its records has as many cells: it is another's
     */
    static void read(
            SourceContract contract,
            Format.Delimited format,
            List<String> names,
            Inputs inputs,
            Reader text,
            Records records,
            Tally tally) {
        PlainRecords plain = new PlainRecords(format, inputs, text);
        plain.header = Header.of(names.isEmpty() ? plain.names() : names, contract, inputs, tally);
        int headerRows = names.isEmpty() ? format.header().rows() - 1 : 0;
        String foreign = null;
        while (plain.scanner.next()) {
            if (headerRows-- <= 0) {
                plain.record(records);
                if (foreign == null && !plain.isAnyWhole) {
                    foreign = plain.foreign();
                }
            }
        }
        if (!names.isEmpty() && foreign != null && !plain.isAnyWhole) {
            throw new BadFile(foreign);
        }
    }

    /** What is wrong with a file whose records are all like this one. */
    private String foreign() {
        return scanner.raw().indexOf('\r') >= 0
                ? "has lines that end in a carriage return alone; they must end in a line feed"
                : "has no row of " + header.size() + " cells, as many as its columns are, and its first has "
                        + scanner.count() + "; is it another export, or the answer to a failed request?";
    }

    private List<String> names() {
        while (scanner.next() && scanner.line() <= FARTHEST) {
            if (isHeader()) {
                return row(scanner);
            }
        }
        throw new BadFile("has no header");
    }

    private boolean isHeader() {
        Format.Header wanted = format.header();
        if (wanted.line() > 0) {
            return scanner.line() >= wanted.line();
        }
        return Header.isMeant(scanner.raw(), wanted);
    }

    private void record(Records records) {
        cells.clear();
        header.tell(cells);
        cells.first = scanner.cell(0);
        isAnyWhole |= scanner.count() == header.size();
        for (int place = 0; place < Math.min(scanner.count(), header.size()); place++) {
            cell(place);
        }
        records.counted(scanner.line(), cells, scanner.count(), header.size(), scanner::raw);
    }

    private void cell(int place) {
        int[] slots = header.slots(place);
        if (scanner.isEmpty(place) || (slots.length == 0 && !header.isExtra(place))) {
            return;
        }
        String text = scanner.cell(place);
        for (int slot : slots) {
            cells.text[slot] = text;
        }
        if (slots.length == 0) {
            cells.keep(header.name(place), text);
        }
    }

    /** All cells of the record. */
    static List<String> row(PlainScanner scanner) {
        List<String> row = new ArrayList<>();
        for (int place = 0; place < scanner.count(); place++) {
            row.add(scanner.cell(place));
        }
        return row;
    }
}
