package cx.warehouse.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides e-mail addresses, telephone numbers, IP addresses and payment card numbers, together with their length. */
final class PersonalValues {

    private static final String DOTS = "•••";

    private static final Pattern EMAIL = Pattern.compile(
            "([\\p{L}\\p{N}])[\\p{L}\\p{N}._%+'-]*(?:@|%40)[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?");
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 =
            Pattern.compile("(?<![\\d.])" + OCTET + "(?:\\." + OCTET + "){3}(?![\\d.]*\\d)");
    private static final Pattern IPV6 = Pattern.compile("(?<![\\w:.])[0-9a-fA-F:]{3,39}(?![\\w:])");
    private static final Pattern GROUPS = Pattern.compile(
            "(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:[0-9a-fA-F]{1,4}:)*(?:[0-9a-fA-F]{1,4})?::(?:[0-9a-fA-F]{1,4}:)*(?:[0-9a-fA-F]{1,4})?");
    private static final Pattern PHONE_ABROAD = Pattern.compile("(?<![\\w.])\\+\\d[\\d ()./-]{6,}\\d");
    private static final Pattern CARD_IN_GROUPS =
            Pattern.compile("(?<!\\d)\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{1,7}(?!\\d)");
    private static final Pattern CARD = Pattern.compile("(?<!\\d)\\d{13,19}(?!\\d)");
    private static final Pattern PHONE = Pattern.compile("[(\\d][\\d ()/.-]{5,}\\d");
    private static final Pattern NO_PHONE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*|\\d+\\.\\d+");
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;

    private PersonalValues() {}

    /**
     * Hides a personal value except its first letter; short values and values without a first letter are hidden
     * entirely. An e-mail address stays recognizable as one.
     */
    static String hide(String value) {
        if (EMAIL.matcher(value).matches()) {
            return hideCertain(value);
        }
        boolean hasLetter = value.length() > 3 && Character.isLetter(value.charAt(0));
        return hasLetter ? value.charAt(0) + DOTS : DOTS;
    }

    /** Hides patterns anywhere in a text that are almost certainly personal. */
    static String hideCertain(String text) {
        String hidden = EMAIL.matcher(text).replaceAll("$1" + DOTS + "@" + DOTS);
        hidden = IPV4.matcher(hidden).replaceAll(DOTS);
        hidden = IPV6.matcher(hidden)
                .replaceAll(found -> GROUPS.matcher(found.group()).matches() ? DOTS : found.group());
        hidden = PHONE_ABROAD.matcher(hidden).replaceAll("+" + DOTS);
        return CARD_IN_GROUPS.matcher(hidden).replaceAll(DOTS);
    }

    /** Also hides values that may be personal, for columns that no contract declares. */
    static String hideLikely(String text) {
        Matcher cards = CARD.matcher(hideCertain(text));
        String hidden = cards.replaceAll(found -> isCard(found.group()) ? DOTS : found.group());
        boolean isPhone =
                PHONE.matcher(hidden).matches() && !NO_PHONE.matcher(hidden).matches();
        long digits = hidden.chars().filter(Character::isDigit).count();
        return isPhone && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS ? DOTS : hidden;
    }

    /** The Luhn checksum: digits are added from the right, and every second digit is doubled. */
    private static boolean isCard(String digits) {
        int sum = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(digits.length() - 1 - at) - '0';
            int weighed = at % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
