package cx.warehouse.infer;

/** A file in which no records are found; the message says what was looked for. */
public final class NoLayout extends RuntimeException {

    NoLayout(String message) {
        super(message);
    }
}
