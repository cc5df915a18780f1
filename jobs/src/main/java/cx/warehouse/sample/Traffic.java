package cx.warehouse.sample;

import java.util.ArrayList;
import java.util.List;

/** A way into the shop: the traces it leaves on the landing page, and the channel that follows from them. */
final class Traffic {

    /** Parts of the click ids that are known without asking the vendor. */
    private enum Click {
        NONE,
        /** A Google click of a campaign. */
        FOUND,
        /** A Google click that no click file holds. */
        UNKNOWN,
        /** A click of Bing. */
        BING,
        /** A click of TikTok. */
        TIKTOK
    }

    private static final byte[] NO_BYTES = {};
    private static final List<Traffic> WAYS = new ArrayList<>();

    static {
        direct(150);
        labelled(50, Channel.DIRECT, "(direct)", "(none)", null);
        labelled(150, Channel.ORGANIC_SEARCH, "google", "organic", "https://www.google.com/");
        referred(15, Channel.ORGANIC_SEARCH, "https://duckduckgo.com/");
        referred(15, Channel.ORGANIC_SEARCH, "https://www.bing.com/");
        clicked(50, Campaign.US_BRAND);
        clicked(40, Campaign.US_GENERIC);
        clicked(35, Campaign.US_SHOPPING);
        clicked(20, Campaign.US_PMAX);
        clicked(10, Campaign.US_DISPLAY);
        clicked(8, Campaign.US_VIDEO);
        clicked(22, Campaign.DE_BRAND);
        clicked(15, Campaign.DE_SHOPPING);
        clicked(6, Campaign.DE_DEMAND);
        other(12, Channel.PAID_SEARCH, Click.UNKNOWN);
        other(4, Channel.PAID_SEARCH, Click.BING);
        other(3, Channel.PAID_SOCIAL, Click.TIKTOK);
        tagged(18, Channel.PAID_SEARCH, "bing", "cpc", "uk_brand_exact");
        tagged(6, Channel.CROSS_NETWORK, "google", "cpc", "US_PMax_cross-network");
        tagged(6, Channel.PAID_SHOPPING, "idealo", "cpc", "DE_shop_feed");
        tagged(5, Channel.PAID_SHOPPING, "amazon", "cpc", "sponsored_lamps");
        tagged(40, Channel.PAID_SOCIAL, "facebook", "paid_social", "rooms_prospecting");
        tagged(20, Channel.PAID_SOCIAL, "instagram", "CPM", "rooms_stories");
        tagged(12, Channel.PAID_SOCIAL, "tiktok", "paid", "unboxing_may");
        tagged(5, Channel.PAID_SOCIAL, "linkedin", "cpc", "office_lighting");
        tagged(10, Channel.PAID_VIDEO, "youtube", "cpv", "workbench_30s");
        tagged(14, Channel.DISPLAY, "dv360", "cpm", "ctx_interiors");
        tagged(6, Channel.DISPLAY, "criteo", "banner", "basket_reminder");
        tagged(6, Channel.PAID_OTHER, "partner-ads", "cpc", "spring_bundle");
        tagged(4, Channel.PAID_OTHER, "taboola", "ppc", "native_rooms");
        tagged(5, Channel.PAID_OTHER, "adroll", "retargeting", "viewed_items");
        referred(5, Channel.ORGANIC_SHOPPING, "https://www.etsy.com/listing/8812");
        labelled(4, Channel.ORGANIC_SHOPPING, "google shopping", "organic", "https://shopping.google.com/");
        posted(26);
        referred(12, Channel.ORGANIC_SOCIAL, "https://l.facebook.com/");
        tagged(12, Channel.ORGANIC_SOCIAL, "instagram", "social", "linkinbio");
        referred(8, Channel.ORGANIC_SOCIAL, "https://www.reddit.com/r/lamps/");
        labelled(8, Channel.ORGANIC_SOCIAL, "pinterest.com", "referral", "https://pinterest.com/");
        referred(8, Channel.ORGANIC_VIDEO, "https://www.youtube.com/");
        tagged(4, Channel.ORGANIC_VIDEO, "howto", "video", null);
        referred(14, Channel.REFERRAL, "https://www.hearthandloom.example/best-lamps");
        referred(11, Channel.REFERRAL, "https://dailyharbour.example/home/review");
        labelled(6, Channel.REFERRAL, "chatgpt.com", "referral", "https://chatgpt.com/");
        tagged(3, Channel.REFERRAL, "trade_portal", "link", null);
        tagged(40, Channel.EMAIL, "newsletter", "email", "week_09");
        tagged(15, Channel.EMAIL, "crm", "E-mail", "winback_2");
        tagged(5, Channel.EMAIL, "lifecycle", "Email ", "welcome_1");
        tagged(28, Channel.AFFILIATES, "awin", "affiliate", "voucher");
        tagged(5, Channel.AUDIO, "spotify", "audio", "podcast_spring");
        tagged(6, Channel.SMS, "twilio", "sms", "parcel_today");
        tagged(3, Channel.SMS, "sms", "text", "flash_evening");
        tagged(6, Channel.PUSH, "braze", "web_push", "price_drop");
        tagged(3, Channel.PUSH, "firebase", "campaign", "price_drop");
        tagged(2, Channel.PUSH, "appnotes", "mobile_notification", "price_drop");
        tagged(6, Channel.UNASSIGNED, "qr_poster", "print", "tram_stops");
        tagged(3, Channel.UNASSIGNED, "catalogue", "post", "spring_book");
    }

