package cx.warehouse.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A vendor's way to write numbers: the decimal separator and the separator between groups of three digits. */
public enum NumberFormat {
    /** {@code 1,234.56} */
    EN_US("en-US", '.', ","),
    /** {@code 1.234,56} */
    DE_DE("de-DE", ',', "."),
    /** {@code 1 234,56}; the space may be a plain, a no-break or a narrow no-break space. */
    FR_FR("fr-FR", ',', " \u00A0\u202F"),
    /** {@code 1234.56}, as programs write it: no groups and no currency sign. */
    PLAIN("plain", '.', "");

    private final String word;
    private final char point;
    private final String groups;

    NumberFormat(String word, char point, String groups) {
        this.word = word;
        this.point = point;
        this.groups = groups;
    }

    /** The format by the name that contracts and accounts.csv use; empty when there is no such format. */
    public static Optional<NumberFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /** The names of all formats. */
    public static List<String> words() {
        return Arrays.stream(values()).map(format -> format.word).toList();
    }

    /** True for the decimal separator. */
    public boolean isPoint(char character) {
        return character == point;
    }

    /** True for a character that may separate groups. */
    public boolean isGroup(char character) {
        return groups.indexOf(character) >= 0;
    }

    /** True when a currency sign, a space or a plus may surround a number. */
    public boolean allowsCurrencySign() {
        return this != PLAIN;
    }

    @Override
    public String toString() {
        return word;
    }
}
