package cx.warehouse.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The posts of the shop's page with their totals so far, delivered again on seven days; one column changes its name. */
final class Posts {
    static final String SOURCE = "facebook_page_post";
    static final String PAGE = "209948811374402";
    static final String ZONE = "America/Los_Angeles";
    static final int A_DAY = 2;

    private static final String OTHER_PAGE = "209948811374999";
    private static final List<String> HEADER =
            List.of(("Post ID;Page ID;Page name;Title;Description;Duration (sec);Publish time;Caption type;"
                            + "Permalink;Is crosspost;Is share;Post type;Languages;Custom labels;Funded content status;"
                            + "Data comment;Date;Impressions;Reach;Reactions, Comments and Shares;Reactions;Comments;"
                            + "Shares;Total clicks;Link Clicks")
                    .split(";"));
    private static final int PUBLISHED = 6;
    private static final int VIEWS = 17;
    /** Share of the last total that a post has after each of its days, in percent. */
    private static final int[] GROWTH = {34, 57, 71, 82, 90, 96, 100};

    private final SampleSpec spec;
    private final Drops drops;
    private final long seed;
    private final LastTotals last = new LastTotals();

    Posts(SampleSpec spec, Drops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 809);
    }

    /** The id of the post with a number; posts are numbered from 0, two a day. */
    static String id(int post) {
        return PAGE + "_" + (6_100_000_000_000_107L + post * 7_919L);
    }

    /** Whether the export of a day calls impressions views. */
    static boolean isRenamed(SampleSpec spec, int day) {
        return !spec.plain() && spec.days() > 1 && day >= Math.min(2, spec.days() - 1);
    }

    /** Writes the export that follows a day. */
    void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.place(delivery, "facebook_page", "posts_" + PAGE + "_" + Days.compact(delivery) + ".csv");
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.MARKED)) {
            List<String> header = new ArrayList<>(HEADER);
            if (isRenamed(spec, day)) {
                header.set(VIEWS, "Views");
            }
            sheet.header(header);
            List<String> row = List.of();
            for (int posted = Math.max(0, day - GROWTH.length + 1); posted <= day; posted++) {
                for (int i = 0; i < A_DAY; i++) {
                    row = row(posted * A_DAY + i, posted, day - posted);
                    sheet.row(row);
                }
            }
            if (!spec.plain()) {
                sheet.repeat();
                broken(row, sheet);
            }
            sheet.finish();
            drops.wrote(file, delivery, SOURCE, sheet.counts());
        }
        if (!spec.plain() && day == 0) {
            nothing(delivery);
        }
    }

    /** The totals of every post after its last delivery. */
    Map<String, Object> truth() {
        return last.truth();
    }

    private List<String> row(int post, int posted, int age) {
        long draw = Chance.mix(seed, post);
        long views = (3_000L + Chance.below(draw, 9_000)) * GROWTH[age] / 100;
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
        last.say(id(post), totals);
        List<String> row = new ArrayList<>(List.of(
                id(post),
                PAGE,
                Goods.SHOP,
                "",
                "New on the shelf: " + Goods.ITEMS[post % Goods.ITEMS.length].name()
                        + " 🌿\nSaid a guest: \"stays\", link inside",
                "0",
                Days.text(spec.activity(posted).atTime(post % A_DAY == 0 ? 8 : 16, 30), "MM/dd/yyyy HH:mm"),
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

    private static void broken(List<String> row, Sheet sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(0, PAGE + "_6199999999999999");
        sheet.malformed(Reason.ID_FORMAT, unreal, 0, "2.09949E+14");
        sheet.malformed(Reason.TIMESTAMP, unreal, PUBLISHED, "13/45/2026 09:00");
        sheet.malformed(Reason.NUMBER, unreal, VIEWS, "many");
        sheet.malformedShort(unreal, 5);
    }

    /** A file of no bytes, for a page on which nothing was posted yet. */
    private void nothing(LocalDate delivery) throws IOException {
        Path file =
                drops.place(delivery, "facebook_page", "posts_" + OTHER_PAGE + "_" + Days.compact(delivery) + ".csv");
        Files.createFile(file);
        Counts counts = new Counts();
        counts.file();
        drops.wrote(file, delivery, SOURCE, counts);
    }
}
