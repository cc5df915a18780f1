package cx.warehouse.quality.suite;

/**
 * Signals an expectation that cannot be evaluated, or a suite or checkpoint that cannot be read. The message names the
 * argument or the place, and the reason.
 */
public final class ExpectationFault extends RuntimeException {

    public ExpectationFault(String message) {
        super(message);
    }

    public ExpectationFault(String message, Throwable cause) {
        super(message, cause);
    }
}
