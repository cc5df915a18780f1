package cx.warehouse.quality.suite;

/** Signals an expectation that cannot be evaluated; the message names the argument and the reason. */
public final class ExpectationFault extends RuntimeException {

    public ExpectationFault(String message) {
        super(message);
    }

    public ExpectationFault(String message, Throwable cause) {
        super(message, cause);
    }
}
