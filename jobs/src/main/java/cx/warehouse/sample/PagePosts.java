package cx.warehouse.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The posts of the shop's LinkedIn page with their totals so far; nobody says when they were published. */
final class PagePosts {
    static final String SOURCE = "linkedin_page_post";
    static final String ORGANISATION = "99017";

    private static final int SEVEN_DAYS = 7;
    private static final long FIRST_ID = 7_450_000_000_000_000_003L;

    private final SampleSpec spec;
    private final Drops drops;
    private final long seed;
    private final LastTotals last = new LastTotals();

    PagePosts(SampleSpec spec, Drops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 827);
    }

    /** Writes the answer that follows a day: a post a day, each on seven days. */
    void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "share_statistics_" + ORGANISATION + "_" + Days.compact(delivery) + ".json";
        Path file = drops.place(delivery, "linkedin_page", name);
        JsonRows rows = new JsonRows();
        String row = "";
        for (int posted = Math.max(0, day - SEVEN_DAYS + 1); posted <= day; posted++) {
            row = row(posted, day - posted);
            rows.row(row);
        }
        if (!spec.plain()) {
            rows.repeat();
            String unreal = row.replaceFirst("\"urn:li:(share|ugcPost):\\d+", "\"urn:li:$1:7499999999999999999");
            rows.malformed(Reason.REQUIRED, unreal.replaceFirst("\"(share|ugcPost)\":\"[^\"]+\",", ""));
            rows.malformed(Reason.ID_FORMAT, unreal.replaceFirst("\"urn:li:(share|ugcPost):\\d+", "\"7.5E+18"));
            rows.malformed(
                    Reason.NUMBER, unreal.replaceFirst("\"impressionCount\":\\d+", "\"impressionCount\":\"many\""));
            rows.malformed(Reason.RANGE, unreal.replaceFirst("\"clickCount\":", "\"clickCount\":-"));
        }
        Files.writeString(
                file,
                "{\"paging\":{\"start\":0,\"count\":50,\"links\":[]},\n\"elements\":[\n" + rows.elements() + "\n]}\n");
        drops.wrote(file, delivery, SOURCE, rows.counts());
    }

    /** The totals of every post after its last delivery. */
    Map<String, Object> truth() {
        return last.truth();
    }

    private String row(int posted, int age) {
        long views = (900L + Chance.below(Chance.mix(seed, posted), 3_000)) * (5 + age) / 5;
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
        last.say(id, totals);
        return "{\"organizationalEntity\":\"urn:li:organization:" + ORGANISATION + "\",\"" + kind + "\":\"" + id
                + "\",\"totalShareStatistics\":{\"uniqueImpressionsCount\":" + views * 3 / 4 + ",\"impressionCount\":"
                + views + ",\"clickCount\":" + clicks + ",\"likeCount\":" + likes + ",\"commentCount\":" + comments
                + ",\"shareCount\":" + shares + ",\"engagement\":0.0" + (10 + views % 80) + "}}";
    }
}
