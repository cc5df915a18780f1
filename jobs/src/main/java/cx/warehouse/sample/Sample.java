package cx.warehouse.sample;

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

/** Makes drops of a shop that does not exist, with the habits and faults of real exports, and says what is true in them. */
public final class Sample {
    private static final int MOST_WORKERS = 8;

    private Sample() {}

    /**
     * Writes {@code out/drops/<delivery date>/<vendor>/…}, {@code out/reference/*.csv} and {@code out/truth.json}.
     * The same spec gives the same bytes on every machine with the same Java.
     *
     * @param progress told of every file once it is written, from the calling thread
     * @return data rows written, over all files
     * @throws java.nio.file.FileAlreadyExistsException when {@code out} holds drops already
     * @throws InterruptedException when the calling thread is interrupted; what was written until then stays
     */
    public static long write(SampleSpec spec, Path out, Consumer<Progress> progress)
            throws IOException, InterruptedException {
        return write(spec, Scale.of(spec), out, progress);
    }

    static long write(SampleSpec spec, Scale scale, Path out, Consumer<Progress> progress)
            throws IOException, InterruptedException {
        Drops drops = new Drops(out, progress);
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
            SampleSpec spec, Scale scale, Drops drops, Path out, ExecutorService workers)
            throws IOException, InterruptedException {
        Rates rates = new Rates(spec);
        Days days = new Days(spec);
        People people = new People(spec, scale);
        Marks marks = new Marks(scale);
        Web web = new Web(spec, scale, people, days, marks, drops, workers);
        Shop shop = new Shop(spec, scale, people, days, rates, marks, drops);
        AdReports ads = new AdReports(spec, rates, drops);
        Affiliates affiliates = new Affiliates(spec, rates, drops);
        ImpactActions impact = new ImpactActions(spec, rates, drops);
        CjCommissions cj = new CjCommissions(spec, rates, drops);
        Coverage coverage = new Coverage(spec, scale, drops);
        SecondDesk desk = new SecondDesk(spec, drops, coverage);
        BingReports bing = new BingReports(spec, drops);
        MetaInsights meta = new MetaInsights(spec, drops);
        AdsManager adsManager = new AdsManager(spec, drops);
        LinkedInReports linkedIn = new LinkedInReports(spec, drops);
        Tweets tweets = new Tweets(spec, drops);
        Contacts contacts = new Contacts(spec, scale, people);
        CrmSales sales = new CrmSales(spec, scale, people, contacts);
        Crm crm = new Crm(spec, scale, people, contacts, sales, drops);
        HubContacts hubContacts = new HubContacts(spec, scale, people);
        HubDesk hub = new HubDesk(spec, scale, hubContacts, drops);
        Survey survey = new Survey(spec, scale, people, drops);
        PrivacyRequests privacy = new PrivacyRequests(spec, people, drops);
        Stores stores = new Stores(spec, scale, people, marks, drops);
        PortalFeed portal = new PortalFeed(spec, scale, people, days, drops);
        TrackerFeed tracker = new TrackerFeed(spec, scale, people, days, drops);
        PagePosts pagePosts = new PagePosts(spec, drops);
        Posts posts = new Posts(spec, drops);
        Reference.write(out, rates);
        for (int day = 0; day < spec.days(); day++) {
            List<WebShard.Result> shards = web.write(day);
            for (Campaign.Account account : Campaign.Account.values()) {
                Clicks.write(spec, drops, account, day, shards);
            }
            ads.write(day, shards);
            List<Order> orders = shop.orders(day, shards);
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
            web.elsewhere(day, tracker.write(day));
        }
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("generator", generator(spec, scale));
        truth.put("business_dates", dates(spec));
        truth.put("sources", drops.sources());
        truth.put("visits", web.visitTruth());
        truth.put("events", web.eventTruth());
        truth.put("friction", web.frictionTruth());
        truth.put(
                "spend",
                ads.truth(Stream.of(bing.billed(), meta.billed(), adsManager.billed(), linkedIn.billed())
                        .flatMap(List::stream)
                        .toList()));
        truth.put("orders", shop.truth());
        truth.put("stores", stores.truth());
        Map<String, Object> affiliate = affiliates.truth();
        affiliate.put("impact", impact.truth());
        affiliate.put("cj", cj.truth());
        affiliate.put(
                "total_cost_usd",
                Money.six(affiliates.dollars().add(impact.dollars()).add(cj.dollars())));
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
                new Identities(spec, scale, people, contacts, hubContacts, marks).truth(web.anonymousVisitors()));
        truth.put("quirks", Quirks.truth(spec));
        truth.put("files", drops.files());
        return truth;
    }

    private static Map<String, Object> generator(SampleSpec spec, Scale scale) {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("start", spec.start().toString());
        truth.put("days", spec.days());
        truth.put("customers", scale.customers());
        truth.put("seed", spec.seed());
        truth.put("events", spec.events());
        truth.put("plain", spec.plain());
        truth.put("reporting_time_zone", Days.ZONE.toString());
        truth.put("reporting_currency", "USD");
        return truth;
    }

    private static List<Object> dates(SampleSpec spec) {
        List<Object> dates = new ArrayList<>();
        for (int day = 0; day < spec.days(); day++) {
            dates.add(spec.delivery(day).toString());
        }
        return dates;
    }
}
