package cx.warehouse.experience.channel;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.ExperienceSettings.PillarChannels;
import cx.warehouse.experience.SourceCategories;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Assigns the channel of a visit or a cost (default channel groups, Google Analytics 4), and the pillar of a channel.
 */
public final class ChannelRules {

    public static final String DIRECT = "Direct";
    public static final String AFFILIATES = "Affiliates";
    public static final String PAID_SOCIAL = "Paid Social";
    public static final String PAID_SEARCH = "Paid Search";
    public static final String PAID_OTHER = "Paid Other";
    public static final String AI_ASSISTANT = "AI Assistant";
    /** Channel of visits to a property that does no marketing, such as a service portal. They earn no credit. */
    public static final String NOT_MARKETING = "(not marketing)";
    /** Channel and pillar of orders that no visit contains, where a table must name one. */
    public static final String UNTRACKED = "(untracked)";

    public static final String PAID = "paid";
    public static final String EARNED = "earned";
    public static final String SOCIAL = "social";
    public static final String OWNED = "owned";

    /** The default pillar of every channel. */
    public static final Map<String, String> PILLARS = Map.ofEntries(
            Map.entry(PAID_SEARCH, PAID),
            Map.entry("Paid Shopping", PAID),
            Map.entry(PAID_SOCIAL, PAID),
            Map.entry("Paid Video", PAID),
            Map.entry(PAID_OTHER, PAID),
            Map.entry("Display", PAID),
            Map.entry("Cross-network", PAID),
            Map.entry("Audio", PAID),
            Map.entry("Organic Search", EARNED),
            Map.entry("Organic Shopping", EARNED),
            Map.entry("Referral", EARNED),
            Map.entry(AFFILIATES, EARNED),
            Map.entry(AI_ASSISTANT, EARNED),
            Map.entry("Organic Social", SOCIAL),
            Map.entry("Organic Video", SOCIAL),
            Map.entry(DIRECT, OWNED),
            Map.entry("Email", OWNED),
            Map.entry("SMS", OWNED),
            Map.entry("Mobile Push Notifications", OWNED),
            Map.entry("Unassigned", OWNED),
            Map.entry(NOT_MARKETING, OWNED),
            Map.entry(UNTRACKED, UNTRACKED));

    private static final String PAID_MEDIUM = "^(.*cp.*|ppc|retargeting|paid.*)$";
    private static final String SHOP_NAME = "^(.*(([^a-df-z]|^)shop|shopping).*)$";
    private static final List<String> ASSISTANTS = List.of(
            "chatgpt.com",
            "chat.openai.com",
            "chatgpt",
            "openai",
            "perplexity.ai",
            "perplexity",
            "gemini.google.com",
            "copilot.microsoft.com",
            "claude.ai");

    private static final String PLAIN_SOURCE = "plain_source";
    private static final String PLAIN_MEDIUM = "plain_medium";
    private static final String PLAIN_CAMPAIGN = "plain_campaign";

    private record ChannelRule(String channel, Column holds) {}

    private ChannelRules() {}

    /**
     * The columns that {@link #ofVisit} compares: source, medium and campaign, trimmed and in lower case; null becomes
     * empty. They are columns of their own so that Spark computes each once for all rules.
     */
    public static Map<String, Column> plain(Column source, Column medium, Column campaign) {
        return Map.of(PLAIN_SOURCE, plain(source), PLAIN_MEDIUM, plain(medium), PLAIN_CAMPAIGN, plain(campaign));
    }

    /**
     * The channel of a visit, never null. The type of the campaign behind its ad click decides; else the first rule
     * that holds. Rows must have the columns of {@link #plain(Column, Column, Column)}.
     *
     * @param campaignType type of the campaign found by an ad click id; null where none was found
     */
    public static Column ofVisit(Column campaignType, ExperienceSettings settings) {
        Column byTable = null;
        for (ChannelRule rule : rules(col(PLAIN_SOURCE), col(PLAIN_MEDIUM), col(PLAIN_CAMPAIGN), settings)) {
            byTable = byTable == null ? when(rule.holds(), rule.channel()) : byTable.when(rule.holds(), rule.channel());
        }
        return coalesce(ofAdCampaign(campaignType), byTable.otherwise("Unassigned"));
    }

    /**
     * Adds {@code channel} by the rules of a visit.
     *
     * @param rows source, medium and campaign as seen, in any case, null counts as empty; campaign_type of the campaign
     *     found by an ad click id, else null
     */
    public static Dataset<Row> addChannel(Dataset<Row> rows, ExperienceSettings settings) {
        return rows.withColumns(plain(col("source"), col("medium"), col("campaign")))
                .withColumn("channel", ofVisit(col("campaign_type"), settings))
                .drop(PLAIN_SOURCE, PLAIN_MEDIUM, PLAIN_CAMPAIGN);
    }

    /** The pillar of a channel by the settings; owned for a channel that they do not list. */
    public static Column pillar(Column channel, ExperienceSettings settings) {
        Column pillar = null;
        Map<String, Set<String>> channelsByPillar = channelsByPillar(settings);
        for (String name : List.of(PAID, EARNED, SOCIAL)) {
            Set<String> channels = channelsByPillar.get(name);
            if (!channels.isEmpty()) {
                Column holds = channel.isInCollection(channels.stream().sorted().toList());
                pillar = pillar == null ? when(holds, name) : pillar.when(holds, name);
            }
        }
        return pillar == null ? lit(OWNED) : pillar.otherwise(OWNED);
    }

