package cx.warehouse.conform;

/** A file that cannot be read as a whole; its message is for the report. */
public final class BadFile extends RuntimeException {
    BadFile(String message) {
        super(message, null, false, false);
    }
}
