package cx.warehouse.sample.media;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.VendorIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the articles of the first press desk, Meltwater. One of its files misses its night and is delivered with the
 * next.
 */
public final class MeltwaterCoverage {
    public static final String SOURCE = "meltwater_coverage";

    private static final List<String> HEADER =
            List.of(("Date;Headline;URL;Opening Text;Hit Sentence;Source;Influencer;Country;Subregion;Language;"
                            + "Reach;Desktop Reach;Mobile Reach;Twitter Social Echo;Facebook Social Echo;"
                            + "Reddit Social Echo;National Viewership;Engagement;AVE;Sentiment;Key Phrases;Input Name;"
                            + "Keywords;Document ID")
                    .split(";"));
    private static final int URL = 2;
    private static final int REACH = 10;
    private static final String[] SENTIMENTS = {"Positive", "Neutral", "Negative", "Not Rated"};

    /** A publication and its monthly readers. */
    record Outlet(String name, String host, int reach) {}

    static final Outlet[] OUTLETS = {
        new Outlet("Hearth & Loom", "www.hearthandloom.example", 412_000),
        new Outlet("Daily Harbour", "dailyharbour.example", 7_350_000),
        new Outlet("Small Rooms", "smallrooms.example", 64_500),
        new Outlet("The Evening Ledger", "eveningledger.example", 3_900_000),
        new Outlet("Kitchen Table", "kitchentable.example", 228_000),
    };
    private static final String[] TEXTS = {
        "A lamp that\nkeeps its temper 💡 after dark",
        "Our editors call it \"the quiet kettle\"",
        "Six ideas\tfor a narrow hall",
        "Sturdy, plain, and back in stock",
        "Delivery took three weeks; the stool was worth it 🪑",
    };

    /** An article as the desk reports it. */
    record Article(LocalDateTime at, Outlet outlet, String url, String text, String sentiment, String document) {}

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SampleDrops drops;
    private final long seed;
    private final Map<String, Long> byDay = new TreeMap<>();
    private final Map<String, Long> bySentiment = new TreeMap<>();
    private long articles;
    private long reach;

    public MeltwaterCoverage(SampleSpec spec, SampleScale scale, SampleDrops drops) {
        this.spec = spec;
        this.scale = scale;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 701);
    }

    /** True when the export of a day is delivered one day late. */
    static boolean isHeldBack(SampleSpec spec, int day) {
        return !spec.plain() && spec.days() > 1 && day == spec.days() - 2;
    }

    /** Writes the export of a day. */
    public void write(int day) throws IOException {
        LocalDate written = spec.delivery(day);
        LocalDate delivered = isHeldBack(spec, day) ? spec.delivery(day + 1) : written;
        Path file =
                drops.pathFor(delivered, "meltwater", "Meltwater_Export_" + SampleDays.compactDate(written) + ".csv");
        boolean wider = spec.hasLastQuirks(day);
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.WIDE)) {
            List<String> header = new ArrayList<>(HEADER);
            if (wider) {
                header.add("Paywall");
            }
            sheet.writeHeader(header);
            int count = 5 + (int) Math.min(250, scale.visits() / 1500);
            for (int i = 0; i < count; i++) {
                Article article = article(day, i);
                sheet.writeRow(row(article, day * 1000 + i, wider));
                // for an article of both desks, the row delivered first counts
                if (!isHeldBack(spec, day) || !CisionCoverage.isShared(i)) {
                    count(article, article.sentiment());
                }
            }
            if (!spec.plain()) {
                writeUnusualRows(day, wider, sheet);
            }
            sheet.finish();
            if (isHeldBack(spec, day)) {
                sheet.counts().addLate(sheet.counts().rowsRead());
            }
            drops.recordFile(file, delivered, SOURCE, sheet.counts());
        }
    }

    public Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put(
                "rule", "each address once over both desks; the row that arrived first counts, on one day Meltwater's");
        truth.put("articles", articles);
        truth.put("reach", reach);
        truth.put("by_day", byDay);
        truth.put("by_sentiment", bySentiment);
        return truth;
    }

    /** The article of a day by its number. */
    Article article(int day, int number) {
        SeededRandom chance = new SeededRandom(SeededRandom.mix(seed, 1, day, number));
        Outlet outlet = chance.pick(OUTLETS);
        LocalDateTime at = spec.activity(day).atTime(chance.between(5, 22), chance.below(60));
        String url = "https://" + outlet.host() + "/" + spec.activity(day) + "/juniper-" + number;
        String document = "DOC" + VendorIds.base62(SeededRandom.mix(seed, 2, day, number) >>> 1, 8);
        return new Article(at, outlet, url, chance.pick(TEXTS), chance.pick(SENTIMENTS), document);
    }

    private List<String> row(Article article, int engagement, boolean wider) {
        int readers = article.outlet().reach();
        List<String> row = new ArrayList<>(List.of(
                SampleDays.text(article.at(), "dd-MMM-yyyy hh:mma"),
                "Juniper Home seen by " + article.outlet().name(),
                article.url(),
                article.text(),
                article.text(),
                article.outlet().name(),
                "",
                "United States",
                "",
                "English",
                String.valueOf(readers),
                String.valueOf(readers / 5 * 3),
                String.valueOf(readers / 5 * 2),
                "0",
                String.valueOf(engagement % 7),
                "0",
                "",
                String.valueOf(engagement % 90),
                SampleAmounts.plainDecimal(readers / 100 * 93L) + "000",
                article.sentiment(),
                "lamp;linen",
                "Juniper Home",
                "juniper",
                article.document()));
        if (wider) {
            row.add("no");
        }
        return row;
    }

    /** Writes a duplicate, an article that the previous day also had, and malformed rows. */
    private void writeUnusualRows(int day, boolean wider, DelimitedWriter sheet) throws IOException {
        sheet.repeatLastRow();
        if (day > 0) {
            sheet.writeRow(row(article(day - 1, 0), day * 1000 + 555, wider));
        }
        Article article = article(day, 900);
        List<String> row = row(article, 1, wider);
        sheet.writeMalformed(MalformedReason.TIMESTAMP, row, 0, "32-Mar-2026 09:30AM");
        sheet.writeMalformed(MalformedReason.NUMBER, row, REACH, "many");
        sheet.writeMalformed(MalformedReason.REQUIRED, row, URL, "");
        sheet.writeShortRow(row, 6);
    }

    /** Counts an article once, with the sentiment of the desk whose row counts. */
    void count(Article article, String sentiment) {
        articles++;
        reach += article.outlet().reach();
        byDay.merge(article.at().toLocalDate().toString(), 1L, Long::sum);
        bySentiment.merge(sentiment, 1L, Long::sum);
    }
}
