package cx.warehouse.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats numbers, dates and timestamps for people. */
final class DisplayFormats {

    private static final int DIGITS = 6;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);
    private static final Pattern DATED = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:-.*)?");

    private DisplayFormats() {}

    /**
     * A number with grouped thousands. Fractions are rounded to six significant digits, but never to fewer than two
     * decimals.
     */
    static String number(double number) {
        if (Double.isNaN(number)) {
            return "not a number";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "infinity" : "minus infinity";
        }
        return number(BigDecimal.valueOf(number));
    }

    static String number(BigDecimal number) {
        int whole = number.precision() - number.scale();
        int decimals = Math.max(2, DIGITS - Math.max(whole, number.abs().compareTo(BigDecimal.ONE) < 0 ? whole : 1));
        BigDecimal rounded = number.setScale(Math.min(decimals, 12), RoundingMode.HALF_UP);
        DecimalFormat format = new DecimalFormat("#,##0.############", DecimalFormatSymbols.getInstance(Locale.ROOT));
        String text = format.format(rounded);
        return text.equals("-0") ? "0" : text;
    }

    /**
     * A share of 100, as in {@code 99.5%}. Values below 100 are never rounded to 100, and values above 0 never to 0.
     */
    static String percent(double percent) {
        double shown = Math.round(percent * 10) / 10.0;
        if (shown >= 100 && percent < 100) {
            return "more than 99.9%";
        }
        if (shown <= 0 && percent > 0) {
            return "less than 0.1%";
        }
        return number(shown) + "%";
    }

    /** A count with its noun, as in {@code 1 value} or {@code 1,204 values}. */
    public static String count(long count, String one) {
        return number(count) + " " + (count == 1 ? one : one + "s");
    }

    static String moment(Instant moment) {
        return MOMENT.format(moment.atOffset(ZoneOffset.UTC));
    }

    /** The delivery date of a run whose name begins with a date; for other runs the date of the run itself. */
    static String day(String run, Instant time) {
        Matcher dated = DATED.matcher(run);
        if (dated.matches()) {
            try {
                return DAY.format(LocalDate.parse(dated.group(1)));
            } catch (DateTimeException noDay) {
                return DAY.format(time.atOffset(ZoneOffset.UTC));
            }
        }
        return DAY.format(time.atOffset(ZoneOffset.UTC));
    }
}
