package cx.warehouse.conform;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.conform.delivery.FileCounts;
import cx.warehouse.conform.delivery.FileOpener;
import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow;
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
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Reads the files of one source as its contract says: a file in, typed rows and rejects out, in one pass. */
public final class SourceReader implements Serializable {
    private static final long serialVersionUID = 1;

    private final SourceContract contract;
    private final ReferenceData references;

    public SourceReader(SourceContract contract, ReferenceData references) {
        this.contract = contract;
        this.references = references;
    }

    /** The columns of the typed rows: the contract's, {@code extra}, then where a row comes from. */
    public StructType schema() {
        return SourceSchema.schema(contract);
    }

    /**
     * Reads one landed file whole, from its first byte to its last.
     *
     * @param opener opens the file and its companions as they landed; a failure to read is thrown as {@link UncheckedIOException}
     * @param conflicts hashes of keys to quarantine whole, from the report of an earlier reading; empty for a first one
     * @param rows takes the good rows, of {@link #schema()} and in Spark's own values; when the report says rejected, those handed over must be dropped
     * @param rejects takes the rows that broke a rule; as above
     * @return what became of the file; a file that cannot be read is no exception, but a report that says so
     */
    public FileReport read(
            LandedFile file,
            FileOpener opener,
            Set<Long> conflicts,
            Consumer<InternalRow> rows,
            Consumer<QuarantinedRow> rejects) {
        FileCounts tally = new FileCounts(file, contract);
        try (InputStream bytes = opener.open(file)) {
            CompanionTables tables = new CompanionTables(contract, file, opener);
            List<String> names = tables.names();
            InputSlots inputs = new InputSlots(contract);
            KeyTexts lookups = new KeyTexts(contract, tables.texts());
            RowTyper typer = new RowTyper(contract, references, inputs, lookups, file, conflicts, rows, rejects, tally);
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

    /** Text in which bytes that are no character stand as U+FFFF, so that the rows they stand in can be told. */
    private static Reader decode(InputStream plain, Charset encoding) {
        return new InputStreamReader(
                plain,
                encoding.newDecoder()
                        .replaceWith("\uFFFF")
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }
}
