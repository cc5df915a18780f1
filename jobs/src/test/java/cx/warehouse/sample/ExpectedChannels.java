package cx.warehouse.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Classifies visits by the rule table alone, independent of the generator, to check the generator's channels. */
final class ExpectedChannels {
    private static final Map<String, String> BY_TYPE = Map.of(
            "Search",
            "Paid Search",
            "SEARCH",
            "Paid Search",
            "Shopping",
            "Paid Shopping",
            "SHOPPING",
            "Paid Shopping",
            "Performance Max",
            "Cross-network",
            "DEMAND_GEN",
            "Cross-network",
            "Display",
            "Display",
            "Video",
            "Paid Video");
    private static final Pattern PAID = Pattern.compile("^(.*cp.*|ppc|retargeting|paid.*)$");
    private static final Pattern SHOP = Pattern.compile("^(.*(([^a-df-z]|^)shop|shopping).*)$");
    private static final Pattern CLICK = Pattern.compile("[?&](msclkid|ttclid)=");
    private static final Set<String> DISPLAY = Set.of("display", "banner", "expandable", "interstitial", "cpm");
    private static final Set<String> SOCIAL =
            Set.of("social", "social-network", "social-media", "sm", "social network", "social media");

    private final Map<String, String> categories;
    private final Map<String, String> typeOfClick;

    ExpectedChannels(Map<String, String> categories, Map<String, String> typeOfClick) {
        this.categories = categories;
        this.typeOfClick = typeOfClick;
    }

    /** The channel of a visit from its events in order of time. */
    String of(List<JsonNode> events) {
        for (JsonNode event : events) {
            String channel = of(event);
            if (!channel.equals("Direct")) {
                return channel;
            }
        }
        return "Direct";
    }

    private String of(JsonNode event) {
        Map<String, String> params = params(event);
        JsonNode collected = event.path("collected_traffic_source");
        if (collected.hasNonNull("gclid")) {
            String type = typeOfClick.get(collected.get("gclid").asText());
            return type == null ? table("google", "cpc", "(not set)") : BY_TYPE.get(type);
        }
        if (collected.hasNonNull("manual_source")) {
            return table(
                    collected.path("manual_source").asText(),
                    collected.path("manual_medium").asText(),
                    collected.path("manual_campaign_name").asText());
        }
        boolean view = event.get("event_name").asText().equals("page_view");
        if (view && params.containsKey("source")) {
            return table(params.get("source"), params.get("medium"), params.getOrDefault("campaign", ""));
        }
        Matcher click = CLICK.matcher(params.getOrDefault("page_location", ""));
        if (click.find()) {
            return click.group(1).equals("msclkid") ? table("bing", "cpc", "") : table("tiktok", "paid_social", "");
        }
        String host = params.getOrDefault("page_referrer", "")
                .replaceFirst("^https?://(www\\.)?", "")
                .replaceFirst("/.*", "");
        if (host.isEmpty() || host.equals("juniperhome.example")) {
            return "Direct";
        }
        return table(host, "search".equals(categories.get(host)) ? "organic" : "referral", "");
    }

    private String table(String rawSource, String rawMedium, String rawCampaign) {
        String source = rawSource.strip().toLowerCase(Locale.ROOT);
        String medium = rawMedium.strip().toLowerCase(Locale.ROOT);
        String campaign = rawCampaign.strip().toLowerCase(Locale.ROOT);
        String category = categories.getOrDefault(source, "");
        boolean paid = PAID.matcher(medium).matches();
        boolean shopping = category.equals("shopping") || SHOP.matcher(campaign).matches();
        if (Set.of("", "(direct)", "direct").contains(source)
                && Set.of("", "(none)", "none", "(not set)").contains(medium)) {
            return "Direct";
        } else if (campaign.contains("cross-network")) {
            return "Cross-network";
        } else if (paid && shopping) {
            return "Paid Shopping";
        } else if (paid && Set.of("search", "social", "video").contains(category)) {
            return Map.of("search", "Paid Search", "social", "Paid Social", "video", "Paid Video")
                    .get(category);
        } else if (DISPLAY.contains(medium)) {
            return "Display";
        } else if (paid) {
            return "Paid Other";
        } else if (shopping) {
            return "Organic Shopping";
        } else if (category.equals("social") || SOCIAL.contains(medium)) {
            return "Organic Social";
        } else if (category.equals("video") || medium.contains("video")) {
            return "Organic Video";
        } else if (category.equals("search") || medium.equals("organic")) {
            return "Organic Search";
        }
        return rest(source, medium);
    }

    private static String rest(String source, String medium) {
        if (Set.of("referral", "app", "link").contains(medium)) {
            return "Referral";
        }
        Set<String> email = Set.of("email", "e-mail", "e_mail", "e mail");
        if (email.contains(source) || email.contains(medium)) {
            return "Email";
        }
        if (medium.equals("affiliate")) {
            return "Affiliates";
        }
        if (medium.equals("audio")) {
            return "Audio";
        }
        if (source.equals("sms") || medium.equals("sms")) {
            return "SMS";
        }
        boolean push = medium.endsWith("push") || medium.contains("mobile") || medium.contains("notification");
        return push || source.equals("firebase") ? "Mobile Push Notifications" : "Unassigned";
    }

    static Map<String, String> params(JsonNode event) {
        Map<String, String> params = new HashMap<>();
        for (JsonNode param : event.path("event_params")) {
            param.get("value")
                    .elements()
                    .forEachRemaining(value -> params.put(param.get("key").asText(), value.asText()));
        }
        return params;
    }
}
