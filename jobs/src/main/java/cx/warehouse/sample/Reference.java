package cx.warehouse.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that come beside the drops: accounts, exchange rates, and which sources are search, social, video or shopping. */
final class Reference {
    private static final String NEW_YORK = "America/New_York";
    private static final List<List<String>> ACCOUNTS = List.of(
            List.of("vendor", "account_id", "account_name", "time_zone", "currency", "number_format"),
            google(Campaign.Account.US, "Juniper Home US"),
            google(Campaign.Account.DE, "Juniper Home DE"),
            List.of("meltwater", "mw-207", "Press desk", NEW_YORK, "USD", "en-US"),
            List.of("cision", "cs-207", "Press desk EU", SecondDesk.ZONE, "EUR", "de-DE"),
            List.of("microsoft_ads", BingReports.ACCOUNT, "Juniper Home EU", BingReports.ZONE, "EUR", "en-US"),
            List.of("meta_ads", MetaInsights.ACCOUNT, "Juniper Home UK", MetaInsights.ZONE, "GBP", "en-US"),
            List.of("meta_ads", AdsManager.ACCOUNT, "Juniper Home FR", AdsManager.ZONE, "EUR", "fr-FR"),
            List.of("linkedin_ads", LinkedInReports.ACCOUNT, Goods.SHOP, "UTC", "USD", "en-US"),
            List.of("impact", ImpactActions.ACCOUNT, "Juniper Home US", ImpactActions.ZONE.getId(), "USD", "en-US"),
            List.of("cj", CjCommissions.ACCOUNT, "Juniper Home CJ", CjCommissions.ZONE, "USD", "en-US"),
            List.of("x_posts", Tweets.HANDLE, Goods.SHOP, "UTC", "", "en-US"),
            List.of("awin", Affiliates.PROGRAM, "Juniper Home UK", Affiliates.ZONE, "GBP", "en-US"),
            List.of("ga4", "4417120936", "Web and app", NEW_YORK, "USD", "en-US"),
            List.of("salesforce", Crm.ORGANISATION, "Customers", "UTC", "USD", "en-US"),
            List.of("adobe", PortalFeed.SUITE, "Service portal", PortalFeed.ZONE, "USD", "en-US"),
            List.of("linkedin_page", PagePosts.ORGANISATION, Goods.SHOP, "UTC", "", "en-US"),
            List.of("hubspot", HubDesk.ACCOUNT, "Marketing hub", HubContacts.ZONE, "USD", "en-US"),
            List.of("qualtrics", Survey.ACCOUNT, "Recommendation survey", Survey.ZONE, "", "en-US"),
            List.of("shopify", "juniper-home", "Web shop", NEW_YORK, "USD", "en-US"),
            List.of("square", "JQ-TILLS", "Stores", NEW_YORK, "USD", "en-US"),
            List.of("facebook_page", Posts.PAGE, Goods.SHOP, Posts.ZONE, "", "en-US"));
    private static final String[] SEARCH = {
        "baidu",
        "bing",
        "bing.com",
        "duckduckgo",
        "duckduckgo.com",
        "ecosia.org",
        "google",
        "google.com",
        "yahoo",
        "yandex"
    };
    private static final String[] SOCIAL = {
        "facebook",
        "facebook.com",
        "instagram",
        "instagram.com",
        "l.facebook.com",
        "l.instagram.com",
        "linkedin",
        "linkedin.com",
        "m.facebook.com",
        "pinterest",
        "pinterest.com",
        "reddit",
        "reddit.com",
        "t.co",
        "tiktok",
        "tiktok.com",
        "x.com"
    };
    private static final String[] VIDEO = {"m.youtube.com", "twitch.tv", "vimeo.com", "youtube", "youtube.com"};
    private static final String[] SHOPPING = {
        "amazon", "amazon.com", "ebay", "ebay.com", "etsy.com", "google shopping", "idealo", "shopping.google.com"
    };

    private Reference() {}

    /** Writes the three files into {@code out/reference}. */
    static void write(Path out, Rates rates) throws IOException {
        Path folder = out.resolve("reference");
        Files.createDirectories(folder);
        List<List<String>> categories = new ArrayList<>();
        categories.add(List.of("source", "category"));
        add(SEARCH, "search", categories);
        add(SOCIAL, "social", categories);
        add(VIDEO, "video", categories);
        add(SHOPPING, "shopping", categories);
        write(folder.resolve("accounts.csv"), ACCOUNTS);
        write(folder.resolve("fx_rates.csv"), rates.rows());
        write(folder.resolve("source_categories.csv"), categories);
    }

    private static void write(Path file, List<List<String>> rows) throws IOException {
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.PLAIN)) {
            for (List<String> row : rows) {
                sheet.row(row);
            }
        }
    }

    private static void add(String[] sources, String category, List<List<String>> rows) {
        for (String source : sources) {
            rows.add(List.of(source, category));
        }
    }

    private static List<String> google(Campaign.Account account, String name) {
        return List.of("google_ads", account.number(), name, account.zone(), account.currency(), "en-US");
    }
}
