package cx.warehouse.authoring;

import cx.warehouse.checks.RowsLocation;
import cx.warehouse.checks.ValidationSession;
import cx.warehouse.files.Fault;
import cx.warehouse.quality.suggest.SuiteSuggester;
import cx.warehouse.quality.suite.ExpectationFault;
import cx.warehouse.quality.suite.Suite;
import cx.warehouse.settings.Settings;
import java.util.List;

/** Writes a suite for rows that are as they should be. */
public final class SuiteSuggestion {

    private SuiteSuggestion() {}

    /**
     * Profiles the rows, all of them, and suggests what to expect of others like them.
     *
     * @throws Fault USAGE when there are no such rows, or they cannot be read
     */
    public static Suite of(Settings settings, RowsLocation data, String name) {
        try (ValidationSession started = ValidationSession.of(settings, List.of(data))) {
            started.engine().tune(data.bytes());
            return SuiteSuggester.suggest(name, data.open(started.engine()));
        } catch (ExpectationFault e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot suggest a suite for " + data.name() + ": " + e.getMessage(), e);
        }
    }
}
