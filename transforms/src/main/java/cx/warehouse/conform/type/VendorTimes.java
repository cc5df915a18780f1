package cx.warehouse.conform.type;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Parses dates and times in vendors' notations; a date that does not exist is rejected. */
final class VendorTimes {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private VendorTimes() {}

    /** {@code 2026-03-01}; null for anything else. */
    static LocalDate isoDate(String text) {
        return text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-'
                ? date(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                : null;
    }

    /** {@code 20260301}; null for anything else. */
    static LocalDate compactDate(String text) {
        return text.length() == 8 ? date(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8)) : null;
    }

    /**
     * An ISO 8601 instant: {@code 2026-03-01T12:34:56.000Z}, {@code 2026-03-01 12:34:56 -0500},
     * {@code 2026-03-01T12:34}. Without an offset it is a local time in {@code zone}. A time that a clock change skips
     * moves forward by the gap; of a repeated time the first is taken.
     *
     * @return null if the text is no such instant
     */
    static Instant isoInstant(String text, ZoneId zone) {
        if (text.length() < 16 || (text.charAt(10) != 'T' && text.charAt(10) != ' ') || text.charAt(13) != ':') {
            return null;
        }
        LocalDate date = isoDate(text.substring(0, 10));
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int at = 16;
        int second = 0;
        int nano = 0;
        if (at < text.length() && text.charAt(at) == ':') {
            second = text.length() < 19 ? -1 : number(text, 17, 19);
            at = 19;
            if (at < text.length() && text.charAt(at) == '.') {
                int start = ++at;
                while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
                    at++;
                }
                nano = fraction(text, start, at);
            }
        }
        if (date == null
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59
                || nano < 0) {
            return null;
        }
        LocalDateTime local = LocalDateTime.of(date, LocalTime.of(hour, minute, second, nano));
        if (at >= text.length()) {
            return local.atZone(zone).toInstant();
        }
        ZoneOffset offset = offset(text.charAt(at) == ' ' ? text.substring(at + 1) : text.substring(at));
        return offset == null ? null : local.toInstant(offset);
    }

    /** Makes a strict formatter of a contract's pattern, for English names in any case. */
    static DateTimeFormatter formatter(String pattern) {
        StringBuilder strict = new StringBuilder();
        boolean isLiteral = false;
        for (int at = 0; at < pattern.length(); at++) {
            char character = pattern.charAt(at);
            isLiteral ^= character == '\'';
            strict.append(character == 'y' && !isLiteral ? 'u' : character);
        }
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(strict.toString())
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Parses a date in that format; null if the text is none. */
    static LocalDate date(String text, DateTimeFormatter formatter) {
        try {
            return LocalDate.from(formatter.parse(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Parses an instant in that format, with a local time in {@code zone}; null if the text is none. */
    static Instant instant(String text, DateTimeFormatter formatter, ZoneId zone) {
        try {
            TemporalAccessor parsed = formatter.parse(text);
            return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                    ? Instant.from(parsed)
                    : LocalDateTime.from(parsed).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A count of units since 1970, digits only; null for anything else. */
    static Instant epoch(String text, long perSecond) {
        int length = text.length();
        if (length == 0 || length > 18) {
            return null;
        }
        long count = 0;
        for (int at = 0; at < length; at++) {
            char character = text.charAt(at);
            if (character < '0' || character > '9') {
                return null;
            }
            count = count * 10 + (character - '0');
        }
        long second = count / perSecond;
        return second > 253_402_300_799L
                ? null
                : Instant.ofEpochSecond(second, count % perSecond * (1_000_000_000L / perSecond));
    }

    private static LocalDate date(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return null;
        }
        int last = month == 2 && Year.isLeap(year) ? 29 : DAYS[month - 1];
        return day > last ? null : LocalDate.of(year, month, day);
    }

    private static ZoneOffset offset(String text) {
        if (text.equals("Z") || text.equals("z")) {
            return ZoneOffset.UTC;
        }
        String digits = text.length() == 6 && text.charAt(3) == ':' ? text.substring(0, 3) + text.substring(4) : text;
        boolean isSigned = !digits.isEmpty() && (digits.charAt(0) == '+' || digits.charAt(0) == '-');
        if (!isSigned || (digits.length() != 5 && digits.length() != 3)) {
            return null;
        }
        int hours = number(digits, 1, 3);
        int minutes = digits.length() == 5 ? number(digits, 3, 5) : 0;
        if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
            return null;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return ZoneOffset.ofTotalSeconds(digits.charAt(0) == '-' ? -seconds : seconds);
    }

    private static int fraction(String text, int start, int end) {
        if (end == start || end - start > 9) {
            return -1;
        }
        int nano = number(text, start, end);
        for (int digit = end - start; digit < 9 && nano >= 0; digit++) {
            nano *= 10;
        }
        return nano;
    }

    private static int number(String text, int start, int end) {
        int value = 0;
        for (int at = start; at < end; at++) {
            char character = text.charAt(at);
            if (character < '0' || character > '9') {
                return -1;
            }
            value = value * 10 + (character - '0');
        }
        return value;
    }
}
