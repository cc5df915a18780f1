package cx.warehouse.sample.media;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.world.ProductCatalog;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the posts of the shop's Facebook page with their totals so far. Each post is delivered on seven days; one
 * column is renamed.
 */
public final class FacebookPosts {
    public static final String SOURCE = "facebook_page_post";
    public static final String PAGE = "209948811374402";
    public static final String ZONE = "America/Los_Angeles";
    public static final int POSTS_PER_DAY = 2;

    private static final String OTHER_PAGE = "209948811374999";
    private static final List<String> HEADER =
            List.of(("Post ID;Page ID;Page name;Title;Description;Duration (sec);Publish time;Caption type;"
                            + "Permalink;Is crosspost;Is share;Post type;Languages;Custom labels;Funded content status;"
                            + "Data comment;Date;Impressions;Reach;Reactions, Comments and Shares;Reactions;Comments;"
                            + "Shares;Total clicks;Link Clicks")
                    .split(";"));
    private static final int PUBLISHED = 6;
    private static final int VIEWS = 17;
    /** The share of its final total that a post has reached after each of its days, in percent. */
    private static final int[] GROWTH = {34, 57, 71, 82, 90, 96, 100};

    private final SampleSpec spec;
    private final SampleDrops drops;
    private final long seed;
    private final LatestPostTotals last = new LatestPostTotals();

    public FacebookPosts(SampleSpec spec, SampleDrops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 809);
    }

    /** The id of a post by its number. Posts are numbered from 0, two a day. */
    public static String postId(int post) {
        return PAGE + "_" + (6_100_000_000_000_107L + post * 7_919L);
    }

    /** True when the export of a day has the column Views in place of Impressions. */
    static boolean isRenamed(SampleSpec spec, int day) {
        return !spec.plain() && spec.days() > 1 && day >= Math.min(2, spec.days() - 1);
    }

    /** Writes the export of a day. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(
                delivery, "facebook_page", "posts_" + PAGE + "_" + SampleDays.compactDate(delivery) + ".csv");
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.MARKED)) {
            List<String> header = new ArrayList<>(HEADER);
            if (isRenamed(spec, day)) {
                header.set(VIEWS, "Views");
            }
            sheet.writeHeader(header);
            List<String> row = List.of();
            for (int posted = Math.max(0, day - GROWTH.length + 1); posted <= day; posted++) {
                for (int i = 0; i < POSTS_PER_DAY; i++) {
                    row = row(posted * POSTS_PER_DAY + i, posted, day - posted);
                    sheet.writeRow(row);
                }
            }
            if (!spec.plain()) {
                sheet.repeatLastRow();
                writeBrokenRows(row, sheet);
            }
            sheet.finish();
            drops.recordFile(file, delivery, SOURCE, sheet.counts());
        }
        if (!spec.plain() && day == 0) {
            writeEmptyFile(delivery);
        }
    }

    /** The totals of every post at its last delivery. */
    public Map<String, Object> truth() {
        return last.truth();
    }

    private List<String> row(int post, int posted, int age) {
        long draw = SeededRandom.mix(seed, post);
        long views = (3_000L + SeededRandom.below(draw, 9_000)) * GROWTH[age] / 100;
        long reactions = views / 31;
        long comments = views / 410;
        long shares = views / 260;
        long clicks = views / 45;
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("impressions", views);
        totals.put("reach", views * 4 / 5);
        totals.put("reactions", reactions);
        totals.put("comments", comments);
        totals.put("shares", shares);
        totals.put("clicks", clicks);
        totals.put("link_clicks", clicks / 2);
        last.put(postId(post), totals);
        List<String> row = new ArrayList<>(List.of(
                postId(post),
                PAGE,
                ProductCatalog.SHOP,
                "",
                "New on the shelf: " + ProductCatalog.ITEMS[post % ProductCatalog.ITEMS.length].name()
                        + " 🌿\nSaid a guest: \"stays\", link inside",
                "0",
                SampleDays.text(
                        spec.activity(posted).atTime(post % POSTS_PER_DAY == 0 ? 8 : 16, 30), "MM/dd/yyyy HH:mm"),
                "",
                "https://www.facebook.com/juniperhome/posts/" + post,
                "0",
                "0",
                "Links",
                "",
                "",
                "",
                "",
                "Lifetime"));
        row.addAll(List.of(
                String.valueOf(views),
                String.valueOf(views * 4 / 5),
                String.valueOf(reactions + comments + shares),
                String.valueOf(reactions),
                String.valueOf(comments),
                String.valueOf(shares),
                String.valueOf(clicks),
                String.valueOf(clicks / 2)));
        return Collections.unmodifiableList(row);
    }

    private static void writeBrokenRows(List<String> row, DelimitedWriter sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(0, PAGE + "_6199999999999999");
        sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, 0, "2.09949E+14");
        sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, PUBLISHED, "13/45/2026 09:00");
        sheet.writeMalformed(MalformedReason.NUMBER, unreal, VIEWS, "many");
        sheet.writeShortRow(unreal, 5);
    }

    /** Writes a file of zero bytes, for a page without posts. */
    private void writeEmptyFile(LocalDate delivery) throws IOException {
        Path file = drops.pathFor(
                delivery, "facebook_page", "posts_" + OTHER_PAGE + "_" + SampleDays.compactDate(delivery) + ".csv");
        Files.createFile(file);
        SampleRowCounts counts = new SampleRowCounts();
        counts.addFile();
        drops.recordFile(file, delivery, SOURCE, counts);
    }
}
