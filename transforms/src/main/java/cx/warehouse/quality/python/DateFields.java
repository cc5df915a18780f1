package cx.warehouse.quality.python;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** Fields of a date text, filled while it is read; a field that the text lacks is null. */
final class DateFields {

    private static final int NOON = 12;
    private static final int LAST_YEAR = 9999;

    final DayNumbers numbers = new DayNumbers();
    Integer weekday;
    Integer hour;
    Integer minute;
    Integer second;
    Integer microsecond;
    String zone;
    Long offsetSeconds;

    /** Whether year, month and day are all present, the year with its century. */
    boolean isWholeDay() {
        DayNumbers.Day day = numbers.day();
        return numbers.isCenturyKnown() && day.month() != null && day.day() != null;
    }

    boolean isEmpty() {
        return numbers.isEmpty() && weekday == null && hour == null && minute == null && second == null;
    }

    /** Turns an hour of a 12-hour clock into one of 24 hours; an hour after noon is unchanged. */
    void setHour(int value, DateWords.Half half) {
        boolean isNoon = value == NOON;
        hour = half == DateWords.Half.MORNING ? (isNoon ? 0 : value) : (value < NOON ? value + NOON : value);
    }

    void setHours(BigDecimal value) {
        hour = DayNumbers.whole(value);
        if (sixtieths(value) != null) {
            minute = sixtieths(value);
        }
    }

    void setMinutes(BigDecimal value) {
        minute = DayNumbers.whole(value);
        second = sixtieths(value);
    }

    /** Parses seconds with or without a fraction; digits beyond microseconds are cut off. */
    void setSeconds(String written) {
        int dot = written.indexOf('.');
        second = DateTokens.number(dot < 0 ? written : written.substring(0, dot));
        String fraction = dot < 0 ? "0" : written.substring(dot + 1);
        microsecond = DateTokens.number((fraction + "00000").substring(0, 6));
    }

    /**
     * Builds the instant. Missing fields come from {@code defaultDay}; without an offset the text is in UTC.
     *
     * @throws DateTimeException if there is no such date or time
     */
    Instant moment(Instant defaultDay) {
        LocalDateTime missing = LocalDateTime.ofInstant(defaultDay, ZoneOffset.UTC);
        LocalTime time = time(missing.toLocalTime());
        LocalDateTime local = day(missing.toLocalDate()).atTime(time);
        return local.toInstant(ZoneOffset.UTC).minusSeconds(offset());
    }

    /** Offset from UTC in seconds. If the zone is a name of UTC, the written offset is ignored. */
    private long offset() {
        return offsetSeconds == null || (zone != null && DateWords.isUtc(zone)) ? 0 : offsetSeconds;
    }

    private LocalTime time(LocalTime missing) {
        int micros = microsecond == null ? missing.getNano() / 1000 : microsecond;
        return LocalTime.of(
                hour == null ? missing.getHour() : hour,
                minute == null ? missing.getMinute() : minute,
                second == null ? missing.getSecond() : second,
                micros * 1000);
    }

    private LocalDate day(LocalDate missing) {
        DayNumbers.Day day = numbers.day();
        int year = day.year() == null ? missing.getYear() : withCentury(day.year(), missing.getYear());
        YearMonth month =
                YearMonth.of(requireInRange(year), day.month() == null ? missing.getMonthValue() : day.month());
        if (day.day() != null) {
            return month.atDay(day.day());
        }
        LocalDate sameDay = month.atDay(Math.min(missing.getDayOfMonth(), month.lengthOfMonth()));
        if (weekday == null) {
            return sameDay;
        }
        LocalDate next = sameDay.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(weekday)));
        requireInRange(next.getYear());
        return next;
    }

    /** Completes a year of two digits to the one nearest to {@code thisYear}, from 50 years before to 49 after. */
    private int withCentury(int year, int thisYear) {
        if (year > 99 || numbers.isCenturyKnown()) {
            return year;
        }
        int sameCentury = thisYear - thisYear % 100 + year;
        int back = sameCentury >= thisYear + 50 ? 100 : 0;
        int ahead = sameCentury < thisYear - 50 ? 100 : 0;
        return sameCentury - back + ahead;
    }

    private static int requireInRange(int year) {
        if (year < 1 || year > LAST_YEAR) {
            throw new DateTimeException("year " + year);
        }
        return year;
    }

    private static Integer sixtieths(BigDecimal value) {
        BigDecimal rest = value.remainder(BigDecimal.ONE);
        return rest.signum() == 0
                ? null
                : Integer.valueOf(rest.multiply(BigDecimal.valueOf(60)).intValue());
    }
}
