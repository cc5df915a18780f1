package cx.warehouse.conform.delivery;

/**
 * Halves of UTF-16 surrogate pairs that stand alone. JSON can name them ({@code "\ud800"}), but they are no characters:
 * no UTF-8 file and no database can hold them.
 */
public final class UnpairedSurrogates {

    /** The text that stands for bytes of a file that are no character. */
    public static final String BROKEN_BYTE = "\uDC00";

    private UnpairedSurrogates() {}

    /**
     * The text with each unpaired surrogate spelled out, as in {@code \ud800}; one that stands for broken bytes
     * becomes the replacement character U+FFFD. The same text where it has none; null for null.
     */
    public static String escape(String text) {
        if (text == null) {
            return null;
        }
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                return escapeFrom(text, at);
            }
        }
        return text;
    }

    /** Whether a text holds an unpaired surrogate or a NUL, so that it is no text that a person wrote. */
    public static boolean isDamaged(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == 0) {
                return true;
            }
            if (Character.isSurrogate(character)) {
                boolean isPair = Character.isHighSurrogate(character)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (!isPair) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    private static String escapeFrom(String text, int first) {
        StringBuilder plain = new StringBuilder(text.length() + 8).append(text, 0, first);
        text.codePoints().skip(text.codePointCount(0, first)).forEach(point -> {
            if (point == BROKEN_BYTE.charAt(0)) {
                plain.append('\uFFFD');
            } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                plain.append(String.format("\\u%04x", point));
            } else {
                plain.appendCodePoint(point);
            }
        });
        return plain.toString();
    }
}
