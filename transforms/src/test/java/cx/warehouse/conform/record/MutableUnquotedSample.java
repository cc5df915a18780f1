package cx.warehouse.conform.record;

import cx.warehouse.conform.type.SourceSchema;
import cx.warehouse.contract.RecordFormat;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A sample of delimited text without quoting and without header: its good rows, each as text. */
final class MutableUnquotedSample extends MutableSample {
    final char delimiter;
    private final char escape;
    private final List<String> names;

    MutableUnquotedSample(SourceContract contract, Path sample) {
        super(contract, sample);
        RecordFormat.Delimited format = (RecordFormat.Delimited) contract.format();
        this.delimiter = format.delimiters().charAt(0);
        this.escape = format.escape();
        try {
            this.names = new CompanionTables(contract, landedFile(contract, name, delivery, 0), one -> companion(one))
                    .names();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] plain = TestArchives.unpack(name, deliveredBytes());
        decode(plain);
        UnquotedScanner scanner = scanner(new String(plain, charset));
        Set<Long> good = goodLines();
        while (scanner.next()) {
            if (good.contains(scanner.line())) {
                lines.add(scanner.raw());
            }
        }
        rotate();
    }

    private MutableUnquotedSample(MutableUnquotedSample other) {
        super(other);
        this.delimiter = other.delimiter;
        this.escape = other.escape;
        this.names = other.names;
    }

    @Override
    MutableSample copy() {
        return new MutableUnquotedSample(this);
    }

    private UnquotedScanner scanner(String text) {
        return new UnquotedScanner(new StringReader(text), delimiter, escape);
    }

    private Set<Long> goodLines() {
        var parsed = readPacked(deliveredBytes());
        int place = parsed.schema().fieldIndex(SourceSchema.SOURCE_LINE);
        return parsed.rows().stream().map(row -> row.getLong(place)).collect(Collectors.toCollection(HashSet::new));
    }

    /** The cells of the first row. */
    List<String> cells() {
        UnquotedScanner scanner = scanner(lines.get(0));
        scanner.next();
        return UnquotedRecords.allCells(scanner);
    }

    /** Joins cells to a record, with escapes where needed. */
    String record(List<String> cells) {
        return cells.stream().map(this::escape).collect(Collectors.joining(String.valueOf(delimiter)));
    }

    private String escape(String cell) {
        return escape == RecordFormat.Delimited.NONE
                ? cell
                : cell.replace("" + escape, "" + escape + escape)
                        .replace("" + delimiter, "" + escape + delimiter)
                        .replace("\n", escape + "\n");
    }

    @Override
    public boolean holds(String cell) {
        return escape != RecordFormat.Delimited.NONE || cell.indexOf(delimiter) < 0 && cell.indexOf('\n') < 0;
    }

    @Override
    boolean has(SourceColumn column) {
        return column.from().stream().anyMatch(names::contains);
    }

    private int place(SourceColumn column) {
        return column.from().stream()
                .mapToInt(names::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElseThrow();
    }

    /** Sets a cell; an empty value also clears the columns that would replace it. */
    @Override
    public void set(SourceColumn column, String cell) {
        List<String> cells = new ArrayList<>(cells());
        cells.set(place(column), cell);
        if (cell.replace('\u00a0', ' ').isBlank()) {
            column.otherwise().forEach(other -> cells.set(names.indexOf(other), cell));
        }
        lines.set(0, record(cells));
    }

    @Override
    String get(SourceColumn column) {
        String cell = cells().get(place(column));
        return cell.isEmpty() ? null : cell;
    }

    @Override
    public long line() {
        return 1;
    }

    @Override
    String text() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
