package cx.warehouse.spark;

/**
 * The amount of input that queries read.
 *
 * @param rows number of rows; each row costs the evaluation of all expressions
 * @param bytes size of the files, as they lie on disk
 */
public record InputSize(long rows, long bytes) {

    /** Nothing to read. */
    public static final InputSize NONE = new InputSize(0, 0);

    /** The size of files that nobody has read yet. Their rows are estimated. */
    public static InputSize ofFiles(long bytes) {
        return new InputSize(bytes / Tuning.FILE_BYTES_A_ROW, bytes);
    }

    /** The greater number of rows and the greater number of bytes of both. */
    public InputSize max(InputSize other) {
        return new InputSize(Math.max(rows, other.rows), Math.max(bytes, other.bytes));
    }

    public InputSize plus(InputSize other) {
        return new InputSize(rows + other.rows, bytes + other.bytes);
    }
}
