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
import java.util.function.Function;

/** Finds the records of delimited text. A record with broken quotes is rejected alone; the file is still read. */
public final class DelimitedRecords {
    /** Greatest length of a record's text that is kept. */
    static final int MOST_RAW_TEXT = 1 << 16;

    private static final int LONGEST = 1 << 23;

    private final RecordFormat.Delimited format;
    private final List<String> names;
    private final Function<List<String>, HeaderColumns> headers;
    private final RecordSink records;
    private final RewindableReader memory;
    private final CsvCellHandler handler;
    private char delimiter;

    private DelimitedRecords(
            RecordFormat.Delimited format,
            List<String> names,
            Function<List<String>, HeaderColumns> headers,
            int slots,
            Reader text,
            RecordSink records) {
        this.format = format;
        this.names = names;
        this.headers = headers;
        this.records = records;
        this.memory = new RewindableReader(text);
        this.handler = new CsvCellHandler(slots);
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
        Function<List<String>, HeaderColumns> headers = found -> HeaderColumns.of(found, contract, inputs, tally);
        new DelimitedRecords(format, names, headers, inputs.size(), text, records).read();
    }

    /**
     * Passes every record of a text without a contract. The cells of a record are in the order of {@code columns}.
     *
     * @param columns the names that the header must have, in any order
     */
    public static void read(RecordFormat.Delimited format, List<String> columns, Reader text, RecordSink records) {
        Function<List<String>, HeaderColumns> headers = found -> HeaderColumns.ofAll(found, columns);
        new DelimitedRecords(format, List.of(), headers, columns.size(), text, records).read();
    }

    /** The cells of the header, without blanks around them; the rows below it are not read. */
    public static List<String> names(RecordFormat.Delimited format, Reader text) {
        return new DelimitedRecords(format, List.of(), null, 0, text, null).readNames();
    }

    private List<String> readNames() {
        long line = HeaderColumns.headerLine(memory, format.header());
        delimiter = HeaderColumns.delimiter(memory.line(line), format);
        memory.rewind(line);
        try {
            reader().iterator().next();
        } catch (CsvParseException e) {
            throw brokenHeader();
        }
        return handler.names().stream().map(String::strip).toList();
    }

    private void read() {
        long line = names.isEmpty() ? HeaderColumns.headerLine(memory, format.header()) : 1;
        int headerRows = names.isEmpty() ? format.header().rows() : 0;
        if (!names.isEmpty()) {
            handler.header(headers.apply(names));
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
                        handler.header(headers.apply(handler.names()));
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
            throw brokenHeader();
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

    private static BadFileException brokenHeader() {
        return new BadFileException("has a header with broken quotes");
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
