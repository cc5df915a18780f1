package cx.warehouse.sample;

import cx.warehouse.sample.ads.LinkedInAdReports;
import cx.warehouse.sample.ads.MetaAdReports;
import cx.warehouse.sample.ads.MetaInsights;
import cx.warehouse.sample.ads.MicrosoftAdReports;
import cx.warehouse.sample.crm.HubspotContacts;
import cx.warehouse.sample.crm.HubspotExports;
import cx.warehouse.sample.crm.QualtricsSurvey;
import cx.warehouse.sample.crm.SalesforceArchive;
import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.media.CisionCoverage;
import cx.warehouse.sample.media.FacebookPosts;
import cx.warehouse.sample.media.LinkedInPosts;
import cx.warehouse.sample.media.XPosts;
import cx.warehouse.sample.shop.AwinTransactions;
import cx.warehouse.sample.shop.CjCommissions;
import cx.warehouse.sample.shop.ImpactActions;
import cx.warehouse.sample.web.AdobeFeed;
import cx.warehouse.sample.world.GoogleCampaign;
import cx.warehouse.sample.world.ProductCatalog;
import cx.warehouse.sample.world.SampleExchangeRates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the reference files that belong to the drops: accounts, exchange rates, and the category of traffic sources
 * (search, social, video, shopping).
 */
final class SampleReferenceFiles {
    private static final String NEW_YORK = "America/New_York";
    private static final List<List<String>> ACCOUNTS = List.of(
            List.of("vendor", "account_id", "account_name", "time_zone", "currency", "number_format"),
            googleAccount(GoogleCampaign.Account.US, "Juniper Home US"),
            googleAccount(GoogleCampaign.Account.DE, "Juniper Home DE"),
            List.of("meltwater", "mw-207", "Press desk", NEW_YORK, "USD", "en-US"),
            List.of("cision", "cs-207", "Press desk EU", CisionCoverage.ZONE, "EUR", "de-DE"),
            List.of(
                    "microsoft_ads",
                    MicrosoftAdReports.ACCOUNT,
                    "Juniper Home EU",
                    MicrosoftAdReports.ZONE,
                    "EUR",
                    "en-US"),
            List.of("meta_ads", MetaInsights.ACCOUNT, "Juniper Home UK", MetaInsights.ZONE, "GBP", "en-US"),
            List.of("meta_ads", MetaAdReports.ACCOUNT, "Juniper Home FR", MetaAdReports.ZONE, "EUR", "fr-FR"),
            List.of("linkedin_ads", LinkedInAdReports.ACCOUNT, ProductCatalog.SHOP, "UTC", "USD", "en-US"),
            List.of("impact", ImpactActions.ACCOUNT, "Juniper Home US", ImpactActions.ZONE.getId(), "USD", "en-US"),
            List.of("cj", CjCommissions.ACCOUNT, "Juniper Home CJ", CjCommissions.ZONE, "USD", "en-US"),
            List.of("x_posts", XPosts.HANDLE, ProductCatalog.SHOP, "UTC", "", "en-US"),
            List.of("awin", AwinTransactions.PROGRAM, "Juniper Home UK", AwinTransactions.ZONE, "GBP", "en-US"),
            List.of("ga4", "4417120936", "Web and app", NEW_YORK, "USD", "en-US"),
            List.of("salesforce", SalesforceArchive.ORGANISATION, "Customers", "UTC", "USD", "en-US"),
            List.of("adobe", AdobeFeed.SUITE, "Service portal", AdobeFeed.ZONE, "USD", "en-US"),
            List.of("linkedin_page", LinkedInPosts.ORGANISATION, ProductCatalog.SHOP, "UTC", "", "en-US"),
            List.of("hubspot", HubspotExports.ACCOUNT, "Marketing hub", HubspotContacts.ZONE, "USD", "en-US"),
            List.of("qualtrics", QualtricsSurvey.ACCOUNT, "Recommendation survey", QualtricsSurvey.ZONE, "", "en-US"),
            List.of("shopify", "juniper-home", "Web shop", NEW_YORK, "USD", "en-US"),
            List.of("square", "JQ-TILLS", "Stores", NEW_YORK, "USD", "en-US"),
            List.of("facebook_page", FacebookPosts.PAGE, ProductCatalog.SHOP, FacebookPosts.ZONE, "", "en-US"));
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

    private SampleReferenceFiles() {}

    /** Writes the three files into {@code out/reference}. */
    static void write(Path out, SampleExchangeRates rates) throws IOException {
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
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.PLAIN)) {
            for (List<String> row : rows) {
                sheet.writeRow(row);
            }
        }
    }

    private static void add(String[] sources, String category, List<List<String>> rows) {
        for (String source : sources) {
            rows.add(List.of(source, category));
        }
    }

    private static List<String> googleAccount(GoogleCampaign.Account account, String name) {
        return List.of("google_ads", account.number(), name, account.zone(), account.currency(), "en-US");
    }
}
