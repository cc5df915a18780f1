package cx.warehouse.sample;

import cx.warehouse.sample.LastWord.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The insights of the Meta account by ad and day: purchases under three words, the last days told again, a period's total. */
final class MetaInsights {
    static final String SOURCE = "meta_ads_insight";
    static final String ACCOUNT = "771200334455";
    static final String ZONE = "Europe/London";
    static final String CURRENCY = "GBP";

    private static final int ADS = 3;
    private static final LastWord.Account BILLED = new LastWord.Account(
            ACCOUNT,
            CURRENCY,
            List.of("238700000000101", "238700000000102"),
            List.of("rooms_prospecting", "rooms_stories"));

    private final SampleSpec spec;
    private final Drops drops;
    private final long seed;
    private final LastWord latest;

    MetaInsights(SampleSpec spec, Drops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 557);
        this.latest = new LastWord(spec, BILLED);
    }

    /** Writes the file that follows a day. */
    void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "insights_act_" + ACCOUNT + "_" + Days.compact(delivery) + ".ndjson.gz";
        Path file = drops.place(delivery, "meta_ads", name);
        JsonRows rows = new JsonRows();
        int first = spec.firstTold(day);
        for (int told = first; told <= day; told++) {
            for (int ad = 0; ad < BILLED.ids().size() * ADS; ad++) {
                rows.row(row(told, ad, spec.plain() ? 0 : day - told));
            }
        }
        if (!spec.plain()) {
            rows.repeat();
            unusual(rows, row(day, 0, 0), first);
        }
        try (Gz out = Gz.create(file)) {
            out.write(rows.lines().getBytes(StandardCharsets.UTF_8));
        }
        drops.wrote(file, delivery, SOURCE, rows.counts());
    }

    /** The days of all campaigns, ads added up, after the last delivery. */
    List<BilledDay> billed() {
        return latest.billed();
    }

    private String row(int day, int ad, int age) {
        int campaign = ad / ADS;
        Figures figures = Figures.draw(Chance.mix(seed, day, ad), 60, age);
        latest.say(day, campaign, ad, figures);
        long purchases = figures.clicks() / 15;
        String bought = purchases == 0
                ? ""
                : action("purchase", purchases)
                        + action("omni_purchase", purchases)
                        + action("offsite_conversion.fb_pixel_purchase", purchases);
        String value = purchases == 0
                ? ""
                : "{\"action_type\":\"purchase\",\"value\":\"" + Money.plain(purchases * 6_480) + "\"}";
        String date = spec.activity(day).toString();
        return "{\"account_id\":\"" + ACCOUNT + "\",\"account_currency\":\"" + CURRENCY + "\",\"campaign_id\":\""
                + BILLED.ids().get(campaign) + "\",\"campaign_name\":\""
                + BILLED.names().get(campaign) + "\",\"adset_id\":\"23870000000020" + ad / 2
                + "\",\"adset_name\":\"Rooms, 25–44\",\"ad_id\":\"" + (23_870_000_000_003_001L + ad)
                + "\",\"ad_name\":\"Lamp \\\"warm\\\" " + ad + "\",\"date_start\":\"" + date + "\",\"date_stop\":\""
                + date + "\",\"impressions\":\"" + figures.impressions() + "\",\"reach\":\""
                + figures.impressions() * 7 / 10 + "\",\"clicks\":\"" + (figures.clicks() + 4)
                + "\",\"inline_link_clicks\":\"" + figures.clicks() + "\",\"spend\":\"" + Money.plain(figures.cents())
                + "\",\"actions\":[{\"action_type\":\"link_click\",\"value\":\"" + figures.clicks() + "\"}" + bought
                + "],\"action_values\":[" + value + "]"
                + (ad % 2 == 0 ? ",\"attribution_setting\":\"7d_click_1d_view\"" : "") + "}";
    }

    private static String action(String type, long value) {
        return ",{\"action_type\":\"" + type + "\",\"value\":\"" + value + "\"}";
    }

    /** The total of the days told, and rows that are broken. */
    private void unusual(JsonRows rows, String row, int first) {
        String before = spec.activity(first).minusDays(30).toString();
        rows.leftOut(row.replaceFirst("\"date_start\":\"[^\"]+", "\"date_start\":\"" + before));
        String unreal = row.replaceFirst("\"ad_id\":\"\\d+", "\"ad_id\":\"23870000000009999");
        rows.malformed(Reason.JSON, unreal.substring(0, unreal.length() * 2 / 3));
        rows.malformed(Reason.REQUIRED, unreal.replaceFirst("\"ad_id\":\"\\d+\",", ""));
        rows.malformed(Reason.NUMBER, unreal.replaceFirst("\"spend\":\"[^\"]+", "\"spend\":\"12.3.4"));
        rows.malformed(Reason.RANGE, unreal.replaceFirst("\"spend\":\"", "\"spend\":\"-"));
        rows.malformed(Reason.ID_FORMAT, unreal.replaceFirst("\"ad_id\":\"\\d+", "\"ad_id\":\"2.387E+16"));
        rows.malformed(
                Reason.DATE,
                unreal.replaceFirst(
                        "\"date_start\":\"[^\"]+\",\"date_stop\":\"[^\"]+",
                        "\"date_start\":\"2026-02-30\",\"date_stop\":\"2026-02-30"));
    }
}
