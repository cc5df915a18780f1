package cx.warehouse.conform.type;

import cx.warehouse.contract.NumberFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Parses numbers in vendors' notations. Text that is not certainly a number is rejected. */
final class VendorNumbers {
    private VendorNumbers() {}

    /** A number without group separators, currency signs or exponent: {@code -12.50}; null for anything else. */
    static BigDecimal parsePlain(String text) {
        return parse(text, NumberFormat.PLAIN);
    }

    /** Whether the text is an integer without sign, of at most that many digits. */
    static boolean isCount(String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    /** A number in JSON, whose syntax the parser has checked; null if it is absurdly long or large. */
    static BigDecimal parseJson(String text) {
        BigDecimal number = text.length() > 100 ? null : new BigDecimal(text);
        return number == null || Math.abs((long) number.scale()) > 100 ? null : number;
    }

    /**
     * A number in a vendor's notation: {@code 1,234.56} (or {@code 1.234,56}), {@code -$45.00}; null for anything else.
     * Group separators must be three digits apart; a currency sign and blanks around the number are dropped.
     */
    static BigDecimal parse(String text, NumberFormat format) {
        int at = 0;
        int end = text.length();
        boolean isDressed = format.allowsCurrencySign();
        while (isDressed && at < end && isCurrencyOrBlank(text.charAt(at))) {
            at++;
        }
        boolean isNegative = at < end && text.charAt(at) == '-';
        if (at < end && (isNegative || (isDressed && text.charAt(at) == '+'))) {
            at++;
        }
        while (isDressed && at < end && isCurrencyOrBlank(text.charAt(at))) {
            at++;
        }
        while (isDressed && end > at && isCurrencyOrBlank(text.charAt(end - 1))) {
            end--;
        }
        return parseDigits(text, at, end, format, isNegative);
    }

    /**
     * A number in a vendor's notation that may end with a power of ten: {@code 1.5E-7}. The power has at most two
     * digits; null for anything else.
     */
    static BigDecimal parseWithExponent(String text, NumberFormat format) {
        int at = Math.max(text.lastIndexOf('E'), text.lastIndexOf('e'));
        if (at < 0) {
            return parse(text, format);
        }
        boolean hasSign = at + 1 < text.length() && (text.charAt(at + 1) == '-' || text.charAt(at + 1) == '+');
        String digits = text.substring(at + (hasSign ? 2 : 1));
        BigDecimal number = isCount(digits, 2) ? parse(text.substring(0, at), format) : null;
        if (number == null) {
            return null;
        }
        int power = Integer.parseInt(digits);
        return number.scaleByPowerOfTen(text.charAt(at + 1) == '-' ? -power : power);
    }

    private static BigDecimal parseDigits(String text, int start, int end, NumberFormat format, boolean isNegative) {
        int length = end - start;
        if (length <= 0 || length > 100) {
            return null;
        }
        char[] digits = new char[length];
        int count = 0;
        int scale = -1;
        int run = 0;
        boolean isGrouped = false;
        for (int at = start; at < end; at++) {
            char character = text.charAt(at);
            if (character >= '0' && character <= '9') {
                digits[count++] = character;
                run++;
                scale = scale < 0 ? scale : scale + 1;
            } else if (format.isGroup(character) && scale < 0 && (isGrouped ? run == 3 : run >= 1 && run <= 3)) {
                isGrouped = true;
                run = 0;
            } else if (format.isPoint(character) && scale < 0 && (isGrouped ? run == 3 : run >= 1) && at + 1 < end) {
                scale = 0;
                isGrouped = false;
            } else {
                return null;
            }
        }
        if (count == 0 || (isGrouped && run != 3)) {
            return null;
        }
        BigDecimal number = number(digits, count, Math.max(scale, 0));
        return isNegative ? number.negate() : number;
    }

    private static BigDecimal number(char[] digits, int count, int scale) {
        if (count > 18) {
            return new BigDecimal(digits, 0, count).movePointLeft(scale).setScale(scale, RoundingMode.UNNECESSARY);
        }
        long unscaled = 0;
        for (int at = 0; at < count; at++) {
            unscaled = unscaled * 10 + (digits[at] - '0');
        }
        return BigDecimal.valueOf(unscaled, scale);
    }

    /** {@code number} as {@code decimal(precision, scale)} without rounding; null if it does not fit. */
    static BigDecimal toDecimal(BigDecimal number, int precision, int scale) {
        BigDecimal scaled = number;
        if (number.scale() > scale) {
            BigDecimal bare = number.stripTrailingZeros();
            if (bare.scale() > scale) {
                return null;
            }
            scaled = bare;
        }
        scaled = scaled.setScale(scale, RoundingMode.UNNECESSARY);
        return scaled.precision() > precision ? null : scaled;
    }

    /** {@code number} as an integer within the bounds; null if it is none. */
    static Long toWhole(BigDecimal number, long least, long greatest) {
        if (number.signum() != 0 && number.precision() - number.scale() > 19) {
            return null;
        }
        BigDecimal bare = number.stripTrailingZeros();
        if (bare.scale() > 0
                || bare.compareTo(BigDecimal.valueOf(least)) < 0
                || bare.compareTo(BigDecimal.valueOf(greatest)) > 0) {
            return null;
        }
        return bare.longValueExact();
    }

    private static boolean isCurrencyOrBlank(char character) {
        return character == ' '
                || character == '\u00A0'
                || character == '\u202F'
                || (character >= '$' && Character.getType(character) == Character.CURRENCY_SYMBOL);
    }
}
