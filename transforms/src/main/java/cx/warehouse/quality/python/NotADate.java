package cx.warehouse.quality.python;

/** A text that is no date; it carries no stack, for it is thrown once for every row that holds such a text. */
final class NotADate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotADate(String message) {
        super(message, null, false, false);
    }
}
