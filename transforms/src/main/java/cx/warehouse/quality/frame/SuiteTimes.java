package cx.warehouse.quality.frame;

import cx.warehouse.quality.python.DateText;
import cx.warehouse.quality.suite.ExpectationFault;
import java.time.Instant;
import java.util.Optional;

/**
 * Parses dates and times in the forms that suites use: a whole day, a year with its century, and UTC if there is no
 * offset.
 */
public final class SuiteTimes {

    private SuiteTimes() {}

    public static Instant parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new ExpectationFault("\"" + text + "\" is not a date or time we can read"));
    }

    static Optional<Instant> tryParse(String text) {
        return DateText.wholeMoment(text);
    }
}
