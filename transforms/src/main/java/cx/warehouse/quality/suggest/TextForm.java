package cx.warehouse.quality.suggest;

import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Named forms of text, such as a date or an e-mail address; a text has the first form that fits. The label of any other
 * text is its mask: {@code AA-99} for {@code AB-12}.
 */
enum TextForm {
    BLANK("^\\s*$", "blank"),
    UUID("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", "UUIDs"),
    EMAIL("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", "e-mail addresses"),
    URL("^[a-z]+://\\S+$", "URLs"),
    TIMESTAMP(
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$",
            "ISO timestamps"),
    DATE("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "ISO dates") {
        @Override
        Column fits(Column text) {
            return super.fits(text).and(text.try_cast("date").isNotNull());
        }
    },
    INTEGER("^[+-]?[0-9]+$", "whole numbers"),
    DECIMAL("^[+-]?[0-9]+(\\.[0-9]+)?$", "decimal numbers"),
    HEX("^[0-9a-f]{16,}$", "hexadecimal digests"),
    ADDRESS("^([0-9]{1,3}\\.){3}[0-9]{1,3}$", "internet addresses"),
    TRUTH("^(?i)(true|false|yes|no|y|n|t|f)$", "words for true and false"),
    CURRENCY("^[A-Z]{3}$", "ISO currency codes") {
        @Override
        Column fits(Column text) {
            return text.isin(Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .sorted()
                    .toArray());
        }
    },
    COUNTRY("^[A-Z]{2}$", "ISO country codes") {
        @Override
        Column fits(Column text) {
            return text.isin((Object[]) Locale.getISOCountries());
        }
    },
    PHONE("^(\\+|\\(?0)[0-9][0-9 ()./-]{5,}$", "telephone numbers"),
    OBJECT("(?s)^[\\[{].*[\\]}]$", "JSON"),
    LONG("(?s)^.{41,}$", "long texts");

    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";

    private final String regex;
    private final String plural;

    TextForm(String regex, String plural) {
        this.regex = regex;
        this.plural = plural;
    }

    /** Label of the form, or the mask, of a text column; null for null. */
    static Column label(Column text) {
        Column label = functions.when(text.isNull(), functions.lit(null));
        for (TextForm form : values()) {
            label = label.when(form.fits(text), functions.lit(form.label()));
        }
        return label.otherwise(functions.translate(
                text,
                UPPER + UPPER.toLowerCase(Locale.ROOT) + DIGITS,
                "A".repeat(UPPER.length()) + "a".repeat(UPPER.length()) + "9".repeat(DIGITS.length())));
    }

    /** Finds the form of a label; empty for a mask. */
    static Optional<TextForm> of(String label) {
        return Arrays.stream(values())
                .filter(form -> form.label().equals(label))
                .findFirst();
    }

    Column fits(Column text) {
        return text.rlike(regex);
    }

    /** Label of the form; no mask equals it, because masks have only three kinds of letters and digits. */
    String label() {
        return "<" + name() + ">";
    }

    String regex() {
        return regex;
    }

    /** Plural noun for values of the form. */
    String plural() {
        return plural;
    }

    boolean isPersonal() {
        return this == EMAIL || this == PHONE || this == ADDRESS;
    }
}
