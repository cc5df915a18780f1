package cx.warehouse.quality.python;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects up to three numbers of a date text that may be its year, month and day, and assigns them once all are known.
 */
final class DayNumbers {

    private static final int LEAP_YEAR = 2000;

    /** Year, month and day; null for those that the text lacks. */
    record Day(Integer year, Integer month, Integer day) {}

    private final List<Integer> numbers = new ArrayList<>();
    private int year = -1;
    private int month = -1;
    private boolean isCenturyKnown;

    /** Adds a number as written; with more than two digits it must be the year. */
    void add(String digits) {
        if (DateTokens.isNumber(digits) && digits.length() > 2) {
            addYear(digits);
        } else {
            append(DateTokens.number(digits));
        }
    }

    void add(BigDecimal value) {
        if (value.compareTo(BigDecimal.valueOf(100)) > 0) {
            markYear();
        }
        append(whole(value));
    }

    void addYear(String digits) {
        int value = DateTokens.number(digits);
        markYear();
        append(value);
    }

    /** Adds a number that the words around it mark as the year; its century may be missing. */
    void addShortYear(String digits) {
        int value = DateTokens.number(digits);
        markYear();
        isCenturyKnown = value > 99;
        append(value);
    }

    void addMonth(int value) {
        if (month >= 0) {
            throw new NotADate("two months");
        }
        month = numbers.size();
        append(value);
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }

    boolean isFull() {
        return numbers.size() == 3;
    }

    /** Whether the year was written with its century. */
    boolean isCenturyKnown() {
        return isCenturyKnown;
    }

    /** Whether the value is a valid day of the month and year known so far. */
    boolean allowsDay(BigDecimal value) {
        int last = month < 0
                ? 31
                : YearMonth.of(year < 0 ? LEAP_YEAR : numbers.get(year), numbers.get(month))
                        .lengthOfMonth();
        return value.compareTo(BigDecimal.ONE) >= 0 && value.compareTo(BigDecimal.valueOf(last)) <= 0;
    }

    Day day() {
        return switch (numbers.size()) {
            case 0 -> new Day(null, null, null);
            case 1 -> single();
            case 2 -> pair();
            case 3 -> triple();
            default -> throw new NotADate("more than three numbers");
        };
    }

    /** The integer part of the value; more than nine digits give 999999999, as in {@link DateTokens#number}. */
    static int whole(BigDecimal value) {
        return value.min(BigDecimal.valueOf(999_999_999)).intValue();
    }

    private Day single() {
        int only = numbers.get(0);
        if (month == 0) {
            return new Day(null, only, null);
        }
        return year == 0 || only > 31 ? new Day(only, null, null) : new Day(null, null, only);
    }

    private Day pair() {
        int first = numbers.get(0);
        int second = numbers.get(1);
        if (month >= 0) {
            int other = month == 0 ? second : first;
            boolean isYear = year >= 0 || other > 31;
            return new Day(isYear ? other : null, numbers.get(month), isYear ? null : other);
        }
        if (first > 31) {
            return new Day(first, second, null);
        }
        return second > 31 ? new Day(second, first, null) : new Day(null, first, second);
    }

    private Day triple() {
        int first = numbers.get(0);
        int second = numbers.get(1);
        if (year >= 0 && month >= 0) {
            return day(year, month, 3 - year - month);
        }
        return switch (month) {
            case 0 -> second > 31 ? day(1, 0, 2) : day(2, 0, 1);
            case 1 -> first > 31 ? day(0, 1, 2) : day(2, 1, 0);
            case 2 -> second > 31 ? day(1, 2, 0) : day(0, 2, 1);
            default -> first > 31 || year == 0 ? day(0, 1, 2) : first > 12 ? day(2, 1, 0) : day(2, 0, 1);
        };
    }

    private Day day(int yearAt, int monthAt, int dayAt) {
        return new Day(numbers.get(yearAt), numbers.get(monthAt), numbers.get(dayAt));
    }

    private void markYear() {
        if (year >= 0) {
            throw new NotADate("two years");
        }
        isCenturyKnown = true;
        year = numbers.size();
    }

    private void append(int value) {
        numbers.add(value);
    }
}
