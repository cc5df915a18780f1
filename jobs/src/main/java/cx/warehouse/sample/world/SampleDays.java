package cx.warehouse.sample.world;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The days of activity in the reporting zone, where a day may have 23 or 25 hours, and formats of dates and times. */
public final class SampleDays {
    public static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    private final long[] starts;

    public SampleDays(SampleSpec spec) {
        starts = new long[spec.days() + 2];
        for (int day = 0; day < starts.length; day++) {
            starts[day] = spec.activity(day).atStartOfDay(ZONE).toEpochSecond();
        }
    }

    /** The first second of a day, in seconds since 1970. */
    public long start(int day) {
        return starts[day];
    }

    /** The length of a day in seconds. */
    public int length(int day) {
        return (int) (starts[day + 1] - starts[day]);
    }

    /** Formats 2026-03-06 as 20260306. */
    public static String compactDate(LocalDate day) {
        return COMPACT.format(day);
    }

    /** Converts seconds since 1970 to the local time of a zone. */
    public static LocalDateTime localTime(long second, String zone) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneId.of(zone));
    }

    /** Formats a local time by a pattern, always in English. */
    public static String text(LocalDateTime time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }
}
