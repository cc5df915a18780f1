package cx.warehouse.infer;

/** Thrown when no records are found in a file; the message describes the expected layout. */
public final class NoLayoutException extends RuntimeException {

    NoLayoutException(String message) {
        super(message);
    }
}
