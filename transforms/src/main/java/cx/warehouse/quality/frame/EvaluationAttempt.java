package cx.warehouse.quality.frame;

import cx.warehouse.quality.suite.ExpectationFault;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.SparkThrowable;

/**
 * The outcome of one attempt to evaluate an expectation: a value, or the fault that prevented it. Faults of the
 * infrastructure (storage that does not answer, a stopped session) are rethrown, because no expectation caused them.
 */
public record EvaluationAttempt<T>(Optional<T> value, Optional<Exception> fault) {

    /** SQLSTATE classes of errors that a query or a value of the data causes. */
    private static final Set<String> OF_QUERY_OR_DATA = Set.of("07", "0A", "21", "22", "2B", "39", "42");

    public static <T> EvaluationAttempt<T> of(Callable<T> work) {
        try {
            return success(work.call());
        } catch (Exception e) {
            if (!isExpectationFault(e)) {
                throw asUnchecked(e);
            }
            return failure(plain(e));
        }
    }

    /** Runs work that touches no storage, so every exception is the expectation's own fault; see {@link #of}. */
    public static <T> EvaluationAttempt<T> inMemory(Callable<T> work) {
        try {
            return success(work.call());
        } catch (Exception e) {
            return failure(e);
        }
    }

    public static <T> EvaluationAttempt<T> success(T value) {
        return new EvaluationAttempt<>(Optional.of(value), Optional.empty());
    }

    public static <T> EvaluationAttempt<T> failure(Exception fault) {
        return new EvaluationAttempt<>(Optional.empty(), Optional.of(fault));
    }

    public <U> EvaluationAttempt<U> then(Function<T, U> next) {
        return fault.isPresent() ? failure(fault.get()) : inMemory(() -> next.apply(value.orElseThrow()));
    }

    static boolean isExpectationFault(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExpectationFault) {
                return true;
            }
            if (cause instanceof SparkThrowable spark
                    && spark.getSqlState() != null
                    && spark.getSqlState().length() == 5
                    && OF_QUERY_OR_DATA.contains(spark.getSqlState().substring(0, 2))) {
                return true;
            }
        }
        return false;
    }

    /** Says in plain words that a file holds a row that does not fit; Spark's words are kept as the cause. */
    private static Exception plain(Exception thrown) {
        String file = "the file";
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkThrowable spark) {
                file = spark.getMessageParameters().getOrDefault("path", file);
                if (String.valueOf(spark.getCondition()).startsWith("MALFORMED_RECORD")) {
                    return new ExpectationFault("a row of " + file + " does not fit the schema, or is no row", thrown);
                }
            }
        }
        return thrown;
    }

    private static RuntimeException asUnchecked(Exception e) {
        return e instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("Cannot validate: " + e.getMessage(), e);
    }
}
