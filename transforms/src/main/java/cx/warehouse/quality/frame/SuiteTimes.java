package cx.warehouse.quality.frame;

import cx.warehouse.quality.python.DateText;
import cx.warehouse.quality.suite.ExpectationFault;
import java.time.Instant;
import java.util.Optional;

/** Dates and times as suites write them: a whole day, the year with its century; UTC without an offset. */
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
