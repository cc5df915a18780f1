package cx.warehouse.authoring;

import cx.warehouse.checks.CheckTuning;
import cx.warehouse.checks.RowsLocation;
import cx.warehouse.checks.ValidationSession;
import cx.warehouse.files.Fault;
import cx.warehouse.quality.suggest.SuiteSuggester;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.settings.Settings;
import cx.warehouse.spark.InputSize;
import java.util.List;

/** Suggests a suite from rows that are known to be good. */
public final class SuiteSuggestion {

    private SuiteSuggestion() {}

    /**
     * Profiles all rows, and suggests expectations for similar rows.
     *
     * @param name name of the suite
     * @throws Fault USAGE when the rows do not exist or cannot be read
     */
    public static Suite of(Settings settings, RowsLocation data, String name) {
        try (ValidationSession started = ValidationSession.of(settings, List.of(data))) {
            started.engine().tune(InputSize.ofFiles(data.bytes()));
            return SuiteSuggester.suggest(name, started.open(data), CheckTuning.BY_SIZE);
        } catch (ExpectationFault e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot suggest a suite for " + data.name() + ": " + e.getMessage(), e);
        }
    }
}
