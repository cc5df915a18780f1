package cx.warehouse.sample.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Formats the tags of a link for the page address, the event parameters and the collected traffic source. */
final class UtmTags {
    private UtmTags() {}

    /** The query of a tagged link; null leaves the campaign out. */
    static String query(String source, String medium, String campaign) {
        return "?utm_source=" + encode(source) + "&utm_medium=" + encode(medium)
                + (campaign == null ? "" : "&utm_campaign=" + encode(campaign));
    }

    /** The event parameters that describe the traffic source; null leaves one out. */
    static String params(String source, String medium, String campaign, String referrer) {
        return param("page_referrer", referrer)
                + param("source", source)
                + param("medium", medium)
                + param("campaign", campaign);
    }

    private static String param(String key, String value) {
        return value == null ? "" : ",{\"key\":\"" + key + "\",\"value\":{\"string_value\":\"" + value + "\"}}";
    }

    /** The fields of the collected traffic source, without the braces. */
    static String collectedSource(String source, String medium, String campaign) {
        return "\"manual_source\":\"" + source + "\",\"manual_medium\":\"" + medium + "\""
                + (campaign == null ? "" : ",\"manual_campaign_name\":\"" + campaign + "\"");
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
