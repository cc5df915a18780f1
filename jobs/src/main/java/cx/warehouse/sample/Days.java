package cx.warehouse.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The activity days in the reporting zone, where a day may have 23 or 25 hours, and times as the vendors write them. */
final class Days {
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    private final long[] starts;

    Days(SampleSpec spec) {
        starts = new long[spec.days() + 2];
        for (int day = 0; day < starts.length; day++) {
            starts[day] = spec.activity(day).atStartOfDay(ZONE).toEpochSecond();
        }
    }

    /** The first second of a day, since 1970. */
    long start(int day) {
        return starts[day];
    }

    /** How many seconds a day has. */
    int length(int day) {
        return (int) (starts[day + 1] - starts[day]);
    }

    /** 2026-03-06 gives 20260306. */
    static String compact(LocalDate day) {
        return COMPACT.format(day);
    }

    /** A second since 1970 as local time in a zone. */
    static LocalDateTime local(long second, String zone) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneId.of(zone));
    }

    /** A local time in a pattern, in English whatever the machine speaks. */
    static String text(LocalDateTime time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }
}
