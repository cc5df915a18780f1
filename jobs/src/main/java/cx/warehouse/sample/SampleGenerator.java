package cx.warehouse.sample;

import cx.warehouse.sample.ads.GoogleAdReports;
import cx.warehouse.sample.ads.LinkedInAdReports;
import cx.warehouse.sample.ads.MetaAdReports;
import cx.warehouse.sample.ads.MetaInsights;
import cx.warehouse.sample.ads.MicrosoftAdReports;
import cx.warehouse.sample.crm.HubspotContacts;
import cx.warehouse.sample.crm.HubspotExports;
import cx.warehouse.sample.crm.IdentityTruth;
import cx.warehouse.sample.crm.PrivacyRequests;
import cx.warehouse.sample.crm.QualtricsSurvey;
import cx.warehouse.sample.crm.SalesforceArchive;
import cx.warehouse.sample.crm.SalesforceContacts;
import cx.warehouse.sample.crm.SalesforceSales;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.files.SampleProgress;
import cx.warehouse.sample.files.TruthFile;
import cx.warehouse.sample.media.CisionCoverage;
import cx.warehouse.sample.media.FacebookPosts;
import cx.warehouse.sample.media.LinkedInPosts;
import cx.warehouse.sample.media.MeltwaterCoverage;
import cx.warehouse.sample.media.XPosts;
import cx.warehouse.sample.shop.AwinTransactions;
import cx.warehouse.sample.shop.CjCommissions;
import cx.warehouse.sample.shop.ImpactActions;
import cx.warehouse.sample.shop.ShopifyOrders;
import cx.warehouse.sample.shop.SquarePayments;
import cx.warehouse.sample.web.AdobeFeed;
import cx.warehouse.sample.web.Ga4Export;
import cx.warehouse.sample.web.Ga4Shard;
import cx.warehouse.sample.web.GoogleClicks;
import cx.warehouse.sample.web.SeenPeople;
import cx.warehouse.sample.web.SnowplowFeed;
import cx.warehouse.sample.world.GoogleCampaign;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleExchangeRates;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.ShopOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes the deliveries of a made-up shop, with the habits and faults of real exports, and the truth about them. */
public final class SampleGenerator {
    private static final int MOST_WORKERS = 8;

    private SampleGenerator() {}

    /**
     * Writes {@code out/drops/<delivery date>/<vendor>/…}, {@code out/reference/*.csv} and {@code out/truth.json}. The
     * same spec gives the same bytes on every machine with the same Java version.
     *
     * @param progress called for every file after it is written, in the calling thread
     * @return the number of data rows written, over all files
     * @throws java.nio.file.FileAlreadyExistsException when {@code out} already holds drops
     * @throws InterruptedException when the calling thread is interrupted; files written until then stay
     */
    public static long write(SampleSpec spec, Path out, Consumer<SampleProgress> progress)
            throws IOException, InterruptedException {
        return write(spec, SampleScale.of(spec), out, progress);
    }

