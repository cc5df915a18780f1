package cx.warehouse.quality.python;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a date text into words, numbers and single marks, the way python-dateutil does.
 *
 * <p>A dot, or a comma after two digits, is first taken to be part of what it follows; when what was read then turns out to be no
 * decimal number, it is cut at its dots and commas after all.
 */
final class DateTokens {

    private final int[] text;
    private int at;

    private DateTokens(int[] text) {
        this.text = text;
    }

    /** The tokens in order; every blank is a token {@code " "}, digits of any script come as 0 to 9, NUL is dropped. */
    static List<String> of(String text) {
        DateTokens source = new DateTokens(text.codePoints().filter(c -> c != 0).toArray());
        List<String> tokens = new ArrayList<>();
        while (source.at < source.text.length) {
            source.readNext(tokens);
        }
        return tokens;
    }

    /** A whole number in plain digits; what is beyond nine digits comes as 999999999, which no field of a date can be. */
    static int number(String token) {
        if (!isNumber(token)) {
            throw new NotADate("\"" + token + "\" is no number");
        }
        String digits = token.replaceFirst("^0+", "");
        return digits.isEmpty() ? 0 : digits.length() > 9 ? 999_999_999 : Integer.parseInt(digits);
    }

    static boolean isNumber(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** True for digits with at most one dot between them. */
    static boolean isDecimal(String token) {
        int dot = token.indexOf('.');
        return dot < 0 ? isNumber(token) : isNumber(token.substring(0, dot)) && isNumber(token.substring(dot + 1));
    }

    private void readNext(List<String> tokens) {
        int first = text[at];
        if (isBlank(first)) {
            at++;
            tokens.add(" ");
        } else if (isLetterOrDigit(first)) {
            tokens.addAll(cut(readRun()));
        } else {
            at++;
            tokens.add(Character.toString(first));
        }
    }

    /** Letters or digits, with the dots between them and whatever letters and digits follow a dot. */
    private String readRun() {
        StringBuilder token = new StringBuilder();
        boolean letters = Character.isLetter(text[at]);
        boolean dotted = false;
        while (at < text.length) {
            int next = text[at];
            boolean same = letters ? Character.isLetter(next) : Character.isDigit(next);
            boolean turns = !same && isLetterOrDigit(next) && dotted && token.charAt(token.length() - 1) == '.';
            boolean dot = next == '.' || (next == ',' && !letters && !dotted && token.length() >= 2);
            if (!same && !turns && !dot) {
                break;
            }
            letters = turns ? !letters : letters;
            dotted = dotted || dot;
            append(token, next);
            at++;
        }
        return token.toString();
    }

    private static void append(StringBuilder token, int next) {
        if (Character.isDigit(next)) {
            token.append(Character.digit(next, 10));
        } else {
            token.appendCodePoint(next);
        }
    }

    private List<String> cut(String run) {
        long dots = run.chars().filter(c -> c == '.').count();
        boolean whole = dots == 0 || (dots == 1 && !hasLetters(run));
        if (!whole || run.endsWith(".") || run.endsWith(",")) {
            return List.of(run.split("(?<=[.,])|(?=[.,])"));
        }
        return List.of(dots == 0 ? run.replace(',', '.') : run);
    }

    /** A single letter after a number that ends the whole text is not seen, as in python-dateutil. */
    private boolean hasLetters(String run) {
        int seen = at == text.length ? run.length() - 1 : run.length();
        return run.substring(0, seen).codePoints().anyMatch(Character::isLetter);
    }

    private static boolean isLetterOrDigit(int c) {
        return Character.isLetter(c) || Character.isDigit(c);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
}
