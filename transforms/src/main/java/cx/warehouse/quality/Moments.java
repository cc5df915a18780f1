package cx.warehouse.quality;

import java.time.Instant;
import java.util.Optional;

/** Dates and times as suites write them: a whole day, the year with its century; UTC without an offset. */
final class Moments {

    private Moments() {}

    static Instant parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new ExpectationFault("\"" + text + "\" is not a date or time we can read"));
    }

    static Optional<Instant> tryParse(String text) {
        return DateText.wholeMoment(text);
    }
}
