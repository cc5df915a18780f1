package cx.warehouse.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Dates and times as suites write them: ISO first, then the other ways people write a day; UTC without an offset. */
final class Moments {

    private static final String TIME = "['T'][ ][H:mm[:ss]]";
    private static final List<DateTimeFormatter> FORMS = Stream.of(
                    "uuuu-M-d",
                    "uuuu/M/d",
                    "uuuuMMdd",
                    "M/d/uuuu",
                    "MMM d uuuu",
                    "MMM d, uuuu",
                    "MMMM d uuuu",
                    "d MMM uuuu")
            .map(day -> new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(day + TIME)
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .appendPattern("[ ][XXX][XX][X]")
                    .toFormatter(Locale.ENGLISH))
            .toList();

    private Moments() {}

    static Instant parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new ExpectationFault("\"" + text + "\" is not a date or time we can read"));
    }

    static Optional<Instant> tryParse(String text) {
        return FORMS.stream().flatMap(form -> read(form, text.trim()).stream()).findFirst();
    }

    private static Optional<Instant> read(DateTimeFormatter form, String text) {
        try {
            TemporalAccessor read = form.parse(text);
            LocalTime time = read.query(TemporalQueries.localTime());
            ZoneOffset offset = read.query(TemporalQueries.offset());
            return Optional.of(LocalDate.from(read)
                    .atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .toInstant(offset == null ? ZoneOffset.UTC : offset));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
