package cx.warehouse.quality;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.SparkThrowable;

/**
 * One attempt at one expectation: what came of it, or why it could not be evaluated. Faults of the machinery (storage
 * that does not answer, a stopped session) are no expectation's fault and go through.
 */
record Attempt<T>(Optional<T> value, Optional<Exception> fault) {

    /** SQLSTATE classes of what a query or a value of the data does wrong. */
    private static final Set<String> OF_QUERY_OR_DATA = Set.of("07", "0A", "21", "22", "2B", "39", "42");

    static <T> Attempt<T> of(Callable<T> work) {
        try {
            return done(work.call());
        } catch (Exception e) {
            if (!isOfTheExpectation(e)) {
                throw unchecked(e);
            }
            return failed(e);
        }
    }

    /** As {@link #of}, for work that touches no storage: whatever it throws is the expectation's own fault. */
    static <T> Attempt<T> inMemory(Callable<T> work) {
        try {
            return done(work.call());
        } catch (Exception e) {
            return failed(e);
        }
    }

    static <T> Attempt<T> done(T value) {
        return new Attempt<>(Optional.of(value), Optional.empty());
    }

    static <T> Attempt<T> failed(Exception fault) {
        return new Attempt<>(Optional.empty(), Optional.of(fault));
    }

    <U> Attempt<U> then(Function<T, U> next) {
        return fault.isPresent() ? failed(fault.get()) : inMemory(() -> next.apply(value.orElseThrow()));
    }

    static boolean isOfTheExpectation(Throwable thrown) {
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

    private static RuntimeException unchecked(Exception e) {
        return e instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("Cannot validate: " + e.getMessage(), e);
    }
}
