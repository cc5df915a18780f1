package cx.warehouse.infer;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Translates vendors' column names into ours and classifies columns by name. */
final class VendorColumnNames {

    private static final Set<String> OURS = Set.of(
            "extra", "business_date", "source_file", "source_line", "load_id", "account", "account_id", "source");
    private static final Pattern ID =
            Pattern.compile("(.*_)?(id|ids|uuid|guid|key|sku|gclid|number|no|nr|\\w*nummer|code|ref|reference)");
    private static final Pattern PERSONAL =
            Pattern.compile("(.*_)?(e_?mail|mail|phone|telephone|telefon|tel|mobile|mobil|fax|first_?name"
                    + "|last_?name|full_?name|surname|given_?name|vorname|nachname|user_?name|birth\\w*|geburt\\w*|dob|street|strasse|address"
                    + "|adresse|zip|plz|postleitzahl|postcode|postal_code|ip|ip_?address|iban|passport|ssn|customer|kunden?\\w*|contact|person|staff|agent|owner|author|user"
                    + "|guest|buyer|member|recipient|passenger|employee|salesperson|assignee|comment|comments|note|notes|message|description|loyalty\\w*"
                    + "|login\\w*)(_.*)?");
    private static final Pattern NAME = Pattern.compile("(.*_)?name");
    private static final Pattern NAME_OF_A_THING = Pattern.compile(
            "(.*_)?(campaign|portfolio|product|item|page|event|ad|ads|ad_?set|group|account"
                    + "|outlet|file|site|channel|device|host|list|survey|source|tracker|program|network|browser|os|platform|brand|store|shop|series|ship|pipeline|deal|stage|report)_name");
    private static final Pattern MONEY = Pattern.compile(
            "(.*_)?(cost|spend|spent|amount|total|price|revenue|sales|commission|payout|value|fee|tax|subtotal|gross|net"
                    + "|payment|paid|refund|refunded|discount|shipping|\\w*(betrag|summe|umsatz|preis|kosten)|ausgaben|rabatt|bedrag"
                    + "|montant|importe)(_[a-z]{3})?|spend_in_account_currency|gesamt\\w*_.*");
    private static final Pattern CURRENCY =
            Pattern.compile("(.*_)?(currency|w_hrung|waehrung|devise|moneda|valuta)(_code)?");
    private static final Pattern DAY = Pattern.compile("(.*_)?(date|day|dt)(_.*)?");
    private static final Pattern INSTANT =
            Pattern.compile("(.*_)?(time|timestamp|ts|at|date|created|updated|modified|on|gmt|utc)(_.*)?");
    private static final Pattern PLAN =
            Pattern.compile("(.*_)?(birth\\w*|dob|geburt\\w*|due|expir\\w*|valid|until|end|ends"
                    + "|departure|departs|arrival|arrives|renew\\w*|next|scheduled|planned|expected|available)(_.*)?");
    private static final Pattern UTC = Pattern.compile("(.*_)?(utc|gmt)(_.*)?");
    private static final Pattern TRUTH = Pattern.compile("(is|has|was)_.*");

    private VendorColumnNames() {}

    /** Our name for a vendor's column: snake_case and different from all of {@code taken}. */
    static String ourName(String vendors, List<String> taken) {
        String[] parts = vendors.split("\\.", -1);
        String last = parts.length > 1 ? parts[parts.length - 2] + "_" + parts[parts.length - 1] : vendors;
        String snake = last.replaceAll("__c$", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        String name = last.strip().equals("#")
                ? "number"
                : snake.isEmpty() ? "column" : Character.isDigit(snake.charAt(0)) ? "n_" + snake : snake;
        String free = OURS.contains(name) ? name + "_given" : name;
        for (int next = 2; taken.contains(free); next++) {
            free = name + "_" + next;
        }
        return free;
    }

    static boolean isId(String name) {
        return ID.matcher(name.replaceFirst("_given$", "")).matches()
                && !name.contains("currency")
                && !name.contains("country");
    }

    static boolean isMoney(String name) {
        return MONEY.matcher(name).matches();
    }

    static boolean isPersonal(String name) {
        boolean isOfSomebody = NAME.matcher(name).matches()
                || PERSONAL.matcher(name).matches() && !name.matches("(.*_)?(id|count|number_of_.*)");
        return isOfSomebody && !NAME_OF_A_THING.matcher(name).matches() && !name.endsWith("search_term");
    }

    static boolean isCurrency(String name) {
        return CURRENCY.matcher(name).matches();
    }

    static boolean isDay(String name) {
        return DAY.matcher(name).matches();
    }

    static boolean isInstant(String name) {
        return INSTANT.matcher(name).matches();
    }

    /** True for times that may lie long before or after the row was written: birth, end, travel. */
    static boolean isPlan(String name) {
        return PLAN.matcher(name).matches();
    }

    static boolean isUtc(String name) {
        return UTC.matcher(name).matches();
    }

    static boolean isTruth(String name) {
        return TRUTH.matcher(name).matches();
    }
}
