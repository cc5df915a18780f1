package cx.warehouse.conform;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.conform.delivery.UnpairedSurrogates;
import cx.warehouse.conform.file.ContentType;
import cx.warehouse.conform.record.DelimitedRecords;
import cx.warehouse.conform.record.RecordCells;
import cx.warehouse.conform.record.RecordSink;
import cx.warehouse.conform.type.SparkRows;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads CSV files with a header and without a contract: every cell is text. A record that does not fit, and a file that
 * cannot be read, become a row with its fault.
 */
public final class CsvTextReader implements Serializable {

    /** The file of a row. */
    public static final String FILE = "csv file";

    /** The line where a row starts, from 1; null for a fault of the whole file. */
    public static final String LINE = "csv line";

    /** The reason why a record is no row; null for a good row. */
    public static final String FAULT = "csv fault";

    private static final long serialVersionUID = 1;
    private static final String EMPTY = "is empty: it has no header";

    private final CsvFormat format;
    private final List<String> columns;

    /** @param columns the names of the columns, in the order that rows have */
    public CsvTextReader(CsvFormat format, List<String> columns) {
        this.format = format;
        this.columns = List.copyOf(columns);
    }

    /**
     * Reads the names of a file's columns; columns without a name are left out.
     *
     * @throws BadFileException if the file cannot be read, or has no header
     */
    public static List<String> columns(CsvFormat format, CsvOpener file) {
        try (BufferedInputStream plain = new BufferedInputStream(file.open())) {
            if (!ContentType.hasData(plain)) {
                throw new BadFileException(EMPTY);
            }
            List<String> names = DelimitedRecords.names(format.layout(), decode(plain, format));
            return names.stream().filter(name -> !name.isEmpty()).toList();
        } catch (UncheckedIOException | IOException e) {
            throw unreadable(e);
        }
    }

    private static BadFileException unreadable(Exception e) {
        return new BadFileException(
                "cannot be read: " + (e.getMessage() == null ? "it ends too early" : e.getMessage()));
    }

    /** The columns of the rows: the cells as text, then file, line and fault. */
    public StructType schema() {
        StructType schema = new StructType();
        for (String column : columns) {
            schema = schema.add(column, DataTypes.StringType);
        }
        return schema.add(FILE, DataTypes.StringType)
                .add(LINE, DataTypes.LongType)
                .add(FAULT, DataTypes.StringType);
    }

    /** Opens the plain bytes of a file. */
    @FunctionalInterface
    public interface CsvOpener {
        InputStream open() throws IOException;
    }

    /**
     * Reads one file to its end.
     *
     * @param name the file, for messages
     * @param rows receives every record, in order
     */
    public void read(String name, CsvOpener file, Consumer<InternalRow> rows) {
        TextRows records = new TextRows(name, rows);
        try (BufferedInputStream plain = new BufferedInputStream(file.open(), 1 << 16)) {
            if (ContentType.hasData(plain)) {
                DelimitedRecords.read(format.layout(), columns, decode(plain, format), records);
            } else {
                records.refuseFile(EMPTY);
            }
        } catch (BadFileException e) {
            records.refuseFile(e.getMessage());
        } catch (UncheckedIOException | IOException e) {
            records.refuseFile(unreadable(e).getMessage());
        }
    }

    /** Makes a frame of rows that this reader passed on. */
    public Dataset<Row> frame(SparkSession spark, JavaRDD<InternalRow> rows) {
        return SparkRows.frame(spark, rows, schema());
    }

    private static Reader decode(BufferedInputStream plain, CsvFormat format) throws IOException {
        Charset encoding = ContentType.encoding(plain, format.encoding());
        return SourceReader.decode(plain, encoding);
    }

    /** Makes a row of every record. */
    private final class TextRows implements RecordSink {
        private final SparkRows builder = new SparkRows(schema());
        private final String file;
        private final Consumer<InternalRow> rows;

        TextRows(String file, Consumer<InternalRow> rows) {
            this.file = file;
            this.rows = rows;
        }

        @Override
        public void accept(long line, RecordCells cells, Supplier<String> raw) {
            Object[] row = new Object[columns.size() + 3];
            for (int column = 0; column < columns.size(); column++) {
                String text = cells.text[column];
                if (text != null && UnpairedSurrogates.isDamaged(text)) {
                    acceptBroken(
                            line, ReasonCode.ENCODING, columns.get(column) + ": holds bytes that are no text", raw);
                    return;
                }
                row[column] = text == null || text.equals(format.missing()) ? null : text;
            }
            push(row, line, null);
        }

        @Override
        public void acceptBroken(long line, ReasonCode code, String message, Supplier<String> raw) {
            push(new Object[columns.size() + 3], line, message);
        }

        void refuseFile(String reason) {
            push(new Object[columns.size() + 3], null, reason);
        }

        private void push(Object[] row, Long line, String fault) {
            row[columns.size()] = file;
            row[columns.size() + 1] = line;
            row[columns.size() + 2] = fault;
            rows.accept(builder.row(row));
        }

        @Override
        public boolean isLeftOut(RecordCells cells) {
            return false;
        }
    }
}
