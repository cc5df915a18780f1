package cx.warehouse.contract;

import java.io.Serializable;

/** How the bytes of a file become records. */
public sealed interface Format extends Serializable {

    /** The encoding of a file without byte-order mark. */
    String encoding();

    /** True when a file of zero bytes is a load of no rows, false when it is a broken file. */
    boolean allowsZeroBytes();

    /**
     * Text in rows and cells (CSV, TSV).
     *
     * @param delimiters what may stand between cells; the one counts that the header has most of
     * @param quote around cells that hold a delimiter, a quote (doubled) or a line break
     * @param header where the names of the columns stand
     */
    record Delimited(String encoding, boolean allowsZeroBytes, String delimiters, char quote, Header header)
            implements Format {}

    /**
     * Where the names of the columns stand, one of the first three.
     *
     * @param line the line they stand in, from 1; 0 when they are looked for
     * @param startsWith how their line begins, its first quote left off; null for none
     * @param contains what their line holds; null for none
     * @param rows how many rows the header has; names stand in the first
     */
    record Header(int line, String startsWith, String contains, int rows) implements Serializable {}

    /**
     * JSON objects.
     *
     * @param shape one a line, the elements of an array, or the elements of an array inside an object (a page)
     * @param path the member of a page that holds the array; null for the other shapes
     */
    record Json(String encoding, boolean allowsZeroBytes, Shape shape, String path) implements Format {}

    /** How JSON objects lie in a file. */
    enum Shape {
        LINES,
        ARRAY,
        PAGE
    }
}
