package cx.warehouse.quality;

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
public record Options(
        String runName,
        Instant runTime,
        Optional<ResultFormat> resultFormat,
        ObjectNode parameters,
        int mostRows,
        History history) {

    private static final int MOST_ROWS = 10_000;

    public Options {
        Objects.requireNonNull(runName, "runName");
        Objects.requireNonNull(runTime, "runTime");
        parameters = parameters.deepCopy();
        if (mostRows < 0) {
            throw new IllegalArgumentException("mostRows " + mostRows + " is negative");
        }
    }

    /** A run with no parameters, each expectation in its own result format. */
    public static Options of(String runName, Instant runTime) {
        return new Options(runName, runTime, Optional.empty(), Json.object(), MOST_ROWS, History.none(runTime));
    }

    public Options with(ResultFormat format) {
        return new Options(runName, runTime, Optional.of(format), parameters, mostRows, history);
    }

    public Options with(ObjectNode values) {
        return new Options(runName, runTime, resultFormat, values, mostRows, history);
    }

    public Options withMostRows(int rows) {
        return new Options(runName, runTime, resultFormat, parameters, rows, history);
    }

    public Options with(History earlier) {
        return new Options(runName, runTime, resultFormat, parameters, mostRows, earlier);
    }
}