    static long write(SampleSpec spec, SampleScale scale, Path out, Consumer<SampleProgress> progress)
            throws IOException, InterruptedException {
        SampleDrops drops = new SampleDrops(out, progress);
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors()));
        try {
            Map<String, Object> truth = write(spec, scale, drops, out, workers);
            TruthFile.write(out.resolve("truth.json"), truth);
            return drops.rows();
        } finally {
            workers.shutdownNow();
        }
    }

    private static Map<String, Object> write(
            SampleSpec spec, SampleScale scale, SampleDrops drops, Path out, ExecutorService workers)
            throws IOException, InterruptedException {
        SampleExchangeRates rates = new SampleExchangeRates(spec);
        SampleDays days = new SampleDays(spec);
        SamplePeople people = new SamplePeople(spec, scale);
        SeenPeople marks = new SeenPeople(scale);
        Ga4Export web = new Ga4Export(spec, scale, people, days, marks, drops, workers);
        ShopifyOrders shop = new ShopifyOrders(spec, scale, people, days, rates, marks, drops);
        GoogleAdReports ads = new GoogleAdReports(spec, rates, drops);
        AwinTransactions affiliates = new AwinTransactions(spec, rates, drops);
        ImpactActions impact = new ImpactActions(spec, rates, drops);
        CjCommissions cj = new CjCommissions(spec, rates, drops);
        MeltwaterCoverage coverage = new MeltwaterCoverage(spec, scale, drops);
        CisionCoverage desk = new CisionCoverage(spec, drops, coverage);
        MicrosoftAdReports bing = new MicrosoftAdReports(spec, drops);
        MetaInsights meta = new MetaInsights(spec, drops);
        MetaAdReports adsManager = new MetaAdReports(spec, drops);
        LinkedInAdReports linkedIn = new LinkedInAdReports(spec, drops);
        XPosts tweets = new XPosts(spec, drops);
        SalesforceContacts contacts = new SalesforceContacts(spec, scale, people);
        SalesforceSales sales = new SalesforceSales(spec, scale, people, contacts);
        SalesforceArchive crm = new SalesforceArchive(spec, scale, people, contacts, sales, drops);
        HubspotContacts hubContacts = new HubspotContacts(spec, scale, people);
        HubspotExports hub = new HubspotExports(spec, scale, hubContacts, drops);
        QualtricsSurvey survey = new QualtricsSurvey(spec, scale, people, drops);
        PrivacyRequests privacy = new PrivacyRequests(spec, people, drops);
        SquarePayments stores = new SquarePayments(spec, scale, people, marks, drops);
        AdobeFeed portal = new AdobeFeed(spec, scale, people, days, drops);
        SnowplowFeed tracker = new SnowplowFeed(spec, scale, people, days, drops);
        LinkedInPosts pagePosts = new LinkedInPosts(spec, drops);
        FacebookPosts posts = new FacebookPosts(spec, drops);
        SampleReferenceFiles.write(out, rates);
        for (int day = 0; day < spec.days(); day++) {
            List<Ga4Shard.Result> shards = web.write(day);
            for (GoogleCampaign.Account account : GoogleCampaign.Account.values()) {
                GoogleClicks.write(spec, drops, account, day, shards);
            }
            ads.write(day, shards);
            List<ShopOrder> orders = shop.orders(day, shards);
            shop.write(day, orders);
            affiliates.write(day, orders);
            impact.write(day, orders);
            cj.write(day, orders);
            coverage.write(day);
            desk.write(day);
            bing.write(day);
            meta.write(day);
            adsManager.write(day);
            linkedIn.write(day);
            tweets.write(day);
            crm.write(day);
            hub.write(day);
            survey.write(day);
            privacy.write(day);
            stores.write(day);
            posts.write(day);
            pagePosts.write(day);
            portal.write(day);
            web.addOtherVisits(day, tracker.write(day));
        }
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("generator", generatorTruth(spec, scale));
        truth.put("business_dates", businessDates(spec));
        truth.put("sources", drops.sources());
        truth.put("visits", web.visitTruth());
        truth.put("events", web.eventTruth());
        truth.put("friction", web.frictionTruth());
        truth.put(
                "spend",
                ads.truth(
                        Stream.of(bing.billedDays(), meta.billedDays(), adsManager.billedDays(), linkedIn.billedDays())
                                .flatMap(List::stream)
                                .toList()));
        truth.put("orders", shop.truth());
        truth.put("stores", stores.truth());
        Map<String, Object> affiliate = affiliates.truth();
        affiliate.put("impact", impact.truth());
        affiliate.put("cj", cj.truth());
        affiliate.put(
                "total_cost_usd",
                SampleAmounts.sixPlaces(
                        affiliates.dollars().add(impact.dollars()).add(cj.dollars())));
        truth.put("affiliate", affiliate);
        truth.put("coverage", coverage.truth());
        truth.put("posts", posts.truth());
        truth.put("x_posts", tweets.truth());
        truth.put("linkedin_posts", pagePosts.truth());
        truth.put("portal", portal.truth());
        truth.put("tracker", tracker.truth());
        Map<String, Object> service = crm.serviceTruth();
        service.put("hubspot", hub.ticketTruth());
        truth.put("service", service);
        truth.put("survey", survey.truth());
        Map<String, Object> crmTruth = new LinkedHashMap<>();
        crmTruth.put("salesforce_opportunities", sales.opportunityTruth());
        crmTruth.put("salesforce_campaign_members", sales.memberTruth());
        crmTruth.put("hubspot_deals", hub.dealTruth());
        truth.put("crm", crmTruth);
        truth.put("privacy", privacy.truth());
        truth.put(
                "customers",
                new IdentityTruth(spec, scale, people, contacts, hubContacts, marks).truth(web.anonymousVisitors()));
        truth.put("quirks", SampleQuirks.truth(spec));
        truth.put("files", drops.files());
        return truth;
    }

    private static Map<String, Object> generatorTruth(SampleSpec spec, SampleScale scale) {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("start", spec.start().toString());
        truth.put("days", spec.days());
        truth.put("customers", scale.customers());
        truth.put("seed", spec.seed());
        truth.put("events", spec.events());
        truth.put("plain", spec.plain());
        truth.put("reporting_time_zone", SampleDays.ZONE.toString());
        truth.put("reporting_currency", "USD");
        return truth;
    }

    private static List<Object> businessDates(SampleSpec spec) {
        List<Object> dates = new ArrayList<>();
        for (int day = 0; day < spec.days(); day++) {
            dates.add(spec.delivery(day).toString());
        }
        return dates;
    }
}
