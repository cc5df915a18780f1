package cx.warehouse.conform.record;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.type.SourceSchema;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceColumn.Required;
import cx.warehouse.contract.SourceContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A sample of delimited text: the lines before the header, the rows of the header, and the good rows, each as text. */
final class MutableTableSample extends MutableSample {
    final RecordFormat.Delimited format;
    String before;
    String end = "\n";
    char delimiter;
    final List<String> heads = new ArrayList<>();

    MutableTableSample(SourceContract contract, Path sample) {
        super(contract, sample);
        this.format = (RecordFormat.Delimited) contract.format();
        byte[] plain = TestArchives.unpack(name, deliveredBytes());
        decode(plain);
        String text = new String(plain, charset).replace("\uFEFF", "").replace("\r\n", "\n");
        Set<Long> good = goodLines();
        for (char possible : format.delimiters().toCharArray()) {
            split(text, possible, good);
            if (!lines.isEmpty()) {
                break;
            }
        }
        rotate();
    }

    private MutableTableSample(MutableTableSample other) {
        super(other);
        this.format = other.format;
        this.before = other.before;
        this.delimiter = other.delimiter;
        this.heads.addAll(other.heads);
    }

    @Override
    MutableSample copy() {
        return new MutableTableSample(this);
    }

    private Set<Long> goodLines() {
        ParsedFile parsed = readPacked(deliveredBytes());
        int place = parsed.schema().fieldIndex(SourceSchema.SOURCE_LINE);
        return parsed.rows().stream().map(row -> row.getLong(place)).collect(Collectors.toCollection(HashSet::new));
    }

    private void split(String text, char possible, Set<Long> good) {
        delimiter = possible;
        heads.clear();
        lines.clear();
        int start = 0;
        for (String record : records(text)) {
            int at = text.indexOf(record, start);
            long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
            if (heads.isEmpty() && isHeader(cells(record))) {
                before = text.substring(0, at);
            }
            if (before != null && heads.size() < format.header().rows()) {
                heads.add(record);
            } else if (before != null && good.contains(line)) {
                lines.add(record);
            }
            start = at + record.length() + 1;
        }
    }

    private boolean isHeader(List<String> cells) {
        return contract.columns().stream()
                .filter(column -> column.required() == Required.ALWAYS)
                .anyMatch(column -> column.from().stream().anyMatch(cells::contains));
    }

    /** The records of a text, without their line ends. */
    private List<String> records(String text) {
        List<String> records = new ArrayList<>();
        int start = 0;
        boolean isQuoted = false;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || (text.charAt(at) == '\n' && !isQuoted)) {
                records.add(text.substring(start, at));
                start = at + 1;
            } else {
                isQuoted ^= text.charAt(at) == format.quote();
            }
        }
        return records;
    }

    /** The cells of a record. */
    List<String> cells(String record) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int at = 0; at < record.length(); at++) {
            char character = record.charAt(at);
            if (character == '"') {
                boolean isDoubled = isQuoted && at + 1 < record.length() && record.charAt(at + 1) == '"';
                if (isDoubled) {
                    cell.append(record.charAt(++at));
                } else {
                    isQuoted = !isQuoted;
                }
            } else if (character == delimiter && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /** Joins cells to a record, in quotes where they need them. */
    String record(List<String> cells) {
        return cells.stream().map(this::quote).collect(Collectors.joining(String.valueOf(delimiter)));
    }

    private String quote(String cell) {
        boolean isBare = cell.indexOf(delimiter) < 0
                && cell.indexOf('"') < 0
                && cell.indexOf('\n') < 0
                && cell.indexOf('\r') < 0;
        return isBare ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /** Position of a vendor's column; -1 if the sample does not have it. */
    int place(String name) {
        List<String> names = cells(heads.get(0));
        for (int at = 0; at < names.size(); at++) {
            boolean isNamed = name.contains("*")
                    ? new StarredName(name).text(names.get(at)).isPresent()
                    : names.get(at).equalsIgnoreCase(name);
            if (isNamed) {
                return at;
            }
        }
        return -1;
    }

    /** Position of a column's cells; -1 if the sample does not have it. */
    int place(SourceColumn column) {
        return column.headerOf() != null
                ? -1
                : column.from().stream()
                        .mapToInt(this::place)
                        .filter(at -> at >= 0)
                        .findFirst()
                        .orElse(-1);
    }

    @Override
    boolean has(SourceColumn column) {
        return place(column) >= 0;
    }

    /** Changes one cell of the first row. */
    void cell(int place, String text) {
        List<String> cells = new ArrayList<>(cells(lines.get(0)));
        cells.set(place, text);
        lines.set(0, record(cells));
    }

    @Override
    public void set(SourceColumn column, String cell) {
        String[] parts = column.with().isEmpty() ? new String[] {cell} : cell.split(" ", 2);
        cell(place(column), parts[0]);
        for (String with : column.with()) {
            cell(place(with), parts.length > 1 ? parts[1] : "");
        }
    }

    @Override
    String get(SourceColumn column) {
        int place = place(column);
        List<String> cells = cells(lines.get(0));
        String cell = place < 0 ? "" : cells.get(place);
        String with =
                column.with().stream().map(name -> " " + cells.get(place(name))).collect(Collectors.joining());
        return cell.isEmpty() ? null : cell + with;
    }

    @Override
    public long line() {
        return 1
                + (before + String.join("\n", heads) + "\n")
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    @Override
    String text() {
        StringBuilder text = new StringBuilder(before.replace("\n", end));
        heads.forEach(head -> text.append(head).append(end));
        lines.forEach(line -> text.append(line).append(end));
        return text.toString();
    }
}
