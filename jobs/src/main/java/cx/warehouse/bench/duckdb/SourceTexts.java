package cx.warehouse.bench.duckdb;

import static cx.warehouse.bench.duckdb.DuckDbSession.literal;

import cx.warehouse.bench.duckdb.DeliveredFiles.DeliveredFile;
import cx.warehouse.contract.Companion;
import cx.warehouse.contract.RecordFormat.Delimited;
import cx.warehouse.contract.RecordFormat.Header;
import cx.warehouse.contract.RecordFormat.Json;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.LeftOut;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns delivered files into texts that DuckDB reads. A plain file, also compressed, stays as it is. Other encodings,
 * preambles, footers, escapes and members of archives become plain files in a working folder first.
 */
final class SourceTexts {

    private final Path work;
    private int written;

    /**
     * One text that DuckDB reads.
     *
     * @param relation a table expression, with the cells {@code c0}, {@code c1} and so on, or with the JSON object
     *     {@code j}
     * @param headers the column names of the cells; empty for JSON
     * @param leftOut lines that the vendor marks as not meant to be loaded, and that are not in the text
     */
    record SourceText(String relation, List<String> headers, int leftOut) {
        SourceText {
            headers = List.copyOf(headers);
        }
    }

    /** Writes its plain files below {@code work}. */
    SourceTexts(Path work) {
        this.work = work;
    }

    /**
     * The texts of one file: one for each member of an archive that belongs to the source, else the file itself.
     *
     * @param delivery all files of the delivery, among which a companion of the file is found
     */
    List<SourceText> texts(SourceContract contract, DeliveredFile file, List<DeliveredFile> delivery)
            throws IOException {
        List<Path> plain = PackedFiles.isArchive(file.path())
                ? PackedFiles.extract(file.path(), contract.drop().member(), work)
                : List.of(file.path());
        List<SourceText> texts = new ArrayList<>();
        for (Path path : plain) {
            if (contract.format() instanceof Json json) {
                texts.add(new SourceText(jsonRelation(json, path), List.of(), 0));
            } else if (isPlain(contract, path)) {
                texts.add(plainText((Delimited) contract.format(), path));
            } else {
                texts.add(rewrite(contract, path, file, delivery));
            }
        }
        return texts;
    }

    private static String jsonRelation(Json json, Path file) {
        String objects = ", '[\"json\"]')) as j from read_text(" + literal(file) + "))";
        return switch (json.shape()) {
            case LINES ->
                "(select case when json_valid(line) then line::json end as j from read_csv(" + literal(file)
                        + ", delim = '\u0001', quote = '', escape = '', header = false, auto_detect = false,"
                        + " columns = {line: 'varchar'}))";
            case ARRAY -> "(select unnest(from_json(content::json" + objects;
            case PAGE -> "(select unnest(from_json(content::json -> " + literal(json.path()) + objects;
        };
    }

    /** True when DuckDB reads the file as it is: UTF-8 without escapes, with at most one header line at its top. */
    private static boolean isPlain(SourceContract contract, Path file) throws IOException {
        Delimited format = (Delimited) contract.format();
        Header header = format.header();
        boolean isHeaderPlain = header.isInFile() ? header.line() == 1 && header.rows() == 1 : header.from() == null;
        return isHeaderPlain
                && format.escape() == Delimited.NONE
                && format.delimiters().length() == 1
                && leftOutStarts(contract).isEmpty()
                && charset(format, file).equals(StandardCharsets.UTF_8);
    }

    private static SourceText plainText(Delimited format, Path file) throws IOException {
        if (!format.header().isInFile()) {
            List<String> names = format.header().names();
            return new SourceText(relation(file, format.delimiters().charAt(0), format.quote(), names, 0), names, 0);
        }
        try (Reader text = open(format, file)) {
            char delimiter = format.delimiters().charAt(0);
            List<String> headers = reader(format, text, delimiter).readRecord();
            return new SourceText(relation(file, delimiter, format.quote(), headers, 1), headers, 0);
        }
    }

