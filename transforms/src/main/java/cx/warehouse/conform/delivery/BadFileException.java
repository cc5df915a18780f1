package cx.warehouse.conform.delivery;

/** A file that cannot be read as a whole; its message is for the report. */
public final class BadFileException extends RuntimeException {
    public BadFileException(String message) {
        super(message, null, false, false);
    }
}
