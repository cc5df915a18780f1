package cx.warehouse.quality.suite;

/** An expectation that cannot be evaluated: the message says which argument, and why. */
public final class ExpectationFault extends RuntimeException {

    public ExpectationFault(String message) {
        super(message);
    }

    public ExpectationFault(String message, Throwable cause) {
        super(message, cause);
    }
}