    /** Writes the records after the header as comma-separated text in UTF-8. */
    private SourceText rewrite(SourceContract contract, Path path, DeliveredFile file, List<DeliveredFile> delivery)
            throws IOException {
        Delimited format = (Delimited) contract.format();
        Header header = format.header();
        List<String> starts = leftOutStarts(contract);
        Path plain = work.resolve(contract.source() + "-" + written++ + ".csv");
        int leftOut = 0;
        try (Reader text = open(format, path);
                Writer out = Files.newBufferedWriter(plain)) {
            CellReader records = reader(format, text, delimiter(format, path));
            List<String> headers = header.isInFile()
                    ? readHeader(header, records)
                    : companionHeader(contract, header.from(), file, delivery);
            for (List<String> row = records.readRecord(); row != null; row = records.readRecord()) {
                if (starts.stream().anyMatch(row.get(0)::startsWith)) {
                    leftOut++;
                } else if (row.size() > 1 || !row.get(0).isEmpty()) {
                    out.write(commaSeparated(row));
                }
            }
            return new SourceText(relation(plain, ',', '"', headers, 0), headers, leftOut);
        }
    }

    /** Reads up to the end of the header; returns its first line, which has the names. */
    private static List<String> readHeader(Header header, CellReader records) throws IOException {
        int line = 1;
        List<String> row = records.readRecord();
        while (row != null && !isHeader(header, row, line)) {
            row = records.readRecord();
            line++;
        }
        if (row == null) {
            throw new IllegalStateException("no header line");
        }
        for (int more = 1; more < header.rows(); more++) {
            records.readRecord();
        }
        return row;
    }

    private static boolean isHeader(Header header, List<String> row, int line) {
        if (header.line() > 0) {
            return line == header.line();
        }
        return header.contains() == null
                ? row.get(0).startsWith(header.startsWith())
                : row.stream().anyMatch(cell -> cell.contains(header.contains()));
    }

    private List<String> companionHeader(
            SourceContract contract, Companion from, DeliveredFile file, List<DeliveredFile> delivery)
            throws IOException {
        for (DeliveredFile other : delivery) {
            if (other.vendor().equals(file.vendor())
                    && contract.drop()
                            .belongs(file.name(), contract.drop().with().get(from.in()), other.name())) {
                Path names =
                        PackedFiles.extract(other.path(), from.member(), work).get(0);
                return List.of(Files.readString(names).strip().split("\t"));
            }
        }
        throw new IllegalStateException(file.origin() + " has no companion with its header");
    }

    private static String relation(Path file, char delimiter, char quote, List<String> headers, int skip) {
        String quotes = quote == Delimited.NONE ? "''" : literal(quote);
        String columns = IntStream.range(0, headers.size())
                .mapToObj(at -> "c" + at + ": 'varchar'")
                .collect(Collectors.joining(", "));
        return "(select *, row_number() over () as line from read_csv(" + literal(file) + ", delim = "
                + literal(delimiter) + ", quote = " + quotes + ", escape = " + quotes + ", header = false, skip = "
                + skip + ", auto_detect = false, columns = {" + columns
                + "}, strict_mode = true, null_padding = false, ignore_errors = true, store_rejects = true))";
    }

    private static CellReader reader(Delimited format, Reader text, char delimiter) throws IOException {
        return new CellReader(text, delimiter, format.quote(), format.escape());
    }

    private static Reader open(Delimited format, Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(PackedFiles.open(file), charset(format, file)));
    }

    /** The delimiter that the first characters of the file have most of. */
    private static char delimiter(Delimited format, Path file) throws IOException {
        char[] start = new char[4_000];
        try (Reader text = open(format, file)) {
            int length = Math.max(0, text.read(start));
            return (char) format.delimiters()
                    .chars()
                    .reduce((best, other) -> count(start, length, other) > count(start, length, best) ? other : best)
                    .orElseThrow();
        }
    }

    private static long count(char[] text, int length, int character) {
        return IntStream.range(0, length).filter(at -> text[at] == character).count();
    }

    private static List<String> leftOutStarts(SourceContract contract) {
        return contract.leftOut().stream()
                .filter(rule -> rule.rule() == LeftOut.Rule.STARTS_WITH && rule.from() == null)
                .flatMap(rule -> rule.values().stream())
                .toList();
    }

    /** UTF-16 when the file begins with its byte-order mark, else the contract's encoding. */
    private static Charset charset(Delimited format, Path file) throws IOException {
        try (InputStream bytes = PackedFiles.open(file)) {
            int first = bytes.read();
            return first == 0xFF || first == 0xFE ? StandardCharsets.UTF_16 : Charset.forName(format.encoding());
        }
    }

    private static String commaSeparated(List<String> row) {
        return row.stream()
                .map(cell -> cell.matches("(?s).*[,\"\n\r].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                .collect(Collectors.joining(",", "", "\n"));
    }
}
