package cx.warehouse.sample.web;

import cx.warehouse.sample.files.Utf8Buffer;
import cx.warehouse.sample.world.GoogleCampaign;
import cx.warehouse.sample.world.SampleChannel;
import cx.warehouse.sample.world.SeededRandom;
import java.util.ArrayList;
import java.util.List;

/** A traffic source of the shop: its parameters on the landing page, and the channel that follows from them. */
final class SampleTraffic {

    /** The kinds of click ids, as far as they can be told without the vendor. */
    private enum ClickKind {
        NONE,
        /** A Google click of a known campaign. */
        FOUND,
        /** A Google click that is in no click file. */
        UNKNOWN,
        /** A Bing click. */
        BING,
        /** A TikTok click. */
        TIKTOK
    }

    private static final byte[] NO_BYTES = {};
    private static final List<SampleTraffic> WAYS = new ArrayList<>();

    static {
        addDirect(150);
        addLabelled(50, SampleChannel.DIRECT, "(direct)", "(none)", null);
        addLabelled(150, SampleChannel.ORGANIC_SEARCH, "google", "organic", "https://www.google.com/");
        addReferral(15, SampleChannel.ORGANIC_SEARCH, "https://duckduckgo.com/");
        addReferral(15, SampleChannel.ORGANIC_SEARCH, "https://www.bing.com/");
        addCampaignClick(50, GoogleCampaign.US_BRAND);
        addCampaignClick(40, GoogleCampaign.US_GENERIC);
        addCampaignClick(35, GoogleCampaign.US_SHOPPING);
        addCampaignClick(20, GoogleCampaign.US_PMAX);
        addCampaignClick(10, GoogleCampaign.US_DISPLAY);
        addCampaignClick(8, GoogleCampaign.US_VIDEO);
        addCampaignClick(22, GoogleCampaign.DE_BRAND);
        addCampaignClick(15, GoogleCampaign.DE_SHOPPING);
        addCampaignClick(6, GoogleCampaign.DE_DEMAND);
        addOtherClick(12, SampleChannel.PAID_SEARCH, ClickKind.UNKNOWN);
        addOtherClick(4, SampleChannel.PAID_SEARCH, ClickKind.BING);
        addOtherClick(3, SampleChannel.PAID_SOCIAL, ClickKind.TIKTOK);
        addTagged(18, SampleChannel.PAID_SEARCH, "bing", "cpc", "uk_brand_exact");
        addTagged(6, SampleChannel.CROSS_NETWORK, "google", "cpc", "US_PMax_cross-network");
        addTagged(6, SampleChannel.PAID_SHOPPING, "idealo", "cpc", "DE_shop_feed");
        addTagged(5, SampleChannel.PAID_SHOPPING, "amazon", "cpc", "sponsored_lamps");
        addTagged(40, SampleChannel.PAID_SOCIAL, "facebook", "paid_social", "rooms_prospecting");
        addTagged(20, SampleChannel.PAID_SOCIAL, "instagram", "CPM", "rooms_stories");
        addTagged(12, SampleChannel.PAID_SOCIAL, "tiktok", "paid", "unboxing_may");
        addTagged(5, SampleChannel.PAID_SOCIAL, "linkedin", "cpc", "office_lighting");
        addTagged(10, SampleChannel.PAID_VIDEO, "youtube", "cpv", "workbench_30s");
        addTagged(14, SampleChannel.DISPLAY, "dv360", "cpm", "ctx_interiors");
        addTagged(6, SampleChannel.DISPLAY, "criteo", "banner", "basket_reminder");
        addTagged(6, SampleChannel.PAID_OTHER, "partner-ads", "cpc", "spring_bundle");
        addTagged(4, SampleChannel.PAID_OTHER, "taboola", "ppc", "native_rooms");
        addTagged(5, SampleChannel.PAID_OTHER, "adroll", "retargeting", "viewed_items");
        addReferral(5, SampleChannel.ORGANIC_SHOPPING, "https://www.etsy.com/listing/8812");
        addLabelled(4, SampleChannel.ORGANIC_SHOPPING, "google shopping", "organic", "https://shopping.google.com/");
        addPost(26);
        addReferral(12, SampleChannel.ORGANIC_SOCIAL, "https://l.facebook.com/");
        addTagged(12, SampleChannel.ORGANIC_SOCIAL, "instagram", "social", "linkinbio");
        addReferral(8, SampleChannel.ORGANIC_SOCIAL, "https://www.reddit.com/r/lamps/");
        addLabelled(8, SampleChannel.ORGANIC_SOCIAL, "pinterest.com", "referral", "https://pinterest.com/");
        addReferral(8, SampleChannel.ORGANIC_VIDEO, "https://www.youtube.com/");
        addTagged(4, SampleChannel.ORGANIC_VIDEO, "howto", "video", null);
        addReferral(14, SampleChannel.REFERRAL, "https://www.hearthandloom.example/best-lamps");
        addReferral(11, SampleChannel.REFERRAL, "https://dailyharbour.example/home/review");
        addLabelled(6, SampleChannel.REFERRAL, "chatgpt.com", "referral", "https://chatgpt.com/");
        addTagged(3, SampleChannel.REFERRAL, "trade_portal", "link", null);
        addTagged(40, SampleChannel.EMAIL, "newsletter", "email", "week_09");
        addTagged(15, SampleChannel.EMAIL, "crm", "E-mail", "winback_2");
        addTagged(5, SampleChannel.EMAIL, "lifecycle", "Email ", "welcome_1");
        addTagged(28, SampleChannel.AFFILIATES, "awin", "affiliate", "voucher");
        addTagged(5, SampleChannel.AUDIO, "spotify", "audio", "podcast_spring");
        addTagged(6, SampleChannel.SMS, "twilio", "sms", "parcel_today");
        addTagged(3, SampleChannel.SMS, "sms", "text", "flash_evening");
        addTagged(6, SampleChannel.PUSH, "braze", "web_push", "price_drop");
        addTagged(3, SampleChannel.PUSH, "firebase", "campaign", "price_drop");
        addTagged(2, SampleChannel.PUSH, "appnotes", "mobile_notification", "price_drop");
        addTagged(6, SampleChannel.UNASSIGNED, "qr_poster", "print", "tram_stops");
        addTagged(3, SampleChannel.UNASSIGNED, "catalogue", "post", "spring_book");
    }

