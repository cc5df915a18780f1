package cx.warehouse.sample.ads;

import cx.warehouse.sample.ads.LatestSpend.SocialAdMetrics;
import cx.warehouse.sample.files.GzipWriter;
import cx.warehouse.sample.files.JsonRows;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes the Meta insights by ad and day. Purchases appear under three names, the last days are restated, and the total
 * of a period is among the rows.
 */
public final class MetaInsights {
    static final String SOURCE = "meta_ads_insight";
    public static final String ACCOUNT = "771200334455";
    public static final String ZONE = "Europe/London";
    static final String CURRENCY = "GBP";

    private static final int ADS = 3;
    private static final LatestSpend.SocialAccount BILLED_ACCOUNT = new LatestSpend.SocialAccount(
            ACCOUNT,
            CURRENCY,
            List.of("238700000000101", "238700000000102"),
            List.of("rooms_prospecting", "rooms_stories"));

    private final SampleSpec spec;
    private final SampleDrops drops;
    private final long seed;
    private final LatestSpend latest;

    public MetaInsights(SampleSpec spec, SampleDrops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 557);
        this.latest = new LatestSpend(spec, BILLED_ACCOUNT);
    }

    /** Writes the file of a day. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "insights_act_" + ACCOUNT + "_" + SampleDays.compactDate(delivery) + ".ndjson.gz";
        Path file = drops.pathFor(delivery, "meta_ads", name);
        JsonRows rows = new JsonRows();
        int first = spec.firstReportedDay(day);
        for (int told = first; told <= day; told++) {
            for (int ad = 0; ad < BILLED_ACCOUNT.ids().size() * ADS; ad++) {
                rows.addRow(row(told, ad, spec.plain() ? 0 : day - told));
            }
        }
        if (!spec.plain()) {
            rows.repeatLastRow();
            addUnusualRows(rows, row(day, 0, 0), first);
        }
        try (GzipWriter out = GzipWriter.create(file)) {
            out.write(rows.lines().getBytes(StandardCharsets.UTF_8));
        }
        drops.recordFile(file, delivery, SOURCE, rows.counts());
    }

    /** The billed days of all campaigns, summed over their ads, as of the last delivery. */
    public List<BilledDay> billedDays() {
        return latest.billedDays();
    }

    private String row(int day, int ad, int age) {
        int campaign = ad / ADS;
        SocialAdMetrics figures = SocialAdMetrics.draw(SeededRandom.mix(seed, day, ad), 60, age);
        latest.put(day, campaign, ad, figures);
        long purchases = figures.clicks() / 15;
        String bought = purchases == 0
                ? ""
                : action("purchase", purchases)
                        + action("omni_purchase", purchases)
                        + action("offsite_conversion.fb_pixel_purchase", purchases);
        String value = purchases == 0
                ? ""
                : "{\"action_type\":\"purchase\",\"value\":\"" + SampleAmounts.plainDecimal(purchases * 6_480) + "\"}";
        String date = spec.activity(day).toString();
        return "{\"account_id\":\"" + ACCOUNT + "\",\"account_currency\":\"" + CURRENCY + "\",\"campaign_id\":\""
                + BILLED_ACCOUNT.ids().get(campaign) + "\",\"campaign_name\":\""
                + BILLED_ACCOUNT.names().get(campaign) + "\",\"adset_id\":\"23870000000020" + ad / 2
                + "\",\"adset_name\":\"Rooms, 25–44\",\"ad_id\":\"" + (23_870_000_000_003_001L + ad)
                + "\",\"ad_name\":\"Lamp \\\"warm\\\" " + ad + "\",\"date_start\":\"" + date + "\",\"date_stop\":\""
                + date + "\",\"impressions\":\"" + figures.impressions() + "\",\"reach\":\""
                + figures.impressions() * 7 / 10 + "\",\"clicks\":\"" + (figures.clicks() + 4)
                + "\",\"inline_link_clicks\":\"" + figures.clicks() + "\",\"spend\":\""
                + SampleAmounts.plainDecimal(figures.cents())
                + "\",\"actions\":[{\"action_type\":\"link_click\",\"value\":\"" + figures.clicks() + "\"}" + bought
                + "],\"action_values\":[" + value + "]"
                + (ad % 2 == 0 ? ",\"attribution_setting\":\"7d_click_1d_view\"" : "") + "}";
    }

    private static String action(String type, long value) {
        return ",{\"action_type\":\"" + type + "\",\"value\":\"" + value + "\"}";
    }

    /** Adds the total of the reported days, and malformed rows. */
    private void addUnusualRows(JsonRows rows, String row, int first) {
        String before = spec.activity(first).minusDays(30).toString();
        rows.addLeftOut(row.replaceFirst("\"date_start\":\"[^\"]+", "\"date_start\":\"" + before));
        String unreal = row.replaceFirst("\"ad_id\":\"\\d+", "\"ad_id\":\"23870000000009999");
        rows.addMalformed(MalformedReason.JSON, unreal.substring(0, unreal.length() * 2 / 3));
        rows.addMalformed(MalformedReason.REQUIRED, unreal.replaceFirst("\"ad_id\":\"\\d+\",", ""));
        rows.addMalformed(MalformedReason.NUMBER, unreal.replaceFirst("\"spend\":\"[^\"]+", "\"spend\":\"12.3.4"));
        rows.addMalformed(MalformedReason.RANGE, unreal.replaceFirst("\"spend\":\"", "\"spend\":\"-"));
        rows.addMalformed(MalformedReason.ID_FORMAT, unreal.replaceFirst("\"ad_id\":\"\\d+", "\"ad_id\":\"2.387E+16"));
        rows.addMalformed(
                MalformedReason.DATE,
                unreal.replaceFirst(
                        "\"date_start\":\"[^\"]+\",\"date_stop\":\"[^\"]+",
                        "\"date_start\":\"2026-02-30\",\"date_stop\":\"2026-02-30"));
    }
}
