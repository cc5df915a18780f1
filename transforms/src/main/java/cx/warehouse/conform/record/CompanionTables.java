package cx.warehouse.conform.record;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.conform.delivery.FileOpener;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.file.ContentType;
import cx.warehouse.conform.file.FileUnpacker;
import cx.warehouse.contract.Companion;
import cx.warehouse.contract.Drop;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceContract;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the small tables that are delivered with a file, as its contract names them. */
public final class CompanionTables {
    private static final int MOST = 1_000_000;

    private final SourceContract contract;
    private final LandedFile file;
    private final FileOpener opener;

    public CompanionTables(SourceContract contract, LandedFile file, FileOpener opener) {
        this.contract = contract;
        this.file = file;
        this.opener = opener;
    }

    /**
     * Column names from the contract or from a companion; empty if the file itself has a header.
     *
     * @throws BadFileException if the companion is missing or cannot be read
     */
    public List<String> names() throws IOException {
        if (!(contract.format() instanceof RecordFormat.Delimited format)
                || format.header().isInFile()) {
            return List.of();
        }
        if (!format.header().names().isEmpty()) {
            return format.header().names();
        }
        List<List<String>> rows = rows(format.header().from(), format);
        if (rows.isEmpty()) {
            throw new BadFileException("has " + format.header().from().in() + " without names of columns");
        }
        return rows.get(0);
    }

    /**
     * Texts of each column's keys, by key, in order of the contract's columns; null for a column without lookup.
     *
     * @throws BadFileException if a companion is missing or cannot be read
     */
    public List<Map<String, String>> texts() throws IOException {
        List<Map<String, String>> texts = new ArrayList<>();
        for (var column : contract.columns()) {
            boolean isKey = column.lookup() != null && contract.format() instanceof RecordFormat.Delimited;
            texts.add(isKey ? texts(column.lookup().from(), (RecordFormat.Delimited) contract.format()) : null);
        }
        return texts;
    }

    private Map<String, String> texts(Companion companion, RecordFormat.Delimited format) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (List<String> row : rows(companion, format)) {
            if (row.size() > 1) {
                texts.put(row.get(0).strip(), row.get(1).strip());
            }
        }
        return texts;
    }

    private List<List<String>> rows(Companion companion, RecordFormat.Delimited format) throws IOException {
        LandedFile landed = file.companions().get(companion.in());
        if (landed == null) {
            throw new BadFileException("has come without its " + companion.in());
        }
        List<List<String>> rows = new ArrayList<>();
        try (InputStream bytes = opener.open(landed)) {
            Drop drop = new Drop(Pattern.compile(".*"), companion.member());
            int members = FileUnpacker.unpack(landed, drop, bytes, (member, plain) -> rows(plain, format, rows));
            if (members == 0) {
                throw new BadFileException("has no member " + companion.member());
            }
        } catch (BadFileException e) {
            throw new BadFileException("has " + companion.in() + " that cannot be read: "
                    + DisplayText.of(landed.name()) + " " + e.getMessage());
        }
        return rows;
    }

    private static void rows(InputStream plain, RecordFormat.Delimited format, List<List<String>> rows)
            throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(plain, 1 << 16);
        InputStreamReader text = new InputStreamReader(buffered, ContentType.encoding(buffered, format.encoding()));
        UnquotedScanner scanner = new UnquotedScanner(text, format.delimiters().charAt(0), format.escape());
        while (scanner.next()) {
            if (rows.size() == MOST) {
                throw new BadFileException("has more than " + MOST + " rows");
            }
            rows.add(UnquotedRecords.allCells(scanner));
        }
    }
}
