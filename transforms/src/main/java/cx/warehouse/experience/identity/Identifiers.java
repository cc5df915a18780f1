package cx.warehouse.experience.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings.CustomerLimits;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;

/** Normalizes identifiers so that equal ones compare equal, and recognizes values that identify no person. */
public final class Identifiers {

    public static final String CONTACT = "contact";
    public static final String LOGIN = "login";
    public static final String EMAIL = "email";
    public static final String LOYALTY = "loyalty";
    public static final String ORDER = "order";
    public static final String PHONE = "phone";
    public static final String VISITOR = "visitor";

    public static final String TYPE = "identifier_type";
    public static final String VALUE = "identifier_value";

    /** Types that make a person, strongest first. An order number only leads to a person; a phone never joins two. */
    static final List<String> PERSONAL = List.of(CONTACT, LOGIN, EMAIL, LOYALTY);

    /** Values that are blocked by default: a whole value, or the local part of an e-mail address with {@code @}. */
    public static final List<String> DEFAULT_BLOCKED = List.of(
            "noreply@",
            "no-reply@",
            "donotreply@",
            "do-not-reply@",
            "info@",
            "test@",
            "sales@",
            "support@",
            "null",
            "none",
            "n/a",
            "anonymous",
            "unknown",
            "test",
            "(not set)");

    private Identifiers() {}

    /** How many identifiers of a type one customer may have; contacts are counted by CRM. */
    static int limit(String type, CustomerLimits limits) {
        return switch (type) {
            case CONTACT -> limits.contactsOfOneCrm();
            case LOGIN -> limits.logins();
            case EMAIL -> limits.emails();
            case LOYALTY -> limits.loyaltyNumbers();
            default -> Integer.MAX_VALUE;
        };
    }

    /** An order number as the facts have it, whatever source it is from; null when nothing is left. */
    public static Column orderNumber(Column orderId) {
        return normalize(lit(ORDER), orderId);
    }

    /**
     * The value by which identifiers are compared; null when nothing is left. An e-mail is trimmed and in lower case. A
     * phone is its digits, with a leading {@code +} where one was given. An order number loses a leading {@code #}.
     * Other values are trimmed.
     */
    public static Column normalize(Column type, Column value) {
        Column text = trim(value);
        Column phone = concat(when(text.startsWith("+"), "+").otherwise(""), regexp_replace(text, "[^0-9]", ""));
        Column comparable = when(type.equalTo(EMAIL), lower(text))
                .when(type.equalTo(PHONE), phone)
                .when(type.equalTo(ORDER), trim(regexp_replace(text, "^#", "")))
                .otherwise(text);
        return when(length(comparable).gt(0), comparable);
    }

    /**
     * The reason why a normalized value is no identifier ({@code listed}, {@code zeros}, {@code one digit repeated});
     * null for an identifier.
     *
     * @param blocked values, or local parts of e-mail addresses ending in {@code @}; any case
     */
    static Column blockReason(Column type, Column value, List<String> blocked) {
        List<String> listed = blocked.stream()
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        Column plain = lower(value);
        Column isListed = plain.isInCollection(listed)
                .or(type.equalTo(EMAIL)
                        .and(concat(regexp_replace(plain, "@.*$", ""), lit("@")).isInCollection(listed)));
        Column digits = regexp_replace(coalesce(value, lit("")), "[^0-9]", "");
        return when(isListed, "listed")
                .when(value.rlike("^[0-]+$"), "zeros")
                .when(type.equalTo(PHONE).and(digits.rlike("^[0-9]{0,3}?([0-9])\\1{7,}$")), "one digit repeated");
    }
}
