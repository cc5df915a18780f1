package cx.warehouse.infer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the delimiter, preamble, header and footer of delimited text: the choice that gives most cells in lines of
 * equal width, below a header of as many names.
 */
final class DelimitedLayout {

    private static final Map<Character, String> DELIMITERS = new LinkedHashMap<>();

    static {
        DELIMITERS.put(',', "comma");
        DELIMITERS.put('\t', "tab");
        DELIMITERS.put(';', "semicolon");
        DELIMITERS.put('|', "pipe");
    }

    private static final int SAMPLED = 12;
    private static final int HEADER_CELLS = 4;

    private final String text;
    private final char delimiter;
    private final List<TextLine> lines;
    private final int width;
    private final int header;
    private final int headerRows;

    private DelimitedLayout(String text, char delimiter, List<TextLine> lines, int width) {
        this.text = text;
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
     * @param encoding the encoding for the contract; empty when every encoding fits
     * @throws NoLayoutException when no header is found
     */
    static FileLayout of(String text, String encoding) {
        DelimitedLayout best = null;
        long most = 0;
        for (char delimiter : DELIMITERS.keySet()) {
            List<TextLine> lines = TextLine.of(text, delimiter);
            Map<Integer, Long> widths = new HashMap<>();
            lines.forEach(line -> widths.merge(line.width(), 1L, Long::sum));
            for (Map.Entry<Integer, Long> width : widths.entrySet()) {
                long score = width.getValue() * (width.getKey() - 1);
                if (score > most) {
                    DelimitedLayout layout = new DelimitedLayout(text, delimiter, lines, width.getKey());
                    most = layout.header < 0 ? most : score;
                    best = layout.header < 0 ? best : layout;
                }
            }
        }
        if (best == null) {
            throw new NoLayoutException(
                    "no line looks like a header: distinct names without gaps, above rows with as many cells");
        }
        return best.layout(encoding);
    }

    private int header() {
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).width() == width) {
                HeaderNames names = new HeaderNames(lines.get(at).cells());
                if (names.areNames() && isEmptyBelow(at, names.unnamed())) {
                    return at;
                }
            }
        }
        return -1;
    }

    /** True when the columns have no cells below a line: delimiters at the ends of lines make such columns. */
    private boolean isEmptyBelow(int above, List<Integer> columns) {
        return lines.stream()
                .skip(above + 1L)
                .filter(line -> line.width() == width)
                .allMatch(line -> columns.stream()
                        .allMatch(column -> line.cells().get(column).isBlank()));
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

    private FileLayout layout(String encoding) {
        HeaderNames names = new HeaderNames(lines.get(header).cells());
        List<String> settings = delimiter == ',' ? List.of() : List.of("delimiter: " + DELIMITERS.get(delimiter));
        LayoutFormat format = new LayoutFormat("delimited", encoding, settings, headers());
        List<TextLine> below = lines.subList(Math.min(header + headerRows, lines.size()), lines.size());
        TableLines table = new TableLines(below, width, names);
        return new FileLayout(
                format,
                names.single(),
                Set.of(),
                names.doubled(),
                table.footers(),
                column -> table.cells(column == null ? 0 : names.position(column)),
                new FileLayout.TrialText(format.withEncoding(""), text),
                this::sample);
    }

    /** Settings that may find the header line: by its number, or by more and more of its text. */
    private List<String> headers() {
        TextLine line = lines.get(header);
        String rows = headerRows > 1 ? "rows: " + headerRows : "";
        String number = line.number() > 1 ? "line: " + line.number() : "";
        Set<String> settings = new LinkedHashSet<>();
        if (header == 0) {
            settings.add(number);
        }
        settings.add("starts_with: " + YamlText.text(line.first()));
        String raw = text.lines().skip(line.number() - 1).findFirst().orElseThrow();
        int end = raw.indexOf(delimiter);
        for (int cells = 2; cells <= HEADER_CELLS && end >= 0; cells++) {
            end = raw.indexOf(delimiter, end + 1);
            String start = end < 0 ? raw : raw.substring(0, end);
            settings.add("starts_with: " + YamlText.text(start.strip()));
        }
        settings.add("starts_with: " + YamlText.text(raw.strip()));
        settings.add(number);
        return settings.stream()
                .map(setting -> setting.isEmpty() || rows.isEmpty() ? setting + rows : setting + ", " + rows)
                .toList();
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
                    writer.writeRecord(IntStream.range(0, cells.size())
                            .mapToObj(column ->
                                    masking.of(isData ? names.get(column).strip() : "", cells.get(column)))
                            .toList());
                    data += isData ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sample.toString();
    }
}
