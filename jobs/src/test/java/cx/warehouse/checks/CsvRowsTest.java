package cx.warehouse.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cx.warehouse.files.Fault;
import cx.warehouse.settings.Settings;
import cx.warehouse.testing.Nights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the rows that checks read from CSV files, and the files that they refuse. */
class CsvRowsTest {

    private static final String TYPES = "id int, note string, amount int";

    @TempDir
    Path folder;

    @Test
    void quotedCellsMayHoldLineBreaksQuotesAndBackslashes() throws IOException {
        write("a.csv", """
                id,note,amount
                1,"line one
                line two",1
                2,"5"" pipe, short",2
                3,"C:\\temp\\",3
                """);
        assertThat(rows("a.csv", TYPES))
                .containsExactly("1|line one\nline two|1", "2|5\" pipe, short|2", "3|C:\\temp\\|3");
    }

    @Test
    void anEmptyCellIsNullWithAndWithoutQuotes() throws IOException {
        write("a.csv", "id,note,amount\n1,\"\",1\n2,,2\n3,\" \",3\n");
        assertThat(rows("a.csv", TYPES)).containsExactly("1|null|1", "2|null|2", "3| |3");
    }

    @Test
    void typesFollowTheCellsAndCodesStayText() throws IOException {
        write("a.csv", """
                n,big,share,day,at,is_new,town,plz,mixed
                1,3000000000,0.5,2026-03-01,2026-03-01T10:00:00,true,0870,25050,1
                -2,4,1e3,2026-03-02,2026-03-02 10:00,FALSE,1871,,x
                """);
        assertThat(types("a.csv"))
                .isEqualTo("n INT,big BIGINT,share DOUBLE,day DATE,at TIMESTAMP,is_new BOOLEAN,"
                        + "town STRING,plz STRING,mixed STRING");
        assertThat(rows("a.csv", null).get(0))
                .isEqualTo("1|3000000000|0.5|2026-03-01|2026-03-01T10:00:00Z|true|0870|25050|1");
    }

    @Test
    void rowsThatDoNotFitAreNamedWithTheirLines() throws IOException {
        write("a.csv", "id,note,amount\n1,a,1\n2,b\n3,c,3,extra\n4,\"open,4\n");
        assertFault("a.csv", TYPES, """
                Cannot read %s:
                  a.csv line 3: has 2 cells, the header has 3
                  a.csv line 4: has 4 cells, the header has 3
                  a.csv line 5: a quote is opened and never closed""".formatted(folder.resolve("a.csv")));
    }

    @Test
    void cellsThatDoNotFitAreNamedWithLineColumnAndValue() throws IOException {
        String rows = IntStream.range(0, 300).mapToObj(row -> row + ",x," + row).collect(Collectors.joining("\n"));
        write("a.csv", "id,note,amount\n" + rows + "\n300,\"two\nlines\",unknown\n301.5,y,\n");
        assertFault("a.csv", TYPES, """
                Cannot read %s:
                  a.csv line 302: amount: 'unknown' is not an int
                  a.csv line 304: id: '301.5' is not an int""".formatted(folder.resolve("a.csv")));
    }

    @Test
    void theSchemaNamesTheColumnsOfTheHeaderInAnyOrder() throws IOException {
        write("a.csv", "amount,id,note\n7,1,a\n");
        assertThat(rows("a.csv", TYPES)).containsExactly("7|1|a");
        Path other = write("b.csv", "id,remark,amount\n1,a,7\n");
        assertFault("b.csv", TYPES, """
                Cannot read %s:
                  b.csv: column `remark` is not in the schema
                  b.csv: column `note` of the schema is not in the header; it has id, remark, amount""".formatted(other));
    }

    @Test
    void aDoubledNameIsToldWithBothPositions() throws IOException {
        write("a.csv", "id,name,Name\n1,a,b\n");
        assertFault(
                "a.csv",
                null,
                "Cannot read " + folder.resolve("a.csv") + ": a.csv has 2 columns named `name`, at positions 2 and 3");
    }

    @Test
    void anotherDelimiterIsGuessedInTheMessageAndReadWhenGiven() throws IOException {
        write("a.csv", "id;note\n1;\"a;b\"\n");
        assertThatThrownBy(() -> rows("a.csv", null))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("looks like a file with the delimiter semicolon: give --delimiter semicolon");
        assertThat(rows(RowsLocation.of(folder.resolve("a.csv").toString(), null, null, "semicolon")))
                .containsExactly("1|a;b");
        assertThat(rows(RowsLocation.of(folder.resolve("a.csv").toString(), null, null, "comma")))
                .containsExactly("1;\"a;b\"");
    }

    @Test
    void filesOfAFolderMayHaveTheirColumnsInAnotherOrder() throws IOException {
        write("all/a.csv", "id,note\n1,a\n");
        write("all/b.csv", "note,id\nb,2\n");
        write("all/_SUCCESS", "");
        assertThat(rows("all", null)).containsExactlyInAnyOrder("1|a", "2|b");
        write("all/c.csv", "id,remark\n3,c\n");
        assertThatThrownBy(() -> rows("all", null))
                .hasMessageEndingWith("all/c.csv has another column, `remark`; the columns are id, note");
    }

    @Test
    void packedFilesAreUnpackedAndCutOnesAreRefused() throws IOException {
        Path packed = folder.resolve("a.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("id,note\n1,a\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(rows("a.csv.gz", null)).containsExactly("1|a");
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length - 6));
        assertThatThrownBy(() -> rows("a.csv.gz", null)).hasMessageContaining("a.csv.gz cannot be read: ");
    }

    @Test
    void unknownOptionsAreRefusedAtOnce() {
        assertThatThrownBy(() -> new RowsLocation(
                        "a.csv", "csv", null, "--", Map.of("multiLine", "true", "encoding", "latin-9000"), null))
                .hasMessage(
                        "Cannot read CSV: unknown option `multiLine`; the options are encoding, header, nullValue, sep;"
                                + " delimiter `--`: expected one character, comma, tab, semicolon or pipe;"
                                + " option `encoding`: no such encoding `latin-9000`");
    }

    private void assertFault(String file, String schema, String message) {
        assertThatThrownBy(() -> rows(file, schema))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessage(message);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> rows(String file, String schema) {
        return rows(RowsLocation.of(folder.resolve(file).toString(), file.equals("all") ? "csv" : null, schema, null));
    }

    private List<String> rows(RowsLocation place) {
        try (ValidationSession session = ValidationSession.of(settings(), List.of(place))) {
            return session.open(place).collectAsList().stream()
                    .map(row -> row.mkString("|"))
                    .toList();
        }
    }

    private String types(String file) {
        RowsLocation place = RowsLocation.of(folder.resolve(file).toString(), null, null, null);
        try (ValidationSession session = ValidationSession.of(settings(), List.of(place))) {
            return session.open(place).schema().toDDL();
        }
    }

    private Settings settings() {
        return Nights.settings(folder.resolve("wh"), Map.of());
    }
}
