package cx.warehouse.conform;

import cx.warehouse.contract.Format;
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
    private final References references;

    public SourceReader(SourceContract contract, References references) {
        this.contract = contract;
        this.references = references;
    }

    /** The columns of the typed rows: the contract's, {@code extra}, then where a row comes from. */
    public StructType schema() {
        return Rows.schema(contract);
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
            Consumer<Reject> rejects) {
        Tally tally = new Tally(file, contract);
        try (InputStream bytes = opener.open(file)) {
            CompanionTables tables = new CompanionTables(contract, file, opener);
            List<String> names = tables.names();
            Inputs inputs = new Inputs(contract);
            Lookups lookups = new Lookups(contract, tables.texts());
            RowTyper typer = new RowTyper(contract, references, inputs, lookups, file, conflicts, rows, rejects, tally);
            int members = Archive.open(file, contract.drop(), bytes, (member, plain) -> {
                typer.goInto(member);
                content(plain, names, inputs, typer, tally);
            });
            String message = members == 0 ? "holds no member " + contract.drop().member() : "";
            return tally.report(message.isEmpty() && tally.read() == 0 ? "holds no rows" : message);
        } catch (BadFile e) {
            return tally.rejected(contract.source() + " " + Text.shown(file.name()) + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void content(InputStream plain, List<String> names, Inputs inputs, Records records, Tally tally)
            throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(plain, 1 << 16);
        if (!Sniff.isData(buffered)) {
            if (!contract.format().allowsZeroBytes()) {
                throw new BadFile("is empty");
            }
            return;
        }
        Charset encoding = Sniff.encoding(buffered, contract.format().encoding());
        if (contract.format() instanceof Format.Delimited delimited) {
            Reader text = text(buffered, encoding);
            if (delimited.quote() == Format.Delimited.NONE) {
                PlainRecords.read(contract, delimited, names, inputs, text, records, tally);
            } else {
                DelimitedRecords.read(contract, delimited, names, inputs, text, records, tally);
            }
        } else if (contract.format() instanceof Format.Json json) {
            if (!encoding.equals(StandardCharsets.UTF_8)) {
                throw new BadFile("is JSON in " + encoding + "; JSON must be UTF-8");
            }
            JsonRecords.read(contract, json, inputs, buffered, records, tally);
        }
    }

    /** Text in which bytes that are no character stand as U+FFFF, so that the rows they stand in can be told. */
    private static Reader text(InputStream plain, Charset encoding) {
        return new InputStreamReader(
                plain,
                encoding.newDecoder()
                        .replaceWith("\uFFFF")
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }
}
