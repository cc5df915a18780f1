package cx.warehouse.conform;

import cx.warehouse.contract.RecordFormat;
import java.io.Serializable;
import java.util.List;

/**
 * The format of a CSV file with a header and without a contract. Quotes are doubled inside quotes (RFC 4180).
 *
 * @param delimiter the character between cells
 * @param encoding the encoding of a file without a byte-order mark
 * @param missing the text that means empty, in addition to an empty cell; null for none
 */
public record CsvFormat(char delimiter, String encoding, String missing) implements Serializable {

    RecordFormat.Delimited layout() {
        RecordFormat.Header header = new RecordFormat.Header(1, null, null, 1, List.of(), null);
        return new RecordFormat.Delimited(
                encoding, true, String.valueOf(delimiter), '"', RecordFormat.Delimited.NONE, header);
    }
}
