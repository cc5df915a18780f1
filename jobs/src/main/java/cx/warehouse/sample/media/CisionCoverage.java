package cx.warehouse.sample.media;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.media.MeltwaterCoverage.Article;
import cx.warehouse.sample.media.MeltwaterCoverage.Outlet;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the articles of the second press desk, Cision, in German formats. Some articles are also in the first desk's
 * export, with another sentiment.
 */
public final class CisionCoverage {
    public static final String SOURCE = "cision_coverage";
    public static final String ZONE = "Europe/Berlin";
    static final int PREAMBLE = 3;

    private static final int SHARED_A_DAY = 2;
    private static final int OWN_A_DAY = 3;
    private static final int DATE = 0;
    private static final int URL = 6;
    private static final int READERSHIP = 9;
    private static final String[] TONES = {"Positive", "Neutral", "Negative", "Not Toned"};
    private static final String COLUMNS =
            "Date;Time;Outlet;Media Type;Title;Author;URL;Country;Tone;Readership;%s (EUR);Article Impact";

    private final SampleSpec spec;
    private final SampleDrops drops;
    private final MeltwaterCoverage first;
    private final long seed;

    public CisionCoverage(SampleSpec spec, SampleDrops drops, MeltwaterCoverage first) {
        this.spec = spec;
        this.drops = drops;
        this.first = first;
        this.seed = SeededRandom.mix(spec.seed(), 719);
    }

    /** Writes the export of a day. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(delivery, "cision", "cision_coverage_" + SampleDays.compactDate(delivery) + ".csv");
        boolean isRenamed = spec.hasLastQuirks(day);
        try (DelimitedWriter sheet =
                new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.CONTINENTAL)) {
            sheet.writePreamble("Cision Communications Cloud");
            sheet.writePreamble("Coverage export;" + delivery);
            sheet.writePreamble("");
            sheet.writeHeader(List.of(
                    COLUMNS.formatted(isRenamed ? "AVE" : "Publicity Value").split(";")));
            List<String> row = List.of();
            for (int i = 0; i < SHARED_A_DAY + OWN_A_DAY; i++) {
                boolean isShared = i < SHARED_A_DAY;
                Article article = isShared ? first.article(day, i) : ownArticle(day, i);
                String tone = TONES[SeededRandom.below(SeededRandom.mix(seed, 3, day, i), TONES.length)];
                row = row(article, tone, i);
                sheet.writeRow(row);
                if (!isShared || MeltwaterCoverage.isHeldBack(spec, day)) {
                    first.count(article, tone.equals("Not Toned") ? "Not Rated" : tone);
                }
            }
            if (!spec.plain()) {
                sheet.repeatLastRow();
                writeBrokenRows(row, day, sheet);
            }
            sheet.finish();
            drops.recordFile(file, delivery, SOURCE, sheet.counts());
        }
    }

    /** True for the articles of a day, by number, that the first desk exports too. */
    static boolean isShared(int number) {
        return number < SHARED_A_DAY;
    }

    private Article ownArticle(int day, int number) {
        SeededRandom chance = new SeededRandom(SeededRandom.mix(seed, 1, day, number));
        Outlet outlet = chance.pick(MeltwaterCoverage.OUTLETS);
        LocalDateTime at = spec.activity(day).atTime(chance.between(5, 22), chance.below(60));
        String url = "https://" + outlet.host() + "/" + spec.activity(day) + "/wohnen-" + number;
        return new Article(at, outlet, url, "Ruhig; warm, und \"haltbar\"", "", "");
    }

    private static List<String> row(Article article, String tone, int number) {
        LocalDateTime at = article.at()
                .atZone(SampleDays.ZONE)
                .withZoneSameInstant(ZoneId.of(ZONE))
                .toLocalDateTime();
        int readers = article.outlet().reach();
        return List.of(
                SampleDays.text(at, "dd.MM.yyyy"),
                SampleDays.text(at, "HH:mm"),
                article.outlet().name(),
                "Online",
                "Juniper Home; Teil " + number,
                "",
                article.url(),
                "US",
                tone,
                SampleAmounts.groupedWhole(readers).replace(',', '.'),
                SampleAmounts.germanDecimal(readers * 81L / 100),
                number % 2 == 0 ? "High" : "Medium");
    }

    private static void writeBrokenRows(List<String> row, int day, DelimitedWriter sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(URL, "https://nowhere.example/" + day);
        sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, DATE, "31.02.2026");
        sheet.writeMalformed(MalformedReason.NUMBER, unreal, READERSHIP, "1.2.3");
        sheet.writeMalformed(MalformedReason.RANGE, unreal, READERSHIP, "-5");
        sheet.writeMalformed(MalformedReason.REQUIRED, unreal, URL, "");
        sheet.writeShortRow(unreal, 4);
    }
}
