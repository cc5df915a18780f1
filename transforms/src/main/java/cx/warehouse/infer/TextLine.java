package cx.warehouse.infer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A record of delimited text.
 *
 * @param number the number of the line it starts in, from 1
 */
record TextLine(long number, List<String> cells) {

    private static final int LOOKED_AT = 5_000;

    TextLine {
        cells = List.copyOf(cells);
    }

    /** The first cell without blanks around it. */
    String first() {
        return cells.get(0).strip();
    }

    int width() {
        return cells.size();
    }

    /** Splits text into records, up to a limit or to the first record with broken quotes. */
    static List<TextLine> of(String text, char delimiter) {
        List<TextLine> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                lines.add(new TextLine(record.getStartingLineNumber(), record.getFields()));
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
}
