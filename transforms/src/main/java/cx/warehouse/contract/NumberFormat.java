package cx.warehouse.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a vendor writes numbers: what divides the fraction, and what stands between groups of three digits. */
public enum NumberFormat {
    /** {@code 1,234.56} */
    EN_US("en-US", '.', ","),
    /** {@code 1.234,56} */
    DE_DE("de-DE", ',', "."),
    /** {@code 1 234,56}; the blank may be one that does not break, wide or narrow. */
    FR_FR("fr-FR", ',', " \u00A0\u202F"),
    /** {@code 1234.56}, as programs write: no groups, no sign of money. */
    PLAIN("plain", '.', "");

    private final String word;
    private final char point;
    private final String groups;

    NumberFormat(String word, char point, String groups) {
        this.word = word;
        this.point = point;
        this.groups = groups;
    }

    /** The format as contracts and accounts.csv name it; empty when there is no such format. */
    public static Optional<NumberFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /** The names of all formats. */
    public static List<String> words() {
        return Arrays.stream(values()).map(format -> format.word).toList();
    }

    /** True for the character that divides the fraction. */
    public boolean isPoint(char character) {
        return character == point;
    }

    /** True for a character that may stand between groups. */
    public boolean isGroup(char character) {
        return groups.indexOf(character) >= 0;
    }

    /** True when a sign of money, a blank or a plus may stand around a number. */
    public boolean allowsCurrencySign() {
        return this != PLAIN;
    }

    @Override
    public String toString() {
        return word;
    }
}
