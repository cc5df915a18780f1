package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a validation is told by its caller; the engine has no clock and no settings of its own.
 *
 * @param runName name of the run, as the result's meta shows it: the load id
 * @param runTime instant of the run; also what {@code now()} means in a suite
 * @param resultFormat replaces the expectations' own when given
 * @param parameters beat the suite's parameters of the same name
 * @param mostRows no list of unexpected rows grows longer than this, whatever the level
 * @param history what is known of earlier nights of the same rows
 */
public record ValidationOptions(
        String runName,
        Instant runTime,
        Optional<ResultFormat> resultFormat,
        ObjectNode parameters,
        int mostRows,
        MetricHistory history) {

    private static final int MOST_ROWS = 10_000;

    public ValidationOptions {
        Objects.requireNonNull(runName, "runName");
        Objects.requireNonNull(runTime, "runTime");
        parameters = parameters.deepCopy();
        if (mostRows < 0) {
            throw new IllegalArgumentException("mostRows " + mostRows + " is negative");
        }
    }

    /** A run with no parameters, each expectation in its own result format. */
    public static ValidationOptions of(String runName, Instant runTime) {
        return new ValidationOptions(
                runName, runTime, Optional.empty(), SuiteJson.object(), MOST_ROWS, MetricHistory.none(runTime));
    }

    public ValidationOptions with(ResultFormat format) {
        return new ValidationOptions(runName, runTime, Optional.of(format), parameters, mostRows, history);
    }

    public ValidationOptions with(ObjectNode values) {
        return new ValidationOptions(runName, runTime, resultFormat, values, mostRows, history);
    }

    public ValidationOptions withMostRows(int rows) {
        return new ValidationOptions(runName, runTime, resultFormat, parameters, rows, history);
    }

    public ValidationOptions with(MetricHistory earlier) {
        return new ValidationOptions(runName, runTime, resultFormat, parameters, mostRows, earlier);
    }
}
