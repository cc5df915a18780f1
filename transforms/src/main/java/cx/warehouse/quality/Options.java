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
 */
public record Options(
        String runName, Instant runTime, Optional<ResultFormat> resultFormat, ObjectNode parameters, int mostRows) {

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
        return new Options(runName, runTime, Optional.empty(), Json.object(), MOST_ROWS);
    }

    public Options with(ResultFormat format) {
        return new Options(runName, runTime, Optional.of(format), parameters, mostRows);
    }

    public Options with(ObjectNode values) {
        return new Options(runName, runTime, resultFormat, values, mostRows);
    }

    public Options withMostRows(int rows) {
        return new Options(runName, runTime, resultFormat, parameters, rows);
    }
}
