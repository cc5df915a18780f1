package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/**
 * Result of one expectation.
 *
 * @param arguments its kwargs, with the values of parameters filled in
 * @param result Great Expectations' {@code result}; empty if the expectation could not be evaluated
 * @param fault the reason why it could not be evaluated; empty if it was
 */
public record ExpectationResult(
        Expectation expectation, ObjectNode arguments, boolean success, ObjectNode result, Optional<Exception> fault) {

    public ExpectationResult {
        arguments = arguments.deepCopy();
        result = result.deepCopy();
    }

    /** Whether this result refuses a load: the expectation failed and is critical. */
    public boolean isRefusal() {
        return !success && expectation.severity() == Severity.CRITICAL;
    }

    /** One line for logs and reports, without any value of the data. */
    public String summary() {
        String of = expectation.kwargs().path("column").asText("");
        String what = expectation.type() + (of.isEmpty() ? "" : " " + of);
        if (fault.isPresent()) {
            return what + ": cannot be evaluated: " + firstLine(message(fault.get()));
        }
        if (result.has("unexpected_count")) {
            return what + ": " + result.get("unexpected_count").asLong() + " of "
                    + result.path("element_count").asLong() + " rows unexpected";
        }
        return what + (success ? ": as expected" : ": not as expected");
    }

    public ObjectNode document() {
        ObjectNode document = SuiteJson.object();
        document.put("success", success);
        document.set("expectation_config", expectation.document());
        document.set("result", result);
        document.putObject("meta");
        ObjectNode exception = document.putObject("exception_info");
        exception.put("raised_exception", fault.isPresent());
        exception.put("exception_message", fault.map(ExpectationResult::message).orElse(null));
        exception.put(
                "exception_traceback", fault.map(ExpectationResult::traceback).orElse(null));
        return document;
    }

    private static String message(Exception fault) {
        return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    }

    private static String traceback(Exception fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
