package cx.warehouse.quality.python;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a date text into words, numbers and single marks, as python-dateutil does.
 *
 * <p>A dot, or a comma after two digits, first counts as part of the token that follows. If the token is then no
 * decimal number, it is split at its dots and commas.
 */
final class DateTokens {

    private final int[] text;
    private int at;

    private DateTokens(int[] text) {
        this.text = text;
    }

    /**
     * Tokens in order. Every blank becomes the token {@code " "}, digits of any script become 0 to 9, NUL is dropped.
     */
    static List<String> of(String text) {
        DateTokens source = new DateTokens(text.codePoints().filter(c -> c != 0).toArray());
        List<String> tokens = new ArrayList<>();
        while (source.at < source.text.length) {
            source.readNext(tokens);
        }
        return tokens;
    }

    /**
     * Parses an integer of plain digits. More than nine digits give 999999999, which is no valid value of any field.
     *
     * @throws NotADate if the token is no such integer
     */
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

    /** Whether the token has only digits, with at most one dot between them. */
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

    /** Reads letters or digits, with the dots between them and all letters and digits that follow a dot. */
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

    /** Ignores a single letter after a number at the very end of the text, as python-dateutil does. */
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
