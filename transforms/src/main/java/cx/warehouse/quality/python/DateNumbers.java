package cx.warehouse.quality.python;

import java.math.BigDecimal;
import java.util.List;

/** Interprets a number in a date text by its length and by the tokens around it. */
final class DateNumbers {

    private static final String COLON = ":";
    private static final List<String> SEPARATORS = List.of("-", "/", ".");

    private final DateCursor tokens;
    private final DateFields fields;

    DateNumbers(DateCursor tokens, DateFields fields) {
        this.tokens = tokens;
        this.fields = fields;
    }

    /** Reads the number under the cursor and leaves the cursor on the last token that belongs to it. */
    void read() {
        String written = tokens.current();
        if (isTimeAfterDay(written)) {
            fields.hour = DateTokens.number(written.substring(0, 2));
            if (written.length() == 4) {
                fields.minute = DateTokens.number(written.substring(2));
            }
        } else if (written.length() == 6 || (written.length() > 6 && written.indexOf('.') == 6)) {
            readSixDigits(written);
        } else if (List.of(8, 12, 14).contains(written.length())) {
            readWholeDay(written);
        } else if (!readWithUnit(written)) {
            readSmallNumber(written);
        }
    }

    /** {@code 23} or {@code 2359} after a complete day. */
    private boolean isTimeAfterDay(String written) {
        return fields.numbers.isFull()
                && (written.length() == 2 || written.length() == 4)
                && fields.hour == null
                && (!tokens.has(1) || (!tokens.is(1, COLON) && tokens.unit(1) == null));
    }

    /** {@code YYMMDD}, or {@code HHMMSS} with or without a fraction if a number of the day was read before. */
    private void readSixDigits(String written) {
        if (fields.numbers.isEmpty() && written.indexOf('.') < 0) {
            fields.numbers.add(written.substring(0, 2));
            fields.numbers.add(written.substring(2, 4));
            fields.numbers.add(written.substring(4));
        } else {
            fields.hour = DateTokens.number(written.substring(0, 2));
            fields.minute = DateTokens.number(written.substring(2, 4));
            fields.setSeconds(written.substring(4));
        }
    }

    /** {@code YYYYMMDD[HHMM[SS]]}. */
    private void readWholeDay(String written) {
        fields.numbers.addYear(written.substring(0, 4));
        fields.numbers.add(written.substring(4, 6));
        fields.numbers.add(written.substring(6, 8));
        if (written.length() > 8) {
            fields.hour = DateTokens.number(written.substring(8, 10));
            fields.minute = DateTokens.number(written.substring(10, 12));
        }
        if (written.length() > 12) {
            fields.second = DateTokens.number(written.substring(12));
        }
    }

    /**
     * Reads a number with a unit after it ({@code 12h}, {@code 12 h}). In {@code 12h04}, the second number gets the
     * next smaller unit than the first.
     *
     * @return whether a unit was found
     */
    private boolean readWithUnit(String written) {
        int at = tokens.unit(1) != null ? 1 : tokens.is(1, " ") && tokens.unit(2) != null ? 2 : 0;
        if (at > 0) {
            assign(tokens.unit(at), written);
            tokens.skip(at);
            return true;
        }
        boolean isLast = !tokens.has(1);
        DateWords.Unit before = tokens.unit(-1);
        if (before == null && isLast && tokens.is(-1, " ")) {
            before = tokens.unit(-2);
        }
        if (before != null && before != DateWords.Unit.SECOND) {
            assign(DateWords.Unit.values()[before.ordinal() + 1], written);
        }
        return before != null;
    }

    private void assign(DateWords.Unit unit, String written) {
        switch (unit) {
            case HOUR -> fields.setHours(new BigDecimal(written));
            case MINUTE -> fields.setMinutes(new BigDecimal(written));
            case SECOND -> fields.setSeconds(written);
        }
    }

    private void readSmallNumber(String written) {
        BigDecimal value = new BigDecimal(written);
        if (tokens.has(2) && tokens.is(1, COLON)) {
            readClock(value);
        } else if (tokens.has(1) && SEPARATORS.contains(tokens.at(1))) {
            readSeparated(written);
        } else if (!tokens.has(1) || DateWords.isFiller(tokens.at(1))) {
            readAlone(value);
        } else if (tokens.half(1) != null && value.compareTo(BigDecimal.valueOf(24)) < 0) {
            fields.setHour(value.intValue(), tokens.half(1));
            tokens.skip(1);
        } else if (fields.numbers.allowsDay(value)) {
            fields.numbers.add(value);
        } else {
            throw new NotADate("\"" + written + "\" is no day");
        }
    }

    /** {@code HH:MM[:SS[.fraction]]}. */
    private void readClock(BigDecimal hours) {
        fields.hour = DayNumbers.whole(hours);
        fields.setMinutes(tokens.decimal(2));
        if (tokens.has(4) && tokens.is(3, COLON)) {
            fields.setSeconds(tokens.at(4));
            tokens.skip(2);
        }
        tokens.skip(2);
    }

    /** Two or three numbers with the same separator between them; one may be the name of a month. */
    private void readSeparated(String written) {
        String separator = tokens.at(1);
        fields.numbers.add(written);
        if (tokens.has(2) && !DateWords.isFiller(tokens.at(2))) {
            addNumberOrMonth(tokens.at(2));
            if (tokens.is(3, separator)) {
                addNumberOrMonth(tokens.at(4));
                tokens.skip(2);
            }
            tokens.skip(1);
        }
        tokens.skip(1);
    }

    private void addNumberOrMonth(String token) {
        Integer month = DateWords.month(token);
        if (month == null) {
            fields.numbers.add(token);
        } else {
            fields.numbers.addMonth(month);
        }
    }

    /** A single year, month or day, or an hour if am or pm follows the blank. */
    private void readAlone(BigDecimal value) {
        if (tokens.half(2) == null) {
            fields.numbers.add(value);
            tokens.skip(1);
        } else {
            fields.setHour(DayNumbers.whole(value), tokens.half(2));
            tokens.skip(2);
        }
    }
}
