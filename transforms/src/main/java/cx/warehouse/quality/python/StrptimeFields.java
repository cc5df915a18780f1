package cx.warehouse.quality.python;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Fields of one text that was read with a strptime format; they may form a date that Python can represent. */
final class StrptimeFields {

    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final List<String> SHORT_MONTHS = shorten(MONTHS);
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final List<String> SHORT_DAYS = shorten(DAYS);
    private static final Pattern OFFSET = Pattern.compile(
            "[+-]\\p{Nd}{4}([0-5]\\p{Nd}(\\..*)?)?|[+-]\\p{Nd}{2}:[0-5]\\p{Nd}(:[0-5]\\p{Nd}(\\..*)?)?");
    private static final int HOURS_OF_DAY = 24;
    private static final int NO_YEAR = 1900;
    private static final int NO_YEAR_LEAPING = 1904;
    private static final int LAST_YEAR = 9999;
    private static final int LAST_SECOND = 59;

    private Integer year;
    private int month = 1;
    private int day = 1;
    private Integer dayOfYear;
    private Integer weekday;
    private Integer week;
    private boolean isSundayFirst;
    private Integer isoYear;
    private Integer isoWeek;
    private int second;
    private boolean isOffsetSound = true;

    void set(char field, String text) {
        switch (field) {
            case 'Y' -> year = number(text);
            case 'y' -> year = number(text) + (number(text) <= 68 ? 2000 : 1900);
            case 'm' -> month = number(text);
            case 'B' -> month = 1 + indexOf(MONTHS, text);
            case 'b' -> month = 1 + indexOf(SHORT_MONTHS, text);
            case 'd' -> day = number(text.trim());
            case 'j' -> dayOfYear = number(text);
            case 'A' -> weekday = 1 + indexOf(DAYS, text);
            case 'a' -> weekday = 1 + indexOf(SHORT_DAYS, text);
            case 'u' -> weekday = number(text);
            case 'w' -> weekday = number(text) == 0 ? 7 : number(text);
            case 'U', 'W' -> {
                week = number(text);
                isSundayFirst = field == 'U';
            }
            case 'G' -> isoYear = number(text);
            case 'V' -> isoWeek = number(text);
            case 'S' -> second = number(text);
            case 'z' -> isOffsetSound = isOffset(text);
            default -> {
                // the pattern alone validates hours, minutes, fractions, am and pm, and names of zones
            }
        }
    }

    /**
     * Whether the fields form an existing day.
     *
     * @throws DateTimeException if the day, or the year it is counted from, does not exist
     */
    boolean isMoment() {
        if (second > LAST_SECOND || !isOffsetSound || !hasWholeIsoDay()) {
            return false;
        }
        LocalDate found = resolveDay();
        return isInRange(found) && !(isLeapDayWithoutYear() && isLeapDay(found.getMonthValue(), found.getDayOfMonth()));
    }

    /** Whether the text is 29 February without a year. Python then uses 1900, which has no leap day. */
    private boolean isLeapDayWithoutYear() {
        return year == null && isLeapDay(month, day);
    }

    private static boolean isLeapDay(int month, int day) {
        return month == 2 && day == 29;
    }

    private boolean hasWholeIsoDay() {
        if (year == null && isoYear != null) {
            return isoWeek != null && weekday != null && dayOfYear == null;
        }
        return week != null || isoWeek == null;
    }

    private LocalDate resolveDay() {
        int first = year != null ? year : isLeapDayWithoutYear() ? NO_YEAR_LEAPING : NO_YEAR;
        if (dayOfYear != null) {
            return startOfYear(first).plusDays(dayOfYear - 1L);
        }
        if (weekday != null && week != null) {
            return dayByWeekNumber(first);
        }
        if (weekday != null && isoWeek != null && isoYear != null) {
            return isoDay();
        }
        return startOfYear(first).withMonth(month).withDayOfMonth(day);
    }

    /**
     * Finds a day by its week number. Week 1 begins with the year's first Sunday or Monday; earlier days are in week 0.
     */
    private LocalDate dayByWeekNumber(int weekYear) {
        int shift = isSundayFirst ? 1 : 0;
        int first = (startOfYear(weekYear).getDayOfWeek().getValue() - 1 + shift) % 7;
        int ofWeek = (weekday - 1 + shift) % 7;
        int daysToWeek = week == 0 ? -first : (7 - first) % 7 + 7 * (week - 1);
        return startOfYear(weekYear).plusDays((long) daysToWeek + ofWeek);
    }

    private LocalDate isoDay() {
        LocalDate fourth = startOfYear(isoYear).withDayOfMonth(4);
        LocalDate monday = fourth.with(DayOfWeek.MONDAY);
        return monday.plusWeeks(isoWeek - 1L).plusDays(weekday - 1L);
    }

    private static LocalDate startOfYear(int year) {
        LocalDate start = LocalDate.of(year, 1, 1);
        if (!isInRange(start)) {
            throw new DateTimeException("year " + year);
        }
        return start;
    }

    private static boolean isInRange(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= LAST_YEAR;
    }

    /** Whether the offset is less than a day, with colons in all of its positions or in none. */
    private static boolean isOffset(String text) {
        return text.equals("Z") || (OFFSET.matcher(text).matches() && number(text.substring(1, 3)) < HOURS_OF_DAY);
    }

    private static List<String> shorten(List<String> names) {
        return names.stream().map(name -> name.substring(0, 3)).toList();
    }

    private static int indexOf(List<String> names, String text) {
        int place = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (place < 0) {
            throw new DateTimeException("no such name");
        }
        return place;
    }

    /** Parses digits of any script. */
    private static int number(String digits) {
        return digits.codePoints().reduce(0, (number, c) -> number * 10 + Character.digit(c, 10));
    }
}
