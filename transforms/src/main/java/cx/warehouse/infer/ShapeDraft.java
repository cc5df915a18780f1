package cx.warehouse.infer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Guesses the family of an export and drafts the mapping of its columns to a conformed shape. */
final class ShapeDraft {

    private static final String ASK = "  # say which";

    private final String vendor;
    private final List<ColumnDraft> columns;
    private final ColumnDraft activity;
    private final List<ColumnDraft> key;
    private final ColumnRoles roles;

    /**
     * Prepares the draft.
     *
     * @param activity the time of the event; null when there is none
     * @param key the columns of the key; empty when none was found
     */
    ShapeDraft(String vendor, List<ColumnDraft> columns, ColumnDraft activity, List<ColumnDraft> key) {
        this.vendor = vendor;
        this.columns = columns;
        this.activity = activity;
        this.key = key;
        this.roles = new ColumnRoles(columns);
    }

    /** The family, as contracts write it. */
    String family() {
        if (roles.cost().isPresent()
                && (findColumn("(.*_)?impr(essions|essionen)?(_.*)?").isPresent()
                        || findColumn("(.*_)?(clicks|klicks)(_.*)?").isPresent())) {
            return "ad";
        }
        if (findColumn("(.*_)?commission(_.*)?").isPresent()) {
            return "affiliate";
        }
        if (findColumn("headline|outlet|publicity_value|ave").isPresent()) {
            return "pr";
        }
        if (findColumn("(tweet|post)_id|likes|reposts").isPresent()) {
            return "social";
        }
        return findColumn("(page_)?(url|location)|session_id|visit_.*|event_name")
                        .isPresent()
                ? "web"
                : "crm";
    }

    /** The column of money that the ledger sums. */
    Optional<ColumnRoles.RoleGuess> money() {
        return family().equals("ad") ? roles.cost().filter(cost -> cost.column().isMoney()) : roles.amount();
    }

    /** The YAML lines of {@code conform}. */
    String yaml() {
        return family().equals("ad") ? lines("spend", spend()) : lines("interaction", interaction());
    }

    private Map<String, String> spend() {
        Map<String, String> filled = new LinkedHashMap<>();
        filled.put("platform", quote(vendor));
        filled.put("account_id", account().map(ColumnDraft::name).orElse("coalesce(account_id, '" + vendor + "')"));
        filled.put("campaign_id", campaign().map(ColumnDraft::name).orElse(quote("?") + ASK));
        put(filled, "campaign_name", findColumn("campaign(_name)?|kampagne"));
        findAd().ifPresent(ad -> filled.put("ad_id", ad));
        put(filled, "device", device());
        filled.put("spend_date", activity == null ? "business_date" : day());
        filled.put("zone", "coalesce(account.time_zone, 'UTC')");
        filled.put(
                "currency", roles.currency().map(ColumnDraft::name).orElse("coalesce(account.currency, 'EUR')" + ASK));
        filled.put("cost", roles.cost().orElseThrow().column().name());
        put(filled, "impressions", findColumn("impr|impressions|impressionen"));
        put(filled, "clicks", findColumn("(link_)?clicks(_destination)?|klicks"));
        put(filled, "platform_conversions", findColumn("conversions"));
        return filled;
    }

    private Optional<ColumnDraft> account() {
        return findColumn("account_id_given|(.*_)?(account|advertiser)_(id|number)")
                .or(() -> findColumn("(.*_)?account_name|account_given"))
                .filter(ColumnDraft::isComplete);
    }

    private Optional<ColumnDraft> device() {
        return findColumn("device(_type)?");
    }

    /**
     * The expression for {@code ad_id}: the id of the ad, or all columns of the key that are finer than campaign,
     * device and day, below their campaign. The fact has one row for an ad, whatever its campaign.
     */
    private Optional<String> findAd() {
        List<String> finer = key.stream()
                .filter(column -> !column.equals(activity)
                        && !Optional.of(column).equals(account())
                        && !Optional.of(column).equals(device())
                        && !Optional.of(column).equals(campaign()))
                .map(ColumnDraft::name)
                .toList();
        if (finer.isEmpty() || finer.equals(List.of("ad_id"))) {
            return findColumn("ad_id").map(ColumnDraft::name);
        }
        String campaign = campaign().map(column -> column.name() + ", ").orElse("");
        return Optional.of("concat_ws('|', " + campaign + String.join(", ", finer) + ")");
    }

    private Optional<ColumnDraft> campaign() {
        return findColumn("campaign_id").or(() -> findColumn("campaign(_name)?|kampagne"));
    }

    private String day() {
        return activity.type().equals("date") ? activity.name() : "to_date(" + activity.name() + ")";
    }

    private Map<String, String> interaction() {
        Map<String, String> filled = new LinkedHashMap<>();
        filled.put(
                "occurred_at",
                activity == null
                        ? "timestamp(business_date)" + ASK
                        : activity.type().equals("date") ? "timestamp(" + activity.name() + ")" : activity.name());
        put(filled, "email", findColumn("(.*_)?e_?mail(_(address|billing|rechnung))?"));
        put(filled, "login_id", findColumn("login(_id)?|web_user_id|user_id"));
        put(filled, "loyalty_number", findColumn("loyalty(_number|_id|_no)?"));
        put(filled, "order_id", findColumn("order(_id|_no|_number|_ref)?|bestell_?(nummer|nr)"));
        put(filled, "page_url", findColumn("(page_)?url|page_location"));
        filled.put(
                "interaction_type",
                "\"'event'\"  # page_view, order, ticket, survey, email, ...: see conformed/interaction.yaml");
        filled.put("is_online", "\"true\"");
        Optional<ColumnDraft> amount = roles.amount().map(ColumnRoles.RoleGuess::column);
        put(filled, "amount", amount);
        if (amount.isPresent()) {
            filled.put("currency", roles.currency().map(ColumnDraft::name).orElse("account.currency"));
        }
        return filled;
    }

    private Optional<ColumnDraft> findColumn(String names) {
        Pattern pattern = Pattern.compile(names);
        return columns.stream()
                .filter(column -> pattern.matcher(column.name()).matches())
                .findFirst();
    }

    private static void put(Map<String, String> filled, String name, Optional<ColumnDraft> column) {
        column.ifPresent(one -> filled.put(name, one.name()));
    }

    private static String quote(String word) {
        return "\"'" + word + "'\"";
    }

    private static String lines(String shape, Map<String, String> filled) {
        return "conform:\n  " + shape + ":\n"
                + filled.entrySet().stream()
                        .map(one -> "    " + one.getKey() + ": " + one.getValue() + "\n")
                        .collect(Collectors.joining());
    }
}
