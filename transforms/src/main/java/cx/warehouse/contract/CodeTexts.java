package cx.warehouse.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recognizes codes: texts of digits that are no numbers, such as postal codes. A number would lose their zeros. */
public final class CodeTexts {

    /** Regular expression of a text with {@link #hasLeadingZero}. */
    public static final String LEADING_ZERO = "^0[0-9].*$";

    /** Words in the names of columns that hold codes. */
    private static final Set<String> CODES = words("""
            zip zipcode postal postcode postalcode plz postleitzahl
            phone telephone telefon tel fax
            sku asin ean ean13 gtin upc isbn barcode
            iban bic ssn
            """);

    /** Last words of names that count things, such as {@code phone_calls}. */
    private static final Set<String> COUNTS =
            words("count counts calls clicks impressions sessions users visits orders rate share total sum price cost"
                    + " amount quantity");

    private CodeTexts() {}

    /** True for a text that begins with 0 and a further digit, such as {@code 0870} or {@code 05.78}. */
    public static boolean hasLeadingZero(String text) {
        return text.length() > 1 && text.charAt(0) == '0' && text.charAt(1) >= '0' && text.charAt(1) <= '9';
    }

    /**
     * True for the name of a column that holds codes, such as {@code billing_zip}, {@code Phone Number} or
     * {@code customerSku}, whatever its cells look like.
     */
    public static boolean isCodeName(String column) {
        List<String> words = Arrays.asList(column.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\p{N}]+"));
        return words.stream().anyMatch(CODES::contains) && !COUNTS.contains(words.get(words.size() - 1));
    }

    private static Set<String> words(String all) {
        return Set.of(all.strip().split("\\s+"));
    }
}
