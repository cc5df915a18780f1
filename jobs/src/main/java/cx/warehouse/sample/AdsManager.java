package cx.warehouse.sample;

import cx.warehouse.sample.LastWord.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Meta's ads as people download them: names without ids, in the words and numbers of a French account, its currency in a
 * header. Once somebody downloads the other account too, whose insights tell the same days: nothing of that counts.
 */
final class AdsManager {
    static final String SOURCE = "meta_ads_report";
    static final String ACCOUNT = "771200337788";
    static final String ZONE = "Europe/Paris";

    private static final String CURRENCY = "EUR";
    private static final List<String> CAMPAIGNS = List.of("FR_Lampes_Printemps", "FR_Été « maison »");
    private static final String[] ADS = {"Vidéo ; bois", "Carrousel", "Lampe chaude"};
    private static final String RENAMED = "Lampe chaude (2)";
    /** What the views of a film cost a day, beside its clicks. */
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
    private final Drops drops;
    private final long seed;
    private final LastWord latest;

    AdsManager(SampleSpec spec, Drops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 569);
        // the report has no ids: a campaign's name is one
        this.latest = new LastWord(spec, new LastWord.Account(ACCOUNT, CURRENCY, CAMPAIGNS, CAMPAIGNS));
    }

    /** Writes the report that follows a day; with the last day an ad has another name, and the other account's comes too. */
    void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.place(delivery, "meta_ads", "Rapport_act_" + ACCOUNT + "_" + Days.compact(delivery) + ".csv");
        int first = spec.firstTold(day);
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.CONTINENTAL)) {
            sheet.header(HEADER);
            List<String> row = List.of();
            for (int told = first; told <= day; told++) {
                for (int ad = 0; ad < CAMPAIGNS.size() * ADS.length; ad++) {
                    row = row(day, told, ad);
                    sheet.row(row);
                }
            }
            if (!spec.plain()) {
                sheet.repeat();
                broken(row, sheet);
                List<String> total = new ArrayList<>(row);
                total.set(FROM, spec.activity(first).minusDays(30).toString());
                sheet.footer(total);
            }
            sheet.finish();
            drops.wrote(file, delivery, SOURCE, sheet.counts());
        }
        if (spec.hasLastQuirks(day)) {
            alreadyTold(day);
        }
    }

    /** The days of all campaigns of the French account, ads added up, after the last delivery. */
    List<BilledDay> billed() {
        return latest.billed();
    }

    private List<String> row(int delivered, int day, int ad) {
        Figures drawn = Figures.draw(Chance.mix(seed, day, ad), 90, spec.plain() ? 0 : delivered - day);
        long views = ad % ADS.length == 0 ? VIEWS_CENTS : 0;
        Figures figures = new Figures(drawn.impressions(), drawn.clicks(), drawn.cents() + views);
        latest.say(day, ad / ADS.length, ad, figures);
        boolean isRenamed = spec.hasLastQuirks(delivered);
        String date = spec.activity(day).toString();
        String name = ADS[ad % ADS.length];
        return List.of(
                date,
                date,
                CAMPAIGNS.get(ad / ADS.length),
                ad % 2 == 0 ? "Lyon" : "Paris, 25–44",
                isRenamed && ad == ADS.length - 1 ? RENAMED : name,
                Money.french(figures.cents()),
                Money.frenchGroups(figures.impressions()),
                Money.frenchGroups(figures.impressions() * 7 / 10),
                Money.frenchGroups(figures.clicks()),
                figures.clicks() < 20 ? "—" : String.valueOf(figures.clicks() / 15));
    }

    /** A report of the account whose insights come every night, for its last day. */
    private void alreadyTold(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.place(
                delivery, "meta_ads", "Report_act_" + MetaInsights.ACCOUNT + "_" + Days.compact(delivery) + ".csv");
        String date = spec.activity(day).toString();
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.MARKED)) {
            sheet.header(ENGLISH);
            sheet.row(List.of(
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
            drops.wrote(file, delivery, SOURCE, sheet.counts());
        }
    }

    private static void broken(List<String> row, Sheet sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(CAMPAIGN, "FR_Essai");
        sheet.malformed(Reason.NUMBER, unreal, SPENT, "1 2 3,50");
        sheet.malformed(Reason.RANGE, unreal, SPENT, "-12,40");
        unreal.set(TO, "2026-02-30");
        sheet.malformed(Reason.DATE, unreal, FROM, "2026-02-30");
        unreal.set(TO, row.get(TO));
        sheet.malformed(Reason.REQUIRED, unreal, CAMPAIGN, "");
        sheet.malformedShort(unreal, 3);
    }
}
