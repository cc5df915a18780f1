package cx.warehouse.sample.files;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a delimited text and counts its rows. Fields are quoted when necessary, or always, depending on the style.
 */
public final class DelimitedWriter implements Closeable {

    /** A vendor's style of text: encoding, byte-order mark, delimiter, characters that force quotes, line end. */
    public enum Style {
        /**
         * Tab-separated UTF-16 with a mark; fields with a comma are quoted too, as in ad reports exported from a user
         * interface.
         */
        REPORT(StandardCharsets.UTF_16LE, true, '\t', "\t\",\r\n", "\r\n"),
        /** Tab-separated UTF-16 with a mark; fields are quoted only when they would break the row. */
        WIDE(StandardCharsets.UTF_16LE, true, '\t', "\t\"\r\n", "\r\n"),
        PLAIN(StandardCharsets.UTF_8, false, ',', ",\"\r\n", "\n"),
        MARKED(StandardCharsets.UTF_8, true, ',', ",\"\r\n", "\n"),
        /** Semicolons between fields, as in countries with a decimal comma. */
        CONTINENTAL(StandardCharsets.UTF_8, true, ';', ";\"\r\n", "\r\n"),
        /** Every field quoted, with a mark. */
        ENCLOSED(StandardCharsets.UTF_8, true, ',', null, "\r\n"),
        QUOTED(StandardCharsets.UTF_8, false, ',', null, "\n");

        private final Charset charset;
        private final boolean mark;
        private final char delimiter;
        private final String quoteAround;
        private final String lineEnd;

        Style(Charset charset, boolean mark, char delimiter, String quoteAround, String lineEnd) {
            this.charset = charset;
            this.mark = mark;
            this.delimiter = delimiter;
            this.quoteAround = quoteAround;
            this.lineEnd = lineEnd;
        }
    }

    private final Style style;
    private final Writer writer;
    private final SampleRowCounts counts = new SampleRowCounts();
    private String lastRow = "";

    public DelimitedWriter(OutputStream out, Style style) throws IOException {
        this.style = style;
        this.writer = new BufferedWriter(new OutputStreamWriter(out, style.charset), 1 << 16);
        if (style.mark) {
            writer.write('\uFEFF');
        }
        counts.addFile();
    }

    /** Writes a line above the header. */
    public void writePreamble(String line) throws IOException {
        writer.write(line + style.lineEnd);
    }

    public void writeHeader(List<String> names) throws IOException {
        writer.write(line(names));
    }

    public void writeRow(List<String> fields) throws IOException {
        lastRow = line(fields);
        writer.write(lastRow);
        counts.addGood(1);
    }

    /** Repeats the last row byte for byte. */
    public void repeatLastRow() throws IOException {
        writer.write(lastRow);
        counts.addDuplicates(1);
    }

    /** Writes a row that repeats an earlier one. */
    public void repeatRow(List<String> fields) throws IOException {
        writer.write(line(fields));
        counts.addDuplicates(1);
    }

    /** Writes a malformed row: {@code fields} with {@code value} at index {@code column}. */
    public void writeMalformed(MalformedReason reason, List<String> fields, int column, String value)
            throws IOException {
        List<String> broken = new ArrayList<>(fields);
        broken.set(column, value);
        writer.write(line(broken));
        counts.addMalformed(reason);
    }

    /** Writes a row without its last {@code missing} fields. */
    public void writeShortRow(List<String> fields, int missing) throws IOException {
        writer.write(line(fields.subList(0, fields.size() - missing)));
        counts.addMalformed(MalformedReason.COLUMN_COUNT);
    }

    /** Writes a row that the vendor marks as no data, such as a total. */
    public void writeFooter(List<String> fields) throws IOException {
        writer.write(line(fields));
        counts.addLeftOut();
    }

    public SampleRowCounts counts() {
        return counts;
    }

    /** Flushes the text but leaves the underlying stream open. */
    public void finish() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private String line(List<String> fields) {
        StringBuilder line = new StringBuilder(fields.size() * 12);
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                line.append(style.delimiter);
            }
            append(line, fields.get(i));
        }
        return line.append(style.lineEnd).toString();
    }

    private void append(StringBuilder line, String field) {
        if (style.quoteAround != null && field.chars().noneMatch(c -> style.quoteAround.indexOf(c) >= 0)) {
            line.append(field);
            return;
        }
        line.append('"');
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '"') {
                line.append('"');
            }
            line.append(c);
        }
        line.append('"');
    }
}
