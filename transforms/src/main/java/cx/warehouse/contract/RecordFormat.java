package cx.warehouse.contract;

import java.io.Serializable;
import java.util.List;

/** The format of a file: how its bytes become records. */
public sealed interface RecordFormat extends Serializable {

    /** The encoding of a file without a byte-order mark. */
    String encoding();

    /** True when a file of zero bytes is loaded as no rows, false when it is rejected as broken. */
    boolean allowsZeroBytes();

    /**
     * Text in rows and cells (CSV, TSV).
     *
     * @param delimiters the possible delimiters; the one that the header has most of is used
     * @param quote the character around cells that hold a delimiter, a quote (doubled) or a line break; {@link #NONE}
     *     when quotes are data
     * @param escape the character that makes a following delimiter, line break or escape part of the cell;
     *     {@link #NONE} for no such character
     * @param header the place of the column names
     */
    record Delimited(
            String encoding, boolean allowsZeroBytes, String delimiters, char quote, char escape, Header header)
            implements RecordFormat {
        /** Stands for "no such character". */
        public static final char NONE = 0;
    }

    /**
     * The place of the column names: a line of the file, the contract, or a companion of the file.
     *
     * @param line the number of the header line, from 1; 0 when the line is searched for
     * @param startsWith the beginning of the header line, without its first quote; null when the line is not searched
     *     for by it
     * @param contains a text inside the header line; null when the line is not searched for by it
     * @param rows the number of header rows; the first holds the names
     * @param names the column names of a file without header, in order; empty otherwise
     * @param from the companion whose first line holds the column names of a file without header; null otherwise
     */
    record Header(int line, String startsWith, String contains, int rows, List<String> names, Companion from)
            implements Serializable {
        public Header {
            names = List.copyOf(names);
        }

        /** True when the column names are in the file itself. */
        public boolean isInFile() {
            return names.isEmpty() && from == null;
        }
    }

    /**
     * JSON objects.
     *
     * @param shape one object a line, the elements of an array, or the elements of an array inside an object (a page)
     * @param path the member of a page that holds the array; null for the other shapes
     */
    record Json(String encoding, boolean allowsZeroBytes, Shape shape, String path) implements RecordFormat {}

    /** The arrangement of JSON objects in a file. */
    enum Shape {
        LINES,
        ARRAY,
        PAGE
    }
}
