package cx.warehouse.infer;

/** A file in which no records are found; the message says what was looked for. */
public final class NoLayoutException extends RuntimeException {

    NoLayoutException(String message) {
        super(message);
    }
}
