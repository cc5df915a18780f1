package cx.warehouse.sample.web;

import cx.warehouse.sample.files.GzipWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.files.Utf8Buffer;
import cx.warehouse.sample.world.GoogleCampaign;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Writes the click files of the Google Ads accounts, which connect a visit's click id with its campaign. */
public final class GoogleClicks {
    static final String SOURCE = "google_ads_click";

    private static final String HEADER =
            "customer.id,segments.date,click_view.gclid,campaign.id,campaign.name,ad_group.id,"
                    + "click_view.keyword_info.text,segments.device,segments.ad_network_type,metrics.clicks\n";
    private static final String[] KEYWORDS = {"juniper home", "pendant lamp", "linen bedding", "\"oak stool, small\""};
    private static final String[] DEVICES = {"MOBILE", "DESKTOP", "TABLET"};

    private GoogleClicks() {}

    /** Appends the row of a visit's click. */
    static void appendRow(PlannedVisit visit, LocalDate day, Utf8Buffer rows) {
        GoogleCampaign campaign = visit.traffic.campaign();
        boolean search = campaign.type().equals("Search");
        rows.put(campaign.account().number())
                .put(',')
                .put(day.toString())
                .put(',')
                .put(Ga4EventWriter.clickId(visit));
        rows.put(',')
                .put(campaign.id())
                .put(',')
                .put(campaign.label())
                .put(',')
                .put(campaign.id())
                .put("9,");
        rows.put(search ? KEYWORDS[SeededRandom.below(visit.clickSeed, KEYWORDS.length)] : "")
                .put(',');
        rows.put(DEVICES[SeededRandom.below(SeededRandom.mix(visit.clickSeed, 2), DEVICES.length)])
                .put(',');
        rows.put(search || campaign.type().equals("Shopping") ? "SEARCH" : "CONTENT")
                .put(",1\n");
    }

    /** Writes the file of an account and day from the rows of the day's shards, one gzip member each. */
    public static void write(
            SampleSpec spec, SampleDrops drops, GoogleCampaign.Account account, int day, List<Ga4Shard.Result> shards)
            throws IOException {
        LocalDate date = spec.activity(day);
        String name = "click_view_" + account.number() + "_" + SampleDays.compactDate(date) + ".csv.gz";
        Path file = drops.pathFor(spec.delivery(day), "google_ads", name);
        SampleRowCounts counts = new SampleRowCounts();
        counts.addFile();
        try (GzipWriter out = GzipWriter.create(file)) {
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            for (Ga4Shard.Result shard : shards) {
                for (GoogleCampaign campaign : GoogleCampaign.values()) {
                    boolean ours = campaign.account() == account;
                    counts.addGood(ours ? shard.clicksByCampaign().getOrDefault(campaign, 0) : 0);
                }
                byte[] rows = shard.clicks().get(account);
                if (rows != null) {
                    out.append(rows);
                }
            }
            if (!spec.plain()) {
                writeUnusualRows(out, counts, account, date);
            }
        }
        drops.recordFile(file, spec.delivery(day), SOURCE, counts);
    }

    /** Writes a click without a visit and its duplicate, and malformed rows. */
    private static void writeUnusualRows(
            GzipWriter out, SampleRowCounts counts, GoogleCampaign.Account account, LocalDate date) throws IOException {
        String start = account.number() + "," + date + ",";
        String end = ",61100199,Closed_Test,611001999,,DESKTOP,SEARCH,1\n";
        String alone = start + "Cj0KCQnoVisit" + SampleDays.compactDate(date) + account + "wcB" + end;
        counts.addGood(1);
        counts.addDuplicates(1);
        counts.addMalformed(MalformedReason.REQUIRED);
        counts.addMalformed(MalformedReason.DATE);
        counts.addMalformed(MalformedReason.NUMBER);
        counts.addMalformed(MalformedReason.COLUMN_COUNT);
        String rows = alone + alone + start + end
                + account.number() + ",2026-13-01,Cj0KCQbadDate" + end
                + start + "Cj0KCQbadNumber" + end.replace(",1\n", ",one\n")
                + start + "Cj0KCQbadWidth,61100199\n";
        out.write(rows.getBytes(StandardCharsets.UTF_8));
    }
}
