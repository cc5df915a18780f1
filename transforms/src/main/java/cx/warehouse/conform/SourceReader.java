package cx.warehouse.conform;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.conform.delivery.FileCounts;
import cx.warehouse.conform.delivery.FileOpener;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.conform.delivery.RepeatedRows;
import cx.warehouse.conform.delivery.UnpairedSurrogates;
import cx.warehouse.conform.file.ContentType;
import cx.warehouse.conform.file.FileUnpacker;
import cx.warehouse.conform.record.CompanionTables;
import cx.warehouse.conform.record.DelimitedRecords;
import cx.warehouse.conform.record.InputSlots;
import cx.warehouse.conform.record.JsonRecords;
import cx.warehouse.conform.record.RecordSink;
import cx.warehouse.conform.record.UnquotedRecords;
import cx.warehouse.conform.type.KeyTexts;
import cx.warehouse.conform.type.ReferenceData;
import cx.warehouse.conform.type.RowTyper;
import cx.warehouse.conform.type.SourceSchema;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceContract;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Reads the files of one source by its contract: one pass over a file gives typed rows and rejects. */
public final class SourceReader implements Serializable {
    private static final long serialVersionUID = 1;

    private final SourceContract contract;
    private final ReferenceData references;

    public SourceReader(SourceContract contract, ReferenceData references) {
        this.contract = contract;
        this.references = references;
    }

    /** Columns of the typed rows: those of the contract, {@code extra}, and then the origin of the row. */
    public StructType schema() {
        return SourceSchema.schema(contract);
    }

    /** The meaning of a row of the source. */
    public String description() {
        return contract.description();
    }

    /**
     * Reads one landed file from its first byte to its last.
     *
     * @param opener opens the file and its companions as they landed; a failure to read is thrown as
     *     {@link UncheckedIOException}
     * @param repeated repeated rows, from the report of an earlier reading; none for a first one
     * @param rows receives the good rows, of {@link #schema()} and in Spark's internal values; if the report says
     *     rejected, the caller must drop them
     * @param rejects receives the rows that broke a rule; to drop in the same case
     * @return outcome and counts of the file; a file that cannot be read throws nothing and is reported as rejected
     */
    public FileReport read(
            LandedFile file,
            FileOpener opener,
            RepeatedRows repeated,
            Consumer<InternalRow> rows,
            Consumer<QuarantinedRow> rejects) {
        FileCounts tally = new FileCounts(file, contract);
        try (InputStream bytes = opener.open(file)) {
            CompanionTables tables = new CompanionTables(contract, file, opener);
            List<String> names = tables.names();
            InputSlots inputs = new InputSlots(contract);
            KeyTexts lookups = new KeyTexts(contract, tables.texts());
            RowTyper typer = new RowTyper(contract, references, inputs, lookups, file, repeated, rows, rejects, tally);
            int members = FileUnpacker.unpack(file, contract.drop(), bytes, (member, plain) -> {
                typer.enterMember(member);
                readContent(plain, names, inputs, typer, tally);
            });
            String message = members == 0 ? "holds no member " + contract.drop().member() : "";
            return tally.loadedReport(message.isEmpty() && tally.rowsRead() == 0 ? "holds no rows" : message);
        } catch (BadFileException e) {
            return tally.rejectedReport(contract.source() + " " + DisplayText.of(file.name()) + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readContent(
            InputStream plain, List<String> names, InputSlots inputs, RecordSink records, FileCounts tally)
            throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(plain, 1 << 16);
        if (!ContentType.hasData(buffered)) {
            if (!contract.format().allowsZeroBytes()) {
                throw new BadFileException("is empty");
            }
            return;
        }
        Charset encoding = ContentType.encoding(buffered, contract.format().encoding());
        if (contract.format() instanceof RecordFormat.Delimited delimited) {
            Reader text = decode(buffered, encoding);
            if (delimited.quote() == RecordFormat.Delimited.NONE) {
                UnquotedRecords.read(contract, delimited, names, inputs, text, records, tally);
            } else {
                DelimitedRecords.read(contract, delimited, names, inputs, text, records, tally);
            }
        } else if (contract.format() instanceof RecordFormat.Json json) {
            if (!encoding.equals(StandardCharsets.UTF_8)) {
                throw new BadFileException("is JSON in " + encoding + "; JSON must be UTF-8");
            }
            JsonRecords.read(contract, json, inputs, buffered, records, tally);
        }
    }

    /**
     * Decodes text. Bytes that are no character become an unpaired surrogate, which no text has, and which marks the
     * rows that contain them.
     */
    static Reader decode(InputStream plain, Charset encoding) {
        return new InputStreamReader(
                plain,
                encoding.newDecoder()
                        .replaceWith(UnpairedSurrogates.BROKEN_BYTE)
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }
}
