package cx.warehouse.sample.ads;

import cx.warehouse.sample.ads.LatestSpend.SocialAdMetrics;
import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the Meta ads reports that people download: names without ids, French words and number formats, and the
 * currency in a header. Once the other account is downloaded too; none of it counts, because that account's insights
 * report the same days.
 */
public final class MetaAdReports {
    public static final String SOURCE = "meta_ads_report";
    public static final String ACCOUNT = "771200337788";
    public static final String ZONE = "Europe/Paris";

    private static final String CURRENCY = "EUR";
    private static final List<String> CAMPAIGNS = List.of("FR_Lampes_Printemps", "FR_Été « maison »");
    private static final String[] ADS = {"Vidéo ; bois", "Carrousel", "Lampe chaude"};
    private static final String RENAMED = "Lampe chaude (2)";
    /** The cost of video views a day, in addition to clicks, in hundredths. */
    private static final long VIEWS_CENTS = 121_000;

    private static final int FROM = 0;
    private static final int TO = 1;
    private static final int CAMPAIGN = 2;
    private static final int SPENT = 5;
    private static final List<String> HEADER =
            List.of(("Début des rapports;Fin des rapports;Nom de la campagne;Nom de l'ensemble de publicités;"
                            + "Nom de la publicité;Montant dépensé (EUR);Impressions;Couverture;Clics sur un lien;Résultats")
                    .split(";"));
    private static final List<String> ENGLISH =
            List.of(("Reporting starts;Reporting ends;Campaign name;Ad set name;Ad name;Amount spent (GBP);Impressions;"
                            + "Reach;Link clicks;Results")
                    .split(";"));

    private final SampleSpec spec;
    private final SampleDrops drops;
    private final long seed;
    private final LatestSpend latest;

    public MetaAdReports(SampleSpec spec, SampleDrops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 569);
        // the report has no ids, so the campaign's name serves as one
        this.latest = new LatestSpend(spec, new LatestSpend.SocialAccount(ACCOUNT, CURRENCY, CAMPAIGNS, CAMPAIGNS));
    }

    /**
     * Writes the report of a day. On the last day one ad has a new name, and a report of the other account comes too.
     */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(
                delivery, "meta_ads", "Rapport_act_" + ACCOUNT + "_" + SampleDays.compactDate(delivery) + ".csv");
        int first = spec.firstReportedDay(day);
        try (DelimitedWriter sheet =
                new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.CONTINENTAL)) {
            sheet.writeHeader(HEADER);
            List<String> row = List.of();
            for (int told = first; told <= day; told++) {
                for (int ad = 0; ad < CAMPAIGNS.size() * ADS.length; ad++) {
                    row = row(day, told, ad);
                    sheet.writeRow(row);
                }
            }
            if (!spec.plain()) {
                sheet.repeatLastRow();
                writeBrokenRows(row, sheet);
                List<String> total = new ArrayList<>(row);
                total.set(FROM, spec.activity(first).minusDays(30).toString());
                sheet.writeFooter(total);
            }
            sheet.finish();
            drops.recordFile(file, delivery, SOURCE, sheet.counts());
        }
        if (spec.hasLastQuirks(day)) {
            writeAlreadyReported(day);
        }
    }

    /** The billed days of all campaigns of the French account, summed over their ads, as of the last delivery. */
    public List<BilledDay> billedDays() {
        return latest.billedDays();
    }

    private List<String> row(int delivered, int day, int ad) {
        SocialAdMetrics drawn =
                SocialAdMetrics.draw(SeededRandom.mix(seed, day, ad), 90, spec.plain() ? 0 : delivered - day);
        long views = ad % ADS.length == 0 ? VIEWS_CENTS : 0;
        SocialAdMetrics figures = new SocialAdMetrics(drawn.impressions(), drawn.clicks(), drawn.cents() + views);
        latest.put(day, ad / ADS.length, ad, figures);
        boolean isRenamed = spec.hasLastQuirks(delivered);
        String date = spec.activity(day).toString();
        String name = ADS[ad % ADS.length];
        return List.of(
                date,
                date,
                CAMPAIGNS.get(ad / ADS.length),
                ad % 2 == 0 ? "Lyon" : "Paris, 25–44",
                isRenamed && ad == ADS.length - 1 ? RENAMED : name,
                SampleAmounts.frenchDecimal(figures.cents()),
                SampleAmounts.frenchWhole(figures.impressions()),
                SampleAmounts.frenchWhole(figures.impressions() * 7 / 10),
                SampleAmounts.frenchWhole(figures.clicks()),
                figures.clicks() < 20 ? "—" : String.valueOf(figures.clicks() / 15));
    }

    /** Writes a report of the account whose insights are delivered every night, for its last day. */
    private void writeAlreadyReported(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(
                delivery,
                "meta_ads",
                "Report_act_" + MetaInsights.ACCOUNT + "_" + SampleDays.compactDate(delivery) + ".csv");
        String date = spec.activity(day).toString();
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.MARKED)) {
            sheet.writeHeader(ENGLISH);
            sheet.writeRow(List.of(
                    date,
                    date,
                    "rooms_stories",
                    "Rooms, 25–44",
                    "Lamp warm",
                    "1,204.50",
                    "41,020",
                    "28,714",
                    "377",
                    "9"));
            sheet.finish();
            drops.recordFile(file, delivery, SOURCE, sheet.counts());
        }
    }

    private static void writeBrokenRows(List<String> row, DelimitedWriter sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(CAMPAIGN, "FR_Essai");
        sheet.writeMalformed(MalformedReason.NUMBER, unreal, SPENT, "1 2 3,50");
        sheet.writeMalformed(MalformedReason.RANGE, unreal, SPENT, "-12,40");
        unreal.set(TO, "2026-02-30");
        sheet.writeMalformed(MalformedReason.DATE, unreal, FROM, "2026-02-30");
        unreal.set(TO, row.get(TO));
        sheet.writeMalformed(MalformedReason.REQUIRED, unreal, CAMPAIGN, "");
        sheet.writeShortRow(unreal, 3);
    }
}
