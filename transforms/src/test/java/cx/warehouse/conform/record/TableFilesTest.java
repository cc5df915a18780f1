package cx.warehouse.conform.record;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceColumn.Required;
import cx.warehouse.contract.SourceContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole files of delimited text, for every source with such files: empty, without header, of another kind, in another
 * encoding.
 */
@Timeout(10)
class TableFilesTest {

    static List<String> sources() {
        return MutableSample.tables();
    }

    private static MutableTableSample of(String source) {
        return (MutableTableSample) MutableSample.of(source);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aFileWithoutRowsIsALoadOfNoRows(String source) {
        MutableTableSample specimen = of(source);
        OutcomeAssertions.assertEmpty(
                specimen.readPacked(TestArchives.pack(specimen.name, specimen.contract, new byte[0])));
        specimen.lines.clear();
        OutcomeAssertions.assertEmpty(specimen.read());
        OutcomeAssertions.assertEmpty(specimen.read(specimen.text().strip()));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aFileWithoutItsHeaderIsRefused(String source) {
        MutableTableSample specimen = of(source);
        OutcomeAssertions.assertRefused(specimen, specimen.read("\n \n\n"));
        OutcomeAssertions.assertRefused(specimen, specimen.read(" "));
        OutcomeAssertions.assertRefused(specimen, specimen.read(String.join("\n", specimen.lines) + "\n"));
        OutcomeAssertions.assertRefused(
                specimen, specimen.read(specimen.before + String.join("\n", specimen.lines) + "\n"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRequiredColumnMayNotBeMissingAndAnyOtherMay(String source) {
        for (SourceColumn column : MutableSample.contract(source).columns()) {
            MutableTableSample specimen = of(source);
            int place = specimen.place(column);
            if (place >= 0) {
                String name = specimen.cells(specimen.heads.get(0)).get(place);
                specimen.heads.replaceAll(head -> without(specimen, head, place));
                specimen.lines.replaceAll(line -> without(specimen, line, place));
                List<SourceColumn> readers = readers(specimen.contract, name);
                ParsedFile parsed = specimen.read();
                if (readers.stream().anyMatch(reader -> reader.required().needsColumn())) {
                    OutcomeAssertions.assertRefused(specimen, parsed);
                    assertThat(parsed.report().message()).containsAnyOf("lacks the column", "has no header");
                } else {
                    OutcomeAssertions.assertLoaded(parsed);
                    assertThat(parsed.report().loaded()).isEqualTo(specimen.rows());
                    String missing = "missing: " + column.from().get(0);
                    if (column.required() == Required.RARE) {
                        assertThat(parsed.report().drift()).doesNotContain(missing);
                    } else {
                        assertThat(parsed.report().drift()).contains(missing);
                    }
                }
            }
        }
    }

    /** Columns of a contract that read a vendor's column, as a cell, as a time that completes a day, or as a zone. */
    private static List<SourceColumn> readers(SourceContract contract, String name) {
        return contract.columns().stream()
                .filter(column -> column.from().stream().anyMatch(from -> isNamed(from, name))
                        || column.with().contains(name)
                        || name.equals(column.zone().from()))
                .toList();
    }

    private static boolean isNamed(String from, String name) {
        return from.contains("*") ? new StarredName(from).text(name).isPresent() : from.equalsIgnoreCase(name);
    }

    private static String without(MutableTableSample specimen, String record, int place) {
        List<String> cells = new ArrayList<>(specimen.cells(record));
        cells.remove(place);
        return specimen.record(cells);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aNewColumnIsKeptAndReported(String source) {
        MutableTableSample specimen = of(source);
        specimen.heads.replaceAll(head -> head + specimen.delimiter + "Moon phase");
        specimen.lines.replaceAll(line -> line + specimen.delimiter + "full");
        ParsedFile parsed = specimen.read();
        OutcomeAssertions.assertLoaded(parsed);
        assertThat(parsed.report().loaded()).isEqualTo(specimen.rows());
        assertThat(parsed.report().drift()).contains("added: Moon phase");
        assertThat(MutableSample.rowTexts(parsed))
                .allSatisfy(row -> assertThat(row).contains("extra={Moon phase=full}"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void columnsMayComeInAnyOrderCaseAndSpacing(String source) {
        MutableTableSample reordered = of(source);
        reordered.heads.replaceAll(head -> reverse(reordered, head));
        reordered.lines.replaceAll(line -> reverse(reordered, line));
        ParsedFile turned = reordered.read();
        OutcomeAssertions.assertAccepted(reordered, turned);
        assertThat(turned.report().drift())
                .filteredOn(drift -> drift.startsWith("reordered: "))
                .hasSize(1);
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                name -> name.toUpperCase(Locale.ROOT), name -> "  " + name.replace(" ", "  ") + " ")) {
            MutableTableSample specimen = of(source);
            List<String> names = specimen.cells(specimen.heads.get(0));
            specimen.heads.set(0, specimen.record(names.stream().map(change).toList()));
            ParsedFile parsed = specimen.read();
            OutcomeAssertions.assertLoaded(parsed);
            assertThat(parsed.report().drift()).noneMatch(drift -> drift.startsWith("added"));
            assertThat(parsed.report().loaded()).isEqualTo(specimen.rows());
        }
    }

    private static String reverse(MutableTableSample specimen, String record) {
        List<String> cells = new ArrayList<>(specimen.cells(record));
        Collections.reverse(cells);
        return specimen.record(cells);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void anInvalidHeaderIsRefused(String source) {
        MutableTableSample twice = of(source);
        List<String> names = new ArrayList<>(twice.cells(twice.heads.get(0)));
        names.add(names.get(1).toUpperCase(Locale.ROOT));
        twice.heads.set(0, twice.record(names));
        OutcomeAssertions.assertRefused(twice, twice.read());
        MutableTableSample wide = of(source);
        String more = IntStream.range(0, 5_000)
                .mapToObj(number -> wide.delimiter + "c" + number)
                .collect(Collectors.joining());
        wide.heads.set(0, wide.heads.get(0) + more);
        OutcomeAssertions.assertRefused(wide, wide.read());
        MutableTableSample other = of(source);
        other.heads.replaceAll(head -> other.cells(head).stream().collect(Collectors.joining("^")));
        other.lines.replaceAll(line -> String.join("^", other.cells(line)));
        OutcomeAssertions.assertRefused(other, other.read());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void linesBeforeTheHeaderAreSkippedWhereTheContractLooksForIt(String source) {
        MutableTableSample specimen = of(source);
        specimen.before = "Report of April\n\nmade by hand\n" + specimen.before;
        if (specimen.format.header().line() > 0) {
            OutcomeAssertions.assertRefused(specimen, specimen.read());
        } else {
            OutcomeAssertions.assertAccepted(specimen, specimen.read());
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void exportsOfOtherPlatformsAreRefused(String source) {
        MutableTableSample specimen = of(source);
        for (String other : MutableSample.sources()) {
            if (!MutableSample.contract(other).vendor().equals(specimen.contract.vendor())) {
                OutcomeAssertions.assertRefused(
                        specimen, specimen.read(MutableSample.of(other).text()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aFileThatIsNoTableIsRefused(String source) {
        MutableTableSample specimen = of(source);
        for (byte[] bytes : NonDataFiles.files()) {
            OutcomeAssertions.assertRefused(
                    specimen, specimen.readPacked(TestArchives.pack(specimen.name, specimen.contract, bytes)));
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void marksEncodingsAndLineEndsDoNotMatter(String source) {
        for (String end : List.of("\r\n", "\n", "\r")) {
            MutableTableSample specimen = of(source);
            specimen.end = end;
            OutcomeAssertions.assertAccepted(specimen, specimen.read());
            OutcomeAssertions.assertAccepted(
                    specimen, specimen.read(specimen.text().stripTrailing()));
            OutcomeAssertions.assertAccepted(specimen, specimen.read(specimen.text() + end + end + end));
        }
        MutableTableSample mixed = of(source);
        mixed.lines.set(0, mixed.lines.get(0) + "\r");
        OutcomeAssertions.assertAccepted(mixed, mixed.read());
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            MutableTableSample specimen = of(source);
            specimen.charset = charset;
            specimen.hasMark = true;
            OutcomeAssertions.assertAccepted(specimen, specimen.read());
            specimen.hasMark = false;
            if (charset.equals(StandardCharsets.UTF_8)) {
                OutcomeAssertions.assertAccepted(specimen, specimen.read());
            } else {
                OutcomeAssertions.assertRefused(specimen, specimen.read());
            }
        }
    }
}
