package cx.warehouse.conform.delivery;

/** Signals a file that cannot be read as a whole; its message goes into the file's report. */
public final class BadFileException extends RuntimeException {
    public BadFileException(String message) {
        super(message, null, false, false);
    }
}
