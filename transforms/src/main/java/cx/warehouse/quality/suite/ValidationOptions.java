package cx.warehouse.quality.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings of one validation, given by its caller; the engine has no clock and no settings of its own.
 *
 * @param runName name of the run, as the result's meta shows it: the load id
 * @param runTime instant of the run; also the value of {@code now()} in a suite
 * @param resultFormat replaces the result format of the expectations; empty keeps theirs
 * @param parameters override the suite's parameters of the same name
 * @param mostRows greatest length of any list of unexpected rows, whatever the level
 * @param history metrics of earlier nights of the same table
 * @param scans choices of speed for the scans of the frame; no result depends on them
 */
public record ValidationOptions(
        String runName,
        Instant runTime,
        Optional<ResultFormat> resultFormat,
        ObjectNode parameters,
        int mostRows,
        MetricHistory history,
        ScanTuning scans) {

    private static final int MOST_ROWS = 10_000;

    public ValidationOptions {
        Objects.requireNonNull(runName, "runName");
        Objects.requireNonNull(runTime, "runTime");
        parameters = parameters.deepCopy();
        if (mostRows < 0) {
            throw new IllegalArgumentException("mostRows " + mostRows + " is negative");
        }
    }

    /** Options without parameters, each expectation in its own result format, for frames of any size. */
    public static ValidationOptions of(String runName, Instant runTime) {
        return new ValidationOptions(
                runName,
                runTime,
                Optional.empty(),
                SuiteJson.object(),
                MOST_ROWS,
                MetricHistory.none(runTime),
                ScanTuning.NONE);
    }

    public ValidationOptions with(ResultFormat format) {
        return new ValidationOptions(runName, runTime, Optional.of(format), parameters, mostRows, history, scans);
    }

    public ValidationOptions with(ObjectNode values) {
        return new ValidationOptions(runName, runTime, resultFormat, values, mostRows, history, scans);
    }

    public ValidationOptions withMostRows(int rows) {
        return new ValidationOptions(runName, runTime, resultFormat, parameters, rows, history, scans);
    }

    public ValidationOptions with(MetricHistory earlier) {
        return new ValidationOptions(runName, runTime, resultFormat, parameters, mostRows, earlier, scans);
    }

    public ValidationOptions with(ScanTuning tuning) {
        return new ValidationOptions(runName, runTime, resultFormat, parameters, mostRows, history, tuning);
    }
}
