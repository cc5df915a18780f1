package cx.warehouse.bench.duckdb;

import static cx.warehouse.contract.RecordFormat.Delimited.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Splits delimited text with quotes, escapes and line breaks inside cells. */
class CellReaderTest {

    @Test
    void quotedCellsHoldDelimitersQuotesAndLineBreaks() throws IOException {
        assertThat(records("\uFEFFa;b\r\n\"x;\"\"y\"\"\nz\";2\n", ';', '"', NONE))
                .containsExactly(List.of("a", "b"), List.of("x;\"y\"\nz", "2"));
    }

    @Test
    void escapeMakesDelimiterOrLineBreakPartOfTheCell() throws IOException {
        assertThat(records("a\\\tb\tc\\\nd\\\\\n\"e\\n\t\n", '\t', NONE, '\\'))
                .containsExactly(List.of("a\tb", "c\nd\\"), List.of("\"e\\n", ""));
    }

    @Test
    void lastLineNeedsNoLineBreak() throws IOException {
        assertThat(records("a,b\n\nc,d", ',', '"', NONE))
                .containsExactly(List.of("a", "b"), List.of(""), List.of("c", "d"));
    }

    private static List<List<String>> records(String text, char delimiter, char quote, char escape) throws IOException {
        CellReader reader = new CellReader(new StringReader(text), delimiter, quote, escape);
        List<List<String>> records = new ArrayList<>();
        for (List<String> record = reader.readRecord(); record != null; record = reader.readRecord()) {
            records.add(record);
        }
        return records;
    }
}
