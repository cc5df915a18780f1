package cx.warehouse.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The click files of the ad accounts: the bridge from a visit's click id to its campaign. */
final class Clicks {
    static final String SOURCE = "google_ads_click";

    private static final String HEADER =
            "customer.id,segments.date,click_view.gclid,campaign.id,campaign.name,ad_group.id,"
                    + "click_view.keyword_info.text,segments.device,segments.ad_network_type,metrics.clicks\n";
    private static final String[] KEYWORDS = {"juniper home", "pendant lamp", "linen bedding", "\"oak stool, small\""};
    private static final String[] DEVICES = {"MOBILE", "DESKTOP", "TABLET"};

    private Clicks() {}

    /** Appends the row of a visit's click. */
    static void put(Visit visit, LocalDate day, Bytes rows) {
        Campaign campaign = visit.traffic.campaign();
        boolean search = campaign.type().equals("Search");
        rows.put(campaign.account().number())
                .put(',')
                .put(day.toString())
                .put(',')
                .put(EventWriter.clickId(visit));
        rows.put(',')
                .put(campaign.id())
                .put(',')
                .put(campaign.label())
                .put(',')
                .put(campaign.id())
                .put("9,");
        rows.put(search ? KEYWORDS[Chance.below(visit.clickSeed, KEYWORDS.length)] : "")
                .put(',');
        rows.put(DEVICES[Chance.below(Chance.mix(visit.clickSeed, 2), DEVICES.length)])
                .put(',');
        rows.put(search || campaign.type().equals("Shopping") ? "SEARCH" : "CONTENT")
                .put(",1\n");
    }

    /** Writes the file of an account and day from the rows of the day's shards, one gzip member each. */
    static void write(SampleSpec spec, Drops drops, Campaign.Account account, int day, List<WebShard.Result> shards)
            throws IOException {
        LocalDate date = spec.activity(day);
        String name = "click_view_" + account.number() + "_" + Days.compact(date) + ".csv.gz";
        Path file = drops.place(spec.delivery(day), "google_ads", name);
        Counts counts = new Counts();
        counts.file();
        try (Gz out = Gz.create(file)) {
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            for (WebShard.Result shard : shards) {
                for (Campaign campaign : Campaign.values()) {
                    boolean ours = campaign.account() == account;
                    counts.good(ours ? shard.clicksByCampaign().getOrDefault(campaign, 0) : 0);
                }
                byte[] rows = shard.clicks().get(account);
                if (rows != null) {
                    out.append(rows);
                }
            }
            if (!spec.plain()) {
                unusual(out, counts, account, date);
            }
        }
        drops.wrote(file, spec.delivery(day), SOURCE, counts);
    }

    /** A click without a visit, written twice, and rows that are broken. */
    private static void unusual(Gz out, Counts counts, Campaign.Account account, LocalDate date) throws IOException {
        String start = account.number() + "," + date + ",";
        String end = ",61100199,Closed_Test,611001999,,DESKTOP,SEARCH,1\n";
        String alone = start + "Cj0KCQnoVisit" + Days.compact(date) + account + "wcB" + end;
        counts.good(1);
        counts.duplicate(1);
        counts.malformed(Reason.REQUIRED);
        counts.malformed(Reason.DATE);
        counts.malformed(Reason.NUMBER);
        counts.malformed(Reason.COLUMN_COUNT);
        String rows = alone + alone + start + end
                + account.number() + ",2026-13-01,Cj0KCQbadDate" + end
                + start + "Cj0KCQbadNumber" + end.replace(",1\n", ",one\n")
                + start + "Cj0KCQbadWidth,61100199\n";
        out.write(rows.getBytes(StandardCharsets.UTF_8));
    }
}
