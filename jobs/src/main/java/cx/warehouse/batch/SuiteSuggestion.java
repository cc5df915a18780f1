package cx.warehouse.batch;

import cx.warehouse.quality.ExpectationFault;
import cx.warehouse.quality.Suggestion;
import cx.warehouse.quality.Suite;
import cx.warehouse.storage.Fault;
import java.util.List;

/** Writes a suite for rows that are as they should be. */
public final class SuiteSuggestion {

    private SuiteSuggestion() {}

    /**
     * Profiles the rows, all of them, and suggests what to expect of others like them.
     *
     * @throws Fault USAGE when there are no such rows, or they cannot be read
     */
    public static Suite of(Settings settings, DataPlace data, String name) {
        try (DataEngine started = DataEngine.of(settings, List.of(data))) {
            started.engine().fit(data.bytes());
            return Suggestion.suite(name, data.open(started.engine()));
        } catch (ExpectationFault e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot suggest a suite for " + data.name() + ": " + e.getMessage(), e);
        }
    }
}
