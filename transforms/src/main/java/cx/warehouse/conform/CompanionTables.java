package cx.warehouse.conform;

import cx.warehouse.contract.Companion;
import cx.warehouse.contract.Drop;
import cx.warehouse.contract.Format;
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

/** The small tables that come beside a file, as its contract names them. */
final class CompanionTables {
    private static final int MOST = 1_000_000;

    private final SourceContract contract;
    private final LandedFile file;
    private final FileOpener opener;

    CompanionTables(SourceContract contract, LandedFile file, FileOpener opener) {
        this.contract = contract;
        this.file = file;
        this.opener = opener;
    }

    /** The names of the columns of a file that has none in it; empty when it has. */
    List<String> names() throws IOException {
        if (!(contract.format() instanceof Format.Delimited format)
                || format.header().isInFile()) {
            return List.of();
        }
        if (!format.header().names().isEmpty()) {
            return format.header().names();
        }
        List<List<String>> rows = rows(format.header().from(), format);
        if (rows.isEmpty()) {
            throw new BadFile("has " + format.header().from().in() + " without names of columns");
        }
        return rows.get(0);
    }

    /** What the cells of each column mean, in order of the contract's columns; null for one that is no key. */
    List<Map<String, String>> texts() throws IOException {
        List<Map<String, String>> texts = new ArrayList<>();
        for (var column : contract.columns()) {
            boolean isKey = column.lookup() != null && contract.format() instanceof Format.Delimited;
            texts.add(isKey ? texts(column.lookup().from(), (Format.Delimited) contract.format()) : null);
        }
        return texts;
    }

    private Map<String, String> texts(Companion companion, Format.Delimited format) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (List<String> row : rows(companion, format)) {
            if (row.size() > 1) {
                texts.put(row.get(0).strip(), row.get(1).strip());
            }
        }
        return texts;
    }

    private List<List<String>> rows(Companion companion, Format.Delimited format) throws IOException {
        LandedFile landed = file.companions().get(companion.in());
        if (landed == null) {
            throw new BadFile("has come without its " + companion.in());
        }
        List<List<String>> rows = new ArrayList<>();
        try (InputStream bytes = opener.open(landed)) {
            Drop drop = new Drop(Pattern.compile(".*"), companion.member());
            int members = Archive.open(landed, drop, bytes, (member, plain) -> rows(plain, format, rows));
            if (members == 0) {
                throw new BadFile("has no member " + companion.member());
            }
        } catch (BadFile e) {
            throw new BadFile("has " + companion.in() + " that cannot be read: " + Text.shown(landed.name()) + " "
                    + e.getMessage());
        }
        return rows;
    }

    private static void rows(InputStream plain, Format.Delimited format, List<List<String>> rows) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(plain, 1 << 16);
        InputStreamReader text = new InputStreamReader(buffered, Sniff.encoding(buffered, format.encoding()));
        PlainScanner scanner = new PlainScanner(text, format.delimiters().charAt(0), format.escape());
        while (scanner.next()) {
            if (rows.size() == MOST) {
                throw new BadFile("has more than " + MOST + " rows");
            }
            rows.add(PlainRecords.row(scanner));
        }
    }
}
