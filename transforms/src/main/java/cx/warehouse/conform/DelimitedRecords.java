package cx.warehouse.conform;

import cx.warehouse.conform.QuoteScan.Verdict;
import cx.warehouse.conform.Reject.Code;
import cx.warehouse.contract.Format;
import cx.warehouse.contract.SourceContract;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import java.util.List;

/** Finds the records of delimited text; a record with broken quotes costs that record, not the file. */
final class DelimitedRecords {
    /** The most of a record's text that is kept. */
    static final int RAW = 1 << 16;

    private static final int LONGEST = 1 << 23;

    private final SourceContract contract;
    private final Format.Delimited format;
    private final List<String> names;
    private final Inputs inputs;
    private final Tally tally;
    private final Records records;
    private final LineMemory memory;
    private final DelimitedHandler handler;
    private char delimiter;

    private DelimitedRecords(
            SourceContract contract,
            Format.Delimited format,
            List<String> names,
            Inputs inputs,
            Reader text,
            Records records,
            Tally tally) {
        this.contract = contract;
        this.format = format;
        this.names = names;
        this.inputs = inputs;
        this.tally = tally;
        this.records = records;
        this.memory = new LineMemory(text);
        this.handler = new DelimitedHandler(inputs.size());
    }

    /**
     * Hands every record of {@code text} to {@code records}.
     *
     * @param names of the columns, where they do not stand in the file; else empty
     */
    static void read(
            SourceContract contract,
            Format.Delimited format,
            List<String> names,
            Inputs inputs,
            Reader text,
            Records records,
            Tally tally) {
        new DelimitedRecords(contract, format, names, inputs, text, records, tally).read();
    }

    private void read() {
        long line = names.isEmpty() ? Header.line(memory, format.header()) : 1;
        int headerRows = names.isEmpty() ? format.header().rows() : 0;
        if (!names.isEmpty()) {
            handler.header(Header.of(names, contract, inputs, tally));
        }
        delimiter = names.isEmpty()
                ? Header.delimiter(memory.line(line), format)
                : format.delimiters().charAt(0);
        while (line > 0) {
            memory.rewind(line);
            handler.startAt(line);
            try {
                for (Boolean isData : reader()) {
                    if (handler.header() == null) {
                        handler.header(Header.of(handler.names(), contract, inputs, tally));
                        headerRows--;
                    } else if (headerRows > 0) {
                        headerRows--;
                    } else if (isData) {
                        record();
                    }
                    memory.forgetBefore(handler.line());
                }
                line = 0;
            } catch (CsvParseException e) {
                line = mend(handler.line());
            }
        }
        if (handler.header() == null) {
            throw new BadFile("has no header");
        }
    }

    private CsvReader<Boolean> reader() {
        CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(format.quote())
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(LONGEST);
        return builder.build(handler, memory);
    }

    private void record() {
        long line = handler.line();
        records.counted(line, handler.cells(), handler.count(), handler.header().size(), () -> raw(line));
    }

    /** Deals with a record whose quotes are broken; the line at which to go on, 0 for none. */
    private long mend(long line) {
        if (handler.header() == null) {
            throw new BadFile("has a header with broken quotes");
        }
        QuoteScan scan = scan(line);
        if (scan.verdict() == Verdict.COMPLETE || scan.stop() - memory.start(line) >= LONGEST) {
            throw new BadFile("has a record from line " + line + " on that is too long to be meant");
        }
        String raw = raw(line);
        boolean isOpen = scan.verdict() == Verdict.OPEN;
        long last = line + scan.breaks();
        for (long swallowed = line + 1; swallowed <= last; swallowed++) {
            if (isWhole(swallowed)) {
                throw new BadFile("has a quote opened in line " + line + " that swallows the rows after it");
            }
        }
        String fault = isOpen ? "a quote is opened and never closed" : "text follows a closing quote";
        records.broken(line, Code.COLUMN_COUNT, fault, () -> raw);
        return isOpen ? 0 : last + 1;
    }

    /** True when from that line on stands a row with all its cells. */
    private boolean isWhole(long start) {
        int wanted = handler.header().size();
        if (wanted < 2) {
            return false;
        }
        int from = memory.start(start);
        QuoteScan scan = QuoteScan.of(memory, from, delimiter, format.quote(), RAW);
        if (scan.verdict() != Verdict.COMPLETE) {
            return false;
        }
        String line = memory.text(from, scan.stop());
        int delimiters = 0;
        boolean isQuoted = false;
        for (int at = 0; at < line.length(); at++) {
            isQuoted ^= line.charAt(at) == format.quote();
            delimiters += !isQuoted && line.charAt(at) == delimiter ? 1 : 0;
        }
        return delimiters + 1 == wanted && !isQuoted;
    }

    private String raw(long line) {
        QuoteScan scan = scan(line);
        int start = memory.start(line);
        return memory.text(start, Math.min(scan.stop(), start + RAW)).stripTrailing();
    }

    private QuoteScan scan(long line) {
        return QuoteScan.of(memory, memory.start(line), delimiter, format.quote(), LONGEST);
    }
}
