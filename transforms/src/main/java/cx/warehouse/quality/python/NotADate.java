package cx.warehouse.quality.python;

/** Signals a text that is no date. It has no stack trace, because it is thrown for every row with such a text. */
final class NotADate extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotADate(String message) {
        super(message, null, false, false);
    }
}
