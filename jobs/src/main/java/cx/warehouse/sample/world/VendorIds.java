package cx.warehouse.sample.world;

/** Formats numbers as ids in the ways of the vendors. */
public final class VendorIds {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private VendorIds() {}

    /** A non-negative number in base 62, truncated or padded to a width. */
    public static String base62(long number, int width) {
        char[] text = new char[width];
        long rest = number;
        for (int i = width - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(text);
    }

    /**
     * A Salesforce id of 18 characters: a prefix of three, the record's number, and three check characters that encode
     * the case of the letters.
     */
    public static String salesforceId(String prefix, long number) {
        String id = prefix + "7Q00" + base62(number, 8);
        StringBuilder checked = new StringBuilder(id);
        for (int chunk = 0; chunk < 3; chunk++) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                if (Character.isUpperCase(id.charAt(chunk * 5 + i))) {
                    bits |= 1 << i;
                }
            }
            checked.append(CHECKS.charAt(bits));
        }
        return checked.toString();
    }
}