    private static final int[] TOTALS = totals();

    private final Channel channel;
    private final int weight;
    private final Click click;
    private final Campaign campaign;
    private final boolean post;
    private final byte[] query;
    private final byte[] params;
    private final byte[] collected;

    private Traffic(Channel channel, int weight, Click click, Campaign campaign, boolean post, String... pieces) {
        this.channel = channel;
        this.weight = weight;
        this.click = click;
        this.campaign = campaign;
        this.post = post;
        this.query = Bytes.of(pieces[0]);
        this.params = Bytes.of(pieces[1]);
        this.collected = pieces[2] == null ? NO_BYTES : Bytes.of(pieces[2]);
        WAYS.add(this);
    }

    /** A way drawn by weight among those that are possible at this time of the day. */
    static Traffic draw(Chance chance, int secondOfDay, boolean clicks) {
        while (true) {
            Traffic way = WAYS.get(chance.weighted(TOTALS));
            if (way.isPossible(secondOfDay) && (clicks || way.click == Click.NONE)) {
                return way;
            }
        }
    }

    Channel channel() {
        return channel;
    }

    /** The campaign whose click file holds the click; null without such a click. */
    Campaign campaign() {
        return campaign;
    }

    boolean isDirect() {
        return channel == Channel.DIRECT;
    }

    /** Whether the link stands in one of the shop's own posts. */
    boolean isPost() {
        return post;
    }

    boolean hasGoogleClick() {
        return click == Click.FOUND || click == Click.UNKNOWN;
    }

    /** The query of the landing page, with the parts that differ from visit to visit. */
    void putQuery(Bytes out, byte[] clickId, byte[] postId) {
        out.put(query);
        if (click != Click.NONE) {
            out.put(clickId);
        } else if (post && postId.length > 0) {
            out.put("&utm_content=").put(postId);
        }
    }

    /** Event parameters after those that every event has. */
    void putParams(Bytes out) {
        out.put(params);
    }

    /** The collected source, or null. */
    void putCollected(Bytes out, byte[] clickId, byte[] postId) {
        if (hasGoogleClick()) {
            out.put("{\"gclid\":\"").put(clickId).put("\"}");
        } else if (collected.length == 0) {
            out.put("null");
        } else {
            out.put("{").put(collected);
            if (post && postId.length > 0) {
                out.put(",\"manual_content\":\"").put(postId).put('"');
            }
            out.put('}');
        }
    }

    /** Clicks must fall on the same day in the account's zone and in the shop's. */
    private boolean isPossible(int secondOfDay) {
        if (campaign == null) {
            return true;
        }
        return campaign.account() == Campaign.Account.US ? secondOfDay >= 5 * 3600 : secondOfDay < 16 * 3600;
    }

    private static void direct(int weight) {
        way(Channel.DIRECT, weight, Click.NONE, null, "", "", null);
    }

    /** The vendor's own labels on the event, with or without a referrer. */
    private static void labelled(int weight, Channel channel, String source, String medium, String referrer) {
        way(channel, weight, Click.NONE, null, "", Tags.params(source, medium, null, referrer), null);
    }

    private static void referred(int weight, Channel channel, String referrer) {
        way(channel, weight, Click.NONE, null, "", Tags.params(null, null, null, referrer), null);
    }

    /** An ad click that the vendor labels as an organic visit. */
    private static void clicked(int weight, Campaign campaign) {
        String params = Tags.params("google", "organic", null, "https://www.google.com/");
        way(campaign.channel(), weight, Click.FOUND, campaign, "?gclid=", params, null);
    }

    private static void other(int weight, Channel channel, Click click) {
        boolean google = click == Click.UNKNOWN;
        String query = google ? "?gclid=" : click == Click.BING ? "?msclkid=" : "?ttclid=";
        String params = google ? Tags.params("google", "organic", null, "https://www.google.com/") : "";
        way(channel, weight, click, null, query, params, null);
    }

    private static void tagged(int weight, Channel channel, String source, String medium, String campaign) {
        way(
                channel,
                weight,
                Click.NONE,
                null,
                Tags.query(source, medium, campaign),
                Tags.params(source, medium, campaign, null),
                Tags.collected(source, medium, campaign));
    }

    private static void posted(int weight) {
        new Traffic(
                Channel.ORGANIC_SOCIAL,
                weight,
                Click.NONE,
                null,
                true,
                Tags.query("facebook", "social", "page_post"),
                Tags.params("facebook", "social", "page_post", "https://m.facebook.com/"),
                Tags.collected("facebook", "social", "page_post"));
    }

    private static void way(
            Channel channel,
            int weight,
            Click click,
            Campaign campaign,
            String query,
            String params,
            String collected) {
        new Traffic(channel, weight, click, campaign, false, query, params, collected);
    }

    private static int[] totals() {
        int[] totals = new int[WAYS.size()];
        int total = 0;
        for (int i = 0; i < totals.length; i++) {
            total += WAYS.get(i).weight;
            totals[i] = total;
        }
        return totals;
    }
}
