package cx.warehouse.quality.python;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Parses dates and times in people's notations, exactly as {@code dateutil.parser.parse} of python-dateutil 2.9 does.
 */
public final class DateText {

    /**
     * Default for missing fields. It is the first of a month with 31 days in a leap year, so every value that a text
     * may have is valid.
     */
    private static final Instant FORGIVING = Instant.parse("2000-01-01T00:00:00Z");

    private final DateCursor tokens;
    private final DateFields fields = new DateFields();

    private DateText(String text) {
        tokens = new DateCursor(DateTokens.of(text));
    }

    /**
     * Whether dateutil can parse the text on at least one day: {@code 31} and {@code Feb 29} are dates on some days
     * only.
     */
    public static boolean parses(String text) {
        return moment(text, FORGIVING).isPresent();
    }

    /**
     * Parses the text. Missing fields come from {@code defaultDay}; without an offset the text is in UTC. Empty if it
     * is no date.
     */
    static Optional<Instant> moment(String text, Instant defaultDay) {
        try {
            DateFields fields = new DateText(text).read();
            return Optional.of(fields.moment(defaultDay));
        } catch (NotADate | DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Parses a text that has a whole day, the year with its century. Without a time it is the start of the day; without
     * an offset it is in UTC. Empty for other texts.
     */
    public static Optional<Instant> wholeMoment(String text) {
        try {
            DateFields fields = new DateText(text).read();
            return fields.isWholeDay() ? Optional.of(fields.moment(FORGIVING)) : Optional.empty();
        } catch (NotADate | DateTimeException e) {
            return Optional.empty();
        }
    }

    private DateFields read() {
        DateNumbers numbers = new DateNumbers(tokens, fields);
        while (!tokens.isAtEnd()) {
            if (DateTokens.isDecimal(tokens.current())) {
                numbers.read();
            } else {
                readWord(tokens.current());
            }
            tokens.skip(1);
        }
        if (fields.isEmpty()) {
            throw new NotADate("the text has no date");
        }
        return fields;
    }

    private void readWord(String word) {
        if (DateWords.weekday(word) != null) {
            fields.weekday = DateWords.weekday(word);
        } else if (DateWords.month(word) != null) {
            readMonth(DateWords.month(word));
        } else if (DateWords.half(word) != null) {
            readHalf(DateWords.half(word));
        } else if (mayBeZone(word) && fields.offsetSeconds == null) {
            readZone(word);
        } else if (fields.hour != null && (word.equals("+") || word.equals("-"))) {
            readOffset(word.equals("+") ? 1 : -1);
        } else if (!DateWords.isFiller(word)) {
            throw new NotADate("\"" + word + "\" is no word of a date");
        }
    }

    /** The name of a month, with the day or year that a separator or "of" joins to it. */
    private void readMonth(int month) {
        fields.numbers.addMonth(month);
        if (tokens.is(1, "-") || tokens.is(1, "/")) {
            String separator = tokens.at(1);
            fields.numbers.add(tokens.at(2));
            if (tokens.is(3, separator)) {
                fields.numbers.add(tokens.at(4));
                tokens.skip(2);
            }
            tokens.skip(2);
        } else if (tokens.has(4) && tokens.is(1, " ") && tokens.at(2).equalsIgnoreCase("of") && tokens.is(3, " ")) {
            if (DateTokens.isNumber(tokens.at(4))) {
                fields.numbers.addShortYear(tokens.at(4));
            }
            tokens.skip(4);
        }
    }

    private void readHalf(DateWords.Half half) {
        if (fields.hour == null || fields.hour > 12) {
            throw new NotADate("no hour of a clock of twelve");
        }
        fields.setHour(fields.hour, half);
    }

    private boolean mayBeZone(String word) {
        return fields.hour != null && fields.zone == null && DateWords.isZone(word);
    }

    /**
     * The name of a zone. In {@code GMT+3} the sign is the reverse of an offset's: the local time plus three hours is
     * GMT.
     */
    private void readZone(String name) {
        fields.zone = name;
        if (tokens.is(1, "+") || tokens.is(1, "-")) {
            tokens.replace(1, tokens.is(1, "+") ? "-" : "+");
            fields.zone = DateWords.isUtc(name) ? null : name;
        }
    }

    /** {@code +0100}, {@code +01:00} or {@code +1}, with or without the zone's name in brackets. */
    private void readOffset(int sign) {
        String digits = tokens.at(1);
        long minutes;
        if (digits.length() == 4) {
            minutes = 60L * DateTokens.number(digits.substring(0, 2)) + DateTokens.number(digits.substring(2));
        } else if (tokens.is(2, ":")) {
            minutes = 60L * DateTokens.number(digits) + DateTokens.number(tokens.at(3));
            tokens.skip(2);
        } else if (digits.length() <= 2) {
            minutes = 60L * DateTokens.number(digits);
        } else {
            throw new NotADate("\"" + digits + "\" is no offset");
        }
        fields.offsetSeconds = sign * minutes * 60;
        readBracketedZone();
        tokens.skip(1);
    }

    private void readBracketedZone() {
        boolean isBracketed =
                tokens.has(5) && DateWords.isFiller(tokens.at(2)) && tokens.is(3, "(") && tokens.is(5, ")");
        if (isBracketed && tokens.at(4).length() >= 3 && mayBeZone(tokens.at(4))) {
            fields.zone = tokens.at(4);
            tokens.skip(4);
        }
    }
}
