package cx.warehouse.sample.media;

import cx.warehouse.sample.files.JsonRows;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the posts of the shop's LinkedIn page with their totals so far. The export has no publication time. */
public final class LinkedInPosts {
    static final String SOURCE = "linkedin_page_post";
    public static final String ORGANISATION = "99017";

    private static final int SEVEN_DAYS = 7;
    private static final long FIRST_ID = 7_450_000_000_000_000_003L;

    private final SampleSpec spec;
    private final SampleDrops drops;
    private final long seed;
    private final LatestPostTotals last = new LatestPostTotals();

    public LinkedInPosts(SampleSpec spec, SampleDrops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 827);
    }

    /** Writes the API response of a day. There is one new post a day, and each is delivered on seven days. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "share_statistics_" + ORGANISATION + "_" + SampleDays.compactDate(delivery) + ".json";
        Path file = drops.pathFor(delivery, "linkedin_page", name);
        JsonRows rows = new JsonRows();
        String row = "";
        for (int posted = Math.max(0, day - SEVEN_DAYS + 1); posted <= day; posted++) {
            row = row(posted, day - posted);
            rows.addRow(row);
        }
        if (!spec.plain()) {
            rows.repeatLastRow();
            String unreal = row.replaceFirst("\"urn:li:(share|ugcPost):\\d+", "\"urn:li:$1:7499999999999999999");
            rows.addMalformed(MalformedReason.REQUIRED, unreal.replaceFirst("\"(share|ugcPost)\":\"[^\"]+\",", ""));
            rows.addMalformed(
                    MalformedReason.ID_FORMAT, unreal.replaceFirst("\"urn:li:(share|ugcPost):\\d+", "\"7.5E+18"));
            rows.addMalformed(
                    MalformedReason.NUMBER,
                    unreal.replaceFirst("\"impressionCount\":\\d+", "\"impressionCount\":\"many\""));
            rows.addMalformed(MalformedReason.RANGE, unreal.replaceFirst("\"clickCount\":", "\"clickCount\":-"));
        }
        Files.writeString(
                file,
                "{\"paging\":{\"start\":0,\"count\":50,\"links\":[]},\n\"elements\":[\n" + rows.elements() + "\n]}\n");
        drops.recordFile(file, delivery, SOURCE, rows.counts());
    }

    /** The totals of every post at its last delivery. */
    public Map<String, Object> truth() {
        return last.truth();
    }

    private String row(int posted, int age) {
        long views = (900L + SeededRandom.below(SeededRandom.mix(seed, posted), 3_000)) * (5 + age) / 5;
        long likes = views / 37;
        long comments = views / 300;
        long shares = views / 210;
        long clicks = views / 29;
        String kind = posted % 3 == 2 ? "ugcPost" : "share";
        String id = "urn:li:" + kind + ":" + (FIRST_ID + posted * 11L);
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("impressions", views);
        totals.put("reach", views * 3 / 4);
        totals.put("reactions", likes);
        totals.put("comments", comments);
        totals.put("shares", shares);
        totals.put("clicks", clicks);
        last.put(id, totals);
        return "{\"organizationalEntity\":\"urn:li:organization:" + ORGANISATION + "\",\"" + kind + "\":\"" + id
                + "\",\"totalShareStatistics\":{\"uniqueImpressionsCount\":" + views * 3 / 4 + ",\"impressionCount\":"
                + views + ",\"clickCount\":" + clicks + ",\"likeCount\":" + likes + ",\"commentCount\":" + comments
                + ",\"shareCount\":" + shares + ",\"engagement\":0.0" + (10 + views % 80) + "}}";
    }
}
