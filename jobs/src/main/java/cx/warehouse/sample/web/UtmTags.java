package cx.warehouse.sample.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The traces that a tagged link leaves: in the address of the page, in the event's parameters, in the collected source. */
final class UtmTags {
    private UtmTags() {}

    /** The query of a link that names its campaign. */
    static String query(String source, String medium, String campaign) {
        return "?utm_source=" + encode(source) + "&utm_medium=" + encode(medium)
                + (campaign == null ? "" : "&utm_campaign=" + encode(campaign));
    }

    /** The parameters of an event that tell where a visit came from; null leaves one out. */
    static String params(String source, String medium, String campaign, String referrer) {
        return param("page_referrer", referrer)
                + param("source", source)
                + param("medium", medium)
                + param("campaign", campaign);
    }

    private static String param(String key, String value) {
        return value == null ? "" : ",{\"key\":\"" + key + "\",\"value\":{\"string_value\":\"" + value + "\"}}";
    }

    /** The fields of the collected source, without the braces. */
    static String collectedSource(String source, String medium, String campaign) {
        return "\"manual_source\":\"" + source + "\",\"manual_medium\":\"" + medium + "\""
                + (campaign == null ? "" : ",\"manual_campaign_name\":\"" + campaign + "\"");
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
