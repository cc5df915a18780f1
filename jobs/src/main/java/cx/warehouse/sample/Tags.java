package cx.warehouse.sample;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The traces that a tagged link leaves: in the address of the page, in the event's parameters, in the collected source. */
final class Tags {
    private Tags() {}

    /** The query of a link that names its campaign. */
    static String query(String source, String medium, String campaign) {
        return "?utm_source=" + encoded(source) + "&utm_medium=" + encoded(medium)
                + (campaign == null ? "" : "&utm_campaign=" + encoded(campaign));
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
    static String collected(String source, String medium, String campaign) {
        return "\"manual_source\":\"" + source + "\",\"manual_medium\":\"" + medium + "\""
                + (campaign == null ? "" : ",\"manual_campaign_name\":\"" + campaign + "\"");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
