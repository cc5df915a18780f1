package cx.warehouse.infer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the delimiter, preamble, header and footer of delimited text: the choice that gives most cells in lines of
 * equal width.
 */
final class DelimitedLayout {

    private static final Map<Character, String> DELIMITERS = new LinkedHashMap<>();

    static {
        DELIMITERS.put(',', "comma");
        DELIMITERS.put('\t', "tab");
        DELIMITERS.put(';', "semicolon");
        DELIMITERS.put('|', "pipe");
    }

    private static final int LOOKED_AT = 5_000;
    private static final int SAMPLED = 12;
    private static final int FOOTER = 5;
    private static final Pattern DATA = Pattern.compile("[-+$€£]?\\s?[0-9][0-9.,:/ %-]*|\\d{4}-\\d\\d-\\d\\d.*");
    private static final Pattern TOTAL =
            Pattern.compile("(?i)(grand )?(total|totals|sum|summe|gesamt|gesamtsumme)\\b.*");

    /** A record and the number of the line it starts in. */
    private record Line(long number, List<String> cells) {}

    private final String text;
    private final String encoding;
    private final char delimiter;
    private final List<Line> lines;
    private final int width;
    private final int header;
    private final int headerRows;

    private DelimitedLayout(String text, String encoding, char delimiter, List<Line> lines, int width) {
        this.text = text;
        this.encoding = encoding;
        this.delimiter = delimiter;
        this.lines = lines;
        this.width = width;
        this.header = header();
        this.headerRows = header < 0 ? 1 : headerRows();
    }

    /**
     * Finds the layout.
     *
     * @param text whole lines
     * @param encoding the encoding of files without a byte-order mark, for the contract
     * @throws NoLayoutException when no header is found
     */
    static FileLayout of(String text, String encoding) {
        DelimitedLayout best = null;
        long most = 0;
        for (char delimiter : DELIMITERS.keySet()) {
            List<Line> lines = lines(text, delimiter);
            Map<Integer, Long> widths = new HashMap<>();
            lines.forEach(line -> widths.merge(line.cells().size(), 1L, Long::sum));
            for (Map.Entry<Integer, Long> width : widths.entrySet()) {
                long score = width.getValue() * (width.getKey() - 1);
                if (score > most) {
                    most = score;
                    best = new DelimitedLayout(text, encoding, delimiter, lines, width.getKey());
                }
            }
        }
        if (best == null || best.header < 0) {
            throw new NoLayoutException(
                    "no line looks like a header: distinct names without gaps, above rows with as many cells");
        }
        return best.layout();
    }

    private static List<Line> lines(String text, char delimiter) {
        List<Line> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                lines.add(new Line(record.getStartingLineNumber(), record.getFields()));
                if (lines.size() == LOOKED_AT) {
                    break;
                }
            }
        } catch (CsvParseException e) {
            return lines; // the lines before it may be enough
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private int header() {
        for (int at = 0; at < lines.size(); at++) {
            List<String> cells = lines.get(at).cells();
            Set<String> different = new HashSet<>();
            boolean isHeader = cells.size() == width
                    && cells.stream()
                            .allMatch(cell -> !cell.isBlank()
                                    && different.add(cell.strip().toLowerCase(Locale.ROOT))
                                    && !DATA.matcher(cell.strip()).matches());
            if (isHeader) {
                return at;
            }
        }
        return -1;
    }

    /** Survey tools put the question and an import id below each name. */
    private int headerRows() {
        for (int below = 1; below <= 2 && header + below < lines.size(); below++) {
            if (lines.get(header + below).cells().stream().anyMatch(cell -> cell.startsWith("{\"ImportId\""))) {
                return below + 1;
            }
        }
        return 1;
    }

    private FileLayout layout() {
        List<String> names =
                lines.get(header).cells().stream().map(String::strip).toList();
        List<String> leftOut = leftOut();
        return new FileLayout(format(encoding), leftOut, names, Set.of(), format("UTF-8"), text, this::sample);
    }

    private String format(String charset) {
        List<String> parts = new ArrayList<>(List.of("type: delimited"));
        if (!charset.equals("UTF-8")) {
            parts.add("encoding: " + charset);
        }
        if (delimiter != ',') {
            parts.add("delimiter: " + DELIMITERS.get(delimiter));
        }
        List<String> head = new ArrayList<>();
        if (header > 0) {
            head.add("starts_with: "
                    + YamlText.text(lines.get(header).cells().get(0).strip()));
        } else if (lines.get(header).number() > 1) {
            head.add("line: " + lines.get(header).number());
        }
        if (headerRows > 1) {
            head.add("rows: " + headerRows);
        }
        if (!head.isEmpty()) {
            parts.add("header: {" + String.join(", ", head) + "}");
        }
        return "{" + String.join(", ", parts) + "}";
    }

    /** The first words of footer lines, which have another width than the rows, and of lines with totals anywhere. */
    private List<String> leftOut() {
        Set<String> starts = new LinkedHashSet<>();
        for (int at = header + headerRows; at < lines.size(); at++) {
            List<String> cells = lines.get(at).cells();
            String first = cells.get(0).strip();
            boolean isNote = cells.size() != width && at >= lines.size() - FOOTER && !first.isEmpty();
            if (TOTAL.matcher(first).matches()) {
                starts.add(first.split("[\\s:]", 2)[0]);
            } else if (isNote) {
                starts.add(
                        Character.isLetterOrDigit(first.charAt(0)) ? first.split("\\s", 2)[0] : first.substring(0, 1));
            }
        }
        return List.copyOf(starts);
    }

    private String sample(FileLayout.Masking masking) {
        StringWriter sample = new StringWriter();
        List<String> names = lines.get(header).cells();
        try (CsvWriter writer = CsvWriter.builder()
                .fieldSeparator(delimiter)
                .lineDelimiter(text.contains("\r\n") ? LineDelimiter.CRLF : LineDelimiter.LF)
                .build(sample)) {
            int data = 0;
            for (int at = 0; at < lines.size() && data < SAMPLED; at++) {
                List<String> cells = lines.get(at).cells();
                boolean isData = at >= header + headerRows;
                boolean isHeader = at >= header && !isData;
                if (isHeader) {
                    writer.writeRecord(cells);
                } else if (!isData || cells.size() == width) {
                    List<String> written = new ArrayList<>();
                    for (int column = 0; column < cells.size(); column++) {
                        written.add(masking.of(isData ? names.get(column).strip() : "", cells.get(column)));
                    }
                    writer.writeRecord(written);
                    data += isData ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sample.toString();
    }
}
