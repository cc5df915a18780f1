package cx.warehouse.conform.delivery;

/** Makes text safe for messages: one line, short, without control characters. */
public final class DisplayText {
    private static final int LONGEST = 80;

    private DisplayText() {}

    /** {@code text} on one line, with control characters as {@code \\u000a}, cut after 80 characters. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), LONGEST);
        if (end < text.length() && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end))) {
            end--;
        }
        for (int at = 0; at < end; at++) {
            char character = text.charAt(at);
            if (Character.isISOControl(character)
                    || Character.getType(character) == Character.FORMAT
                    || character == '\u2028'
                    || character == '\u2029'
                    || character >= '\uFFFE') {
                shown.append(String.format("\\u%04x", (int) character));
            } else {
                shown.append(character);
            }
        }
        String plain = UnpairedSurrogates.escape(shown.toString());
        return end < text.length() ? plain + '…' : plain;
    }
}
