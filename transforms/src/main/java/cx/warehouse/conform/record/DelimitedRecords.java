package cx.warehouse.conform.record;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.FileCounts;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.conform.file.RewindableReader;
import cx.warehouse.conform.record.QuoteScan.RecordEnd;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceContract;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import java.util.List;

/** Finds the records of delimited text. A record with broken quotes is rejected alone; the file is still read. */
public final class DelimitedRecords {
    /** Greatest length of a record's text that is kept. */
    static final int MOST_RAW_TEXT = 1 << 16;

    private static final int LONGEST = 1 << 23;

    private final SourceContract contract;
    private final RecordFormat.Delimited format;
    private final List<String> names;
    private final InputSlots inputs;
    private final FileCounts tally;
    private final RecordSink records;
    private final RewindableReader memory;
    private final CsvCellHandler handler;
    private char delimiter;

    private DelimitedRecords(
            SourceContract contract,
            RecordFormat.Delimited format,
            List<String> names,
            InputSlots inputs,
            Reader text,
            RecordSink records,
            FileCounts tally) {
        this.contract = contract;
        this.format = format;
        this.names = names;
        this.inputs = inputs;
        this.tally = tally;
        this.records = records;
        this.memory = new RewindableReader(text);
        this.handler = new CsvCellHandler(inputs.size());
    }

    /**
     * Passes every record of {@code text} to {@code records}.
     *
     * @param names column names if the file has no header; else empty
     */
    public static void read(
            SourceContract contract,
            RecordFormat.Delimited format,
            List<String> names,
            InputSlots inputs,
            Reader text,
            RecordSink records,
            FileCounts tally) {
        new DelimitedRecords(contract, format, names, inputs, text, records, tally).read();
    }

    private void read() {
        long line = names.isEmpty() ? HeaderColumns.headerLine(memory, format.header()) : 1;
        int headerRows = names.isEmpty() ? format.header().rows() : 0;
        if (!names.isEmpty()) {
            handler.header(HeaderColumns.of(names, contract, inputs, tally));
        }
        delimiter = names.isEmpty()
                ? HeaderColumns.delimiter(memory.line(line), format)
                : format.delimiters().charAt(0);
        while (line > 0) {
            memory.rewind(line);
            handler.startAt(line);
            try {
                for (Boolean isData : reader()) {
                    if (handler.header() == null) {
                        handler.header(HeaderColumns.of(handler.names(), contract, inputs, tally));
                        headerRows--;
                    } else if (headerRows > 0) {
                        headerRows--;
                    } else if (isData) {
                        passRecord();
                    }
                    memory.forgetBefore(handler.line());
                }
                line = 0;
            } catch (CsvParseException e) {
                line = skipBrokenRecord(handler.line());
            }
        }
        if (handler.header() == null) {
            throw new BadFileException("has no header");
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

    private void passRecord() {
        long line = handler.line();
        records.acceptDelimited(
                line, handler.cells(), handler.count(), handler.header().size(), () -> raw(line));
    }

    /**
     * Rejects a record with broken quotes.
     *
     * @return the line where reading resumes; 0 if the file ends
     * @throws BadFileException if the broken quotes may hide whole rows
     */
    private long skipBrokenRecord(long line) {
        if (handler.header() == null) {
            throw new BadFileException("has a header with broken quotes");
        }
        QuoteScan scan = scan(line);
        if (scan.end() == RecordEnd.COMPLETE || scan.stop() - memory.startOf(line) >= LONGEST) {
            throw new BadFileException(
                    "has a record from line " + line + " on that has more than 8 million characters");
        }
        String raw = raw(line);
        boolean isOpen = scan.end() == RecordEnd.OPEN;
        long last = line + scan.breaks();
        for (long swallowed = line + 1; swallowed <= last; swallowed++) {
            if (isWholeRow(swallowed)) {
                throw new BadFileException("has a quote opened in line " + line + " that swallows the rows after it");
            }
        }
        String fault = isOpen ? "a quote is opened and never closed" : "text follows a closing quote";
        records.acceptBroken(line, ReasonCode.COLUMN_COUNT, fault, () -> raw);
        return isOpen ? 0 : last + 1;
    }

    /** Whether a row with all its cells starts at that line. */
    private boolean isWholeRow(long start) {
        int wanted = handler.header().size();
        if (wanted < 2) {
            return false;
        }
        int from = memory.startOf(start);
        QuoteScan scan = QuoteScan.of(memory, from, delimiter, format.quote(), MOST_RAW_TEXT);
        if (scan.end() != RecordEnd.COMPLETE) {
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
        int start = memory.startOf(line);
        return memory.text(start, Math.min(scan.stop(), start + MOST_RAW_TEXT)).stripTrailing();
    }

    private QuoteScan scan(long line) {
        return QuoteScan.of(memory, memory.startOf(line), delimiter, format.quote(), LONGEST);
    }
}
