package cx.warehouse.conform;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells codes from numbers: a code is text although it consists of digits, because {@code 00118} is not 118. */
public final class CodeColumns {

    /** Regular expression of a cell that begins with 0 and a further digit, so that a number would lose the 0. */
    public static final String LEADING_ZERO = "^[+-]?0[0-9].*$";

    private static final Pattern HAS_LEADING_ZERO = Pattern.compile(LEADING_ZERO, Pattern.DOTALL);

    /** Words of a column's name that say code. Further words may stand beside them. */
    private static final Set<String> WORDS = Set.of(
            "zip",
            "zipcode",
            "postal",
            "postalcode",
            "postcode",
            "plz",
            "phone",
            "telephone",
            "fax",
            "sku",
            "ean",
            "gtin",
            "upc",
            "isbn");

    /** Words that make a number of the code beside them, as in {@code sku_count}. */
    private static final Set<String> QUANTITIES = Set.of(
            "count",
            "total",
            "sum",
            "share",
            "rate",
            "price",
            "cost",
            "amount",
            "quantity",
            "clicks",
            "calls",
            "orders");

    private CodeColumns() {}

    /** Whether a column of that name holds codes, such as {@code billing_zip}, {@code PLZ} or {@code variantSku}. */
    public static boolean isCodeName(String name) {
        Set<String> words = Set.copyOf(Arrays.asList(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .split("[^a-z0-9]+")));
        return words.stream().anyMatch(WORDS::contains) && words.stream().noneMatch(QUANTITIES::contains);
    }

    /** Whether a cell begins with 0 and a further digit. */
    public static boolean hasLeadingZero(String cell) {
        return HAS_LEADING_ZERO.matcher(cell.strip()).matches();
    }
}
