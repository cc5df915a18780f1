package cx.warehouse.sample;

import cx.warehouse.sample.Coverage.Article;
import cx.warehouse.sample.Coverage.Outlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The export of a second press desk, in German ways: some of its articles are the first desk's too, and rated otherwise. */
final class SecondDesk {
    static final String SOURCE = "cision_coverage";
    static final String ZONE = "Europe/Berlin";
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
    private final Drops drops;
    private final Coverage first;
    private final long seed;

    SecondDesk(SampleSpec spec, Drops drops, Coverage first) {
        this.spec = spec;
        this.drops = drops;
        this.first = first;
        this.seed = Chance.mix(spec.seed(), 719);
    }

    /** Writes the export that follows a day. */
    void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.place(delivery, "cision", "cision_coverage_" + Days.compact(delivery) + ".csv");
        boolean isRenamed = spec.hasLastQuirks(day);
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.CONTINENTAL)) {
            sheet.preamble("Cision Communications Cloud");
            sheet.preamble("Coverage export;" + delivery);
            sheet.preamble("");
            sheet.header(List.of(
                    COLUMNS.formatted(isRenamed ? "AVE" : "Publicity Value").split(";")));
            List<String> row = List.of();
            for (int i = 0; i < SHARED_A_DAY + OWN_A_DAY; i++) {
                boolean isShared = i < SHARED_A_DAY;
                Article article = isShared ? first.article(day, i) : own(day, i);
                String tone = TONES[Chance.below(Chance.mix(seed, 3, day, i), TONES.length)];
                row = row(article, tone, i);
                sheet.row(row);
                if (!isShared || Coverage.isHeldBack(spec, day)) {
                    first.count(article, tone.equals("Not Toned") ? "Not Rated" : tone);
                }
            }
            if (!spec.plain()) {
                sheet.repeat();
                broken(row, day, sheet);
            }
            sheet.finish();
            drops.wrote(file, delivery, SOURCE, sheet.counts());
        }
    }

    /** How many articles of a day the first desk has too. */
    static boolean isShared(int number) {
        return number < SHARED_A_DAY;
    }

    private Article own(int day, int number) {
        Chance chance = new Chance(Chance.mix(seed, 1, day, number));
        Outlet outlet = chance.pick(Coverage.OUTLETS);
        LocalDateTime at = spec.activity(day).atTime(chance.between(5, 22), chance.below(60));
        String url = "https://" + outlet.host() + "/" + spec.activity(day) + "/wohnen-" + number;
        return new Article(at, outlet, url, "Ruhig; warm, und \"haltbar\"", "", "");
    }

    private static List<String> row(Article article, String tone, int number) {
        LocalDateTime at = article.at()
                .atZone(Days.ZONE)
                .withZoneSameInstant(ZoneId.of(ZONE))
                .toLocalDateTime();
        int readers = article.outlet().reach();
        return List.of(
                Days.text(at, "dd.MM.yyyy"),
                Days.text(at, "HH:mm"),
                article.outlet().name(),
                "Online",
                "Juniper Home; Teil " + number,
                "",
                article.url(),
                "US",
                tone,
                Money.groups(readers).replace(',', '.'),
                Money.german(readers * 81L / 100),
                number % 2 == 0 ? "High" : "Medium");
    }

    private static void broken(List<String> row, int day, Sheet sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(URL, "https://nowhere.example/" + day);
        sheet.malformed(Reason.TIMESTAMP, unreal, DATE, "31.02.2026");
        sheet.malformed(Reason.NUMBER, unreal, READERSHIP, "1.2.3");
        sheet.malformed(Reason.RANGE, unreal, READERSHIP, "-5");
        sheet.malformed(Reason.REQUIRED, unreal, URL, "");
        sheet.malformedShort(unreal, 4);
    }
}