    /** The pillar of every channel by the settings, ordered by channel name. */
    public static Map<String, String> pillars(ExperienceSettings settings) {
        Map<String, String> pillars = new TreeMap<>();
        PILLARS.keySet().forEach(channel -> pillars.put(channel, OWNED));
        pillars.put(UNTRACKED, UNTRACKED);
        channelsByPillar(settings)
                .forEach((pillar, channels) -> channels.forEach(channel -> pillars.put(channel, pillar)));
        return pillars;
    }

    private static Map<String, Set<String>> channelsByPillar(ExperienceSettings settings) {
        PillarChannels pillars = settings.channels().pillars();
        return Map.of(PAID, pillars.paid(), EARNED, pillars.earned(), SOCIAL, pillars.social());
    }

    /**
     * The channel of a cost, never null. Affiliate networks and the type affiliate are Affiliates; social platforms and
     * the type social are Paid Social. Other platforms follow the campaign type; without a known type, Microsoft is
     * Paid Search and the rest is Paid Other.
     */
    public static Column ofSpend(Column platform, Column campaignType) {
        Column type = typeName(campaignType);
        Column vendor = plain(platform);
        return when(vendor.isin("awin", "impact", "cj").or(type.equalTo("affiliate")), AFFILIATES)
                .when(vendor.isin("meta", "linkedin", "tiktok").or(type.equalTo("social")), PAID_SOCIAL)
                .otherwise(coalesce(
                        ofAdCampaign(campaignType),
                        when(vendor.equalTo("microsoft"), PAID_SEARCH).otherwise(PAID_OTHER)));
    }

    private static Column ofAdCampaign(Column campaignType) {
        Column type = typeName(campaignType);
        return when(campaignType.isNull(), lit(null).cast("string"))
                .when(type.equalTo("search"), PAID_SEARCH)
                .when(type.equalTo("shopping"), "Paid Shopping")
                .when(type.isin("performance max", "demand gen"), "Cross-network")
                .when(type.equalTo("display"), "Display")
                .when(type.equalTo("video"), "Paid Video");
    }

    private static List<ChannelRule> rules(Column source, Column medium, Column campaign, ExperienceSettings settings) {
        SourceCategories categories = settings.categories();
        Column paid = medium.rlike(PAID_MEDIUM);
        Column shopping = categories.holds("shopping", source).or(campaign.rlike(SHOP_NAME));
        Column social = categories.holds("social", source);
        Column video = categories.holds("video", source);
        Column search = categories.holds(SourceCategories.SEARCH, source);
        List<String> email = List.of("email", "e-mail", "e_mail", "e mail");
        List<ChannelRule> rules = new ArrayList<>();
        rules.add(new ChannelRule(DIRECT, isDirect(source, medium)));
        rules.add(new ChannelRule("Cross-network", campaign.contains("cross-network")));
        rules.add(new ChannelRule("Paid Shopping", shopping.and(paid)));
        rules.add(new ChannelRule(PAID_SEARCH, search.and(paid)));
        rules.add(new ChannelRule(PAID_SOCIAL, social.and(paid)));
        rules.add(new ChannelRule("Paid Video", video.and(paid)));
        rules.add(new ChannelRule("Display", medium.isin("display", "banner", "expandable", "interstitial", "cpm")));
        rules.add(new ChannelRule(PAID_OTHER, paid));
        rules.add(new ChannelRule("Organic Shopping", shopping));
        rules.add(new ChannelRule(
                "Organic Social",
                social.or(medium.isin(
                        "social", "social-network", "social-media", "sm", "social network", "social media"))));
        rules.add(new ChannelRule("Organic Video", video.or(medium.contains("video"))));
        rules.add(new ChannelRule("Organic Search", search.or(medium.equalTo("organic"))));
        if (settings.channels().aiAssistantChannel()) {
            rules.add(new ChannelRule(AI_ASSISTANT, source.isInCollection(ASSISTANTS)));
        }
        rules.add(new ChannelRule("Referral", medium.isin("referral", "app", "link")));
        rules.add(new ChannelRule("Email", source.isInCollection(email).or(medium.isInCollection(email))));
        rules.add(new ChannelRule(AFFILIATES, medium.equalTo("affiliate")));
        rules.add(new ChannelRule("Audio", medium.equalTo("audio")));
        rules.add(new ChannelRule("SMS", source.equalTo("sms").or(medium.equalTo("sms"))));
        rules.add(new ChannelRule(
                "Mobile Push Notifications",
                medium.endsWith("push")
                        .or(medium.contains("mobile"))
                        .or(medium.contains("notification"))
                        .or(source.equalTo("firebase"))));
        return rules;
    }

    /** True where source and medium only say that the visitor came directly; null counts as empty. */
    public static Column isDirect(Column source, Column medium) {
        return plain(source).isin("", "(direct)", "direct").and(plain(medium).isin("", "(none)", "none", "(not set)"));
    }

    private static Column plain(Column text) {
        return lower(trim(coalesce(text, lit(""))));
    }

    private static Column typeName(Column campaignType) {
        return replace(plain(campaignType), lit("_"), lit(" "));
    }
}
