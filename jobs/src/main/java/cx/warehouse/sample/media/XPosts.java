package cx.warehouse.sample.media;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.ProductCatalog;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the posts of the shop's X account with their totals so far. On the last day the vendor renames some columns.
 */
public final class XPosts {
    public static final String SOURCE = "x_post";
    public static final String HANDLE = "juniperhome";

    private static final int SEVEN_DAYS = 7;
    private static final int PUBLISHED = 3;
    private static final int IMPRESSIONS = 4;
    private static final List<String> HEADER = List.of(("Tweet id;Tweet permalink;Tweet text;time;impressions;"
                    + "engagements;engagement rate;retweets;replies;likes;user profile clicks;url clicks")
            .split(";"));
    private static final List<String> RENAMED = List.of(("Post id;Post permalink;Post text;time;impressions;"
                    + "engagements;engagement rate;reposts;replies;likes;user profile clicks;url clicks")
            .split(";"));

    private final SampleSpec spec;
    private final SampleDrops drops;
    private final long seed;
    private final LatestPostTotals last = new LatestPostTotals();

    public XPosts(SampleSpec spec, SampleDrops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 821);
    }

    /** Writes the export of a day. There is one new post a day, and each is delivered on seven days. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "tweet_activity_metrics_" + HANDLE + "_" + SampleDays.compactDate(delivery) + ".csv";
        Path file = drops.pathFor(delivery, "x_posts", name);
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.PLAIN)) {
            sheet.writeHeader(spec.hasLastQuirks(day) ? RENAMED : HEADER);
            List<String> row = List.of();
            for (int posted = Math.max(0, day - SEVEN_DAYS + 1); posted <= day; posted++) {
                row = row(posted, day - posted);
                sheet.writeRow(row);
            }
            if (!spec.plain()) {
                sheet.repeatLastRow();
                List<String> unreal = new ArrayList<>(row);
                unreal.set(0, "2029999999999999999");
                sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, 0, "2.03E+18");
                sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, PUBLISHED, "2026-02-30 17:00 +0000");
                sheet.writeMalformed(MalformedReason.NUMBER, unreal, IMPRESSIONS, "1,2");
                sheet.writeShortRow(unreal, 2);
            }
            sheet.finish();
            drops.recordFile(file, delivery, SOURCE, sheet.counts());
        }
    }

    /** The totals of every post at its last delivery. */
    public Map<String, Object> truth() {
        return last.truth();
    }

    private List<String> row(int posted, int age) {
        long views = (600L + SeededRandom.below(SeededRandom.mix(seed, posted), 2_500)) * (4 + age) / 4;
        long likes = views / 41;
        long reposts = views / 130;
        long clicks = views / 57;
        long engagements = likes + reposts + clicks + 4;
        String id = String.valueOf(2_030_000_000_000_000_011L + posted * 86_400_000_003L);
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("impressions", views);
        totals.put("reactions", likes);
        totals.put("comments", 1);
        totals.put("shares", reposts);
        totals.put("clicks", clicks);
        last.put(id, totals);
        return List.of(
                id,
                "https://x.com/" + HANDLE + "/status/" + id,
                "New on the shelf, \"stays\" 🌿\n#" + ProductCatalog.SHOP.replace(" ", ""),
                SampleDays.text(spec.activity(posted).atTime(17, 0), "yyyy-MM-dd HH:mm") + " +0000",
                String.valueOf(views),
                String.valueOf(engagements),
                "0.0" + (10 + engagements % 80),
                String.valueOf(reposts),
                "1",
                String.valueOf(likes),
                "3",
                String.valueOf(clicks));
    }
}
