package cx.warehouse.contract;

import java.io.Serializable;
import java.util.List;

/** How the bytes of a file become records. */
public sealed interface RecordFormat extends Serializable {

    /** The encoding of a file without byte-order mark. */
    String encoding();

    /** True when a file of zero bytes is a load of no rows, false when it is a broken file. */
    boolean allowsZeroBytes();

    /**
     * Text in rows and cells (CSV, TSV).
     *
     * @param delimiters what may stand between cells; the one counts that the header has most of
     * @param quote around cells that hold a delimiter, a quote (doubled) or a line break; {@link #NONE} when quotes are data
     * @param escape before a delimiter, a line break or itself it makes that data; {@link #NONE} for no such character
     * @param header where the names of the columns stand
     */
    record Delimited(
            String encoding, boolean allowsZeroBytes, String delimiters, char quote, char escape, Header header)
            implements RecordFormat {
        /** No character at all. */
        public static final char NONE = 0;
    }

    /**
     * Where the names of the columns stand: in a line of the file, in the contract, or in a companion of the file.
     *
     * @param line the line they stand in, from 1; 0 when they are looked for
     * @param startsWith how their line begins, its first quote left off; null for none
     * @param contains what their line holds; null for none
     * @param rows how many rows the header has; names stand in the first
     * @param names the names of a file without header, in order; empty for none
     * @param from where the names of a file without header stand, in its first line; null for none
     */
    record Header(int line, String startsWith, String contains, int rows, List<String> names, Companion from)
            implements Serializable {
        public Header {
            names = List.copyOf(names);
        }

        /** True when the names of the columns stand in the file itself. */
        public boolean isInFile() {
            return names.isEmpty() && from == null;
        }
    }

    /**
     * JSON objects.
     *
     * @param shape one a line, the elements of an array, or the elements of an array inside an object (a page)
     * @param path the member of a page that holds the array; null for the other shapes
     */
    record Json(String encoding, boolean allowsZeroBytes, Shape shape, String path) implements RecordFormat {}

    /** How JSON objects lie in a file. */
    enum Shape {
        LINES,
        ARRAY,
        PAGE
    }
}