    private static final int[] TOTALS = totals();

    private final SampleChannel channel;
    private final int weight;
    private final ClickKind click;
    private final GoogleCampaign campaign;
    private final boolean post;
    private final byte[] query;
    private final byte[] params;
    private final byte[] collected;

    private SampleTraffic(
            SampleChannel channel,
            int weight,
            ClickKind click,
            GoogleCampaign campaign,
            boolean post,
            String... pieces) {
        this.channel = channel;
        this.weight = weight;
        this.click = click;
        this.campaign = campaign;
        this.post = post;
        this.query = Utf8Buffer.encode(pieces[0]);
        this.params = Utf8Buffer.encode(pieces[1]);
        this.collected = pieces[2] == null ? NO_BYTES : Utf8Buffer.encode(pieces[2]);
        WAYS.add(this);
    }

    /**
     * Draws a traffic source by weight among those that are possible at this time of day.
     *
     * @param clicks false to exclude sources with a click id
     */
    static SampleTraffic draw(SeededRandom chance, int secondOfDay, boolean clicks) {
        while (true) {
            SampleTraffic way = WAYS.get(chance.pickWeighted(TOTALS));
            if (way.isPossible(secondOfDay) && (clicks || way.click == ClickKind.NONE)) {
                return way;
            }
        }
    }

    SampleChannel channel() {
        return channel;
    }

    /** The campaign whose click file holds the click; null for sources without such a click. */
    GoogleCampaign campaign() {
        return campaign;
    }

    boolean isDirect() {
        return channel == SampleChannel.DIRECT;
    }

    /** True when the link is in one of the shop's own posts. */
    boolean isPost() {
        return post;
    }

    boolean hasGoogleClick() {
        return click == ClickKind.FOUND || click == ClickKind.UNKNOWN;
    }

    /** Appends the query of the landing page, with the click id or post id of the visit. */
    void putQuery(Utf8Buffer out, byte[] clickId, byte[] postId) {
        out.put(query);
        if (click != ClickKind.NONE) {
            out.put(clickId);
        } else if (post && postId.length > 0) {
            out.put("&utm_content=").put(postId);
        }
    }

    /** Appends the event parameters of the source, which follow those of every event. */
    void putParams(Utf8Buffer out) {
        out.put(params);
    }

    /** Appends the collected traffic source, or null. */
    void putCollected(Utf8Buffer out, byte[] clickId, byte[] postId) {
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

    /**
     * True when a click at this time has the same date in the account's zone and in the shop's, because the click files
     * rely on it.
     */
    private boolean isPossible(int secondOfDay) {
        if (campaign == null) {
            return true;
        }
        return campaign.account() == GoogleCampaign.Account.US ? secondOfDay >= 5 * 3600 : secondOfDay < 16 * 3600;
    }

    private static void addDirect(int weight) {
        add(SampleChannel.DIRECT, weight, ClickKind.NONE, null, "", "", null);
    }

    /** Adds a source with GA4's own source and medium on the event, with or without a referrer. */
    private static void addLabelled(int weight, SampleChannel channel, String source, String medium, String referrer) {
        add(channel, weight, ClickKind.NONE, null, "", UtmTags.params(source, medium, null, referrer), null);
    }

    private static void addReferral(int weight, SampleChannel channel, String referrer) {
        add(channel, weight, ClickKind.NONE, null, "", UtmTags.params(null, null, null, referrer), null);
    }

    /** Adds an ad click that GA4 labels as an organic visit. */
    private static void addCampaignClick(int weight, GoogleCampaign campaign) {
        String params = UtmTags.params("google", "organic", null, "https://www.google.com/");
        add(campaign.channel(), weight, ClickKind.FOUND, campaign, "?gclid=", params, null);
    }

    private static void addOtherClick(int weight, SampleChannel channel, ClickKind click) {
        boolean google = click == ClickKind.UNKNOWN;
        String query = google ? "?gclid=" : click == ClickKind.BING ? "?msclkid=" : "?ttclid=";
        String params = google ? UtmTags.params("google", "organic", null, "https://www.google.com/") : "";
        add(channel, weight, click, null, query, params, null);
    }

    private static void addTagged(int weight, SampleChannel channel, String source, String medium, String campaign) {
        add(
                channel,
                weight,
                ClickKind.NONE,
                null,
                UtmTags.query(source, medium, campaign),
                UtmTags.params(source, medium, campaign, null),
                UtmTags.collectedSource(source, medium, campaign));
    }

    private static void addPost(int weight) {
        new SampleTraffic(
                SampleChannel.ORGANIC_SOCIAL,
                weight,
                ClickKind.NONE,
                null,
                true,
                UtmTags.query("facebook", "social", "page_post"),
                UtmTags.params("facebook", "social", "page_post", "https://m.facebook.com/"),
                UtmTags.collectedSource("facebook", "social", "page_post"));
    }

    private static void add(
            SampleChannel channel,
            int weight,
            ClickKind click,
            GoogleCampaign campaign,
            String query,
            String params,
            String collected) {
        new SampleTraffic(channel, weight, click, campaign, false, query, params, collected);
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
