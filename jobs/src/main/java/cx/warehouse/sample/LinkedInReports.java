package cx.warehouse.sample;

import cx.warehouse.sample.LastWord.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The report of the LinkedIn account in days of UTC: its groups are campaigns elsewhere, its campaigns ad groups. */
final class LinkedInReports {
    static final String SOURCE = "linkedin_ads_report";
    static final String ACCOUNT = "611200345";
    static final int PREAMBLE = 5;

    private static final String CURRENCY = "USD";
    private static final List<String> GROUPS = List.of("office_lighting", "Hotel rooms – spring");
    private static final String[] CAMPAIGNS = {"Architects", "Buyers, large"};
    private static final long FIRST_ID = 498_800_011L;
    private static final int ID = 5;
    private static final int SPENT = 6;
    private static final List<String> HEADER =
            List.of(("Start Date (in UTC);Account Name;Currency;Campaign Group Name;Campaign Name;Campaign ID;"
                            + "Total Spent;Impressions;Clicks;Conversions;Leads")
                    .split(";"));

    private final SampleSpec spec;
    private final Drops drops;
    private final long seed;
    private final LastWord latest;

    LinkedInReports(SampleSpec spec, Drops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 563);
        // the report gives groups no id: their name is one
        this.latest = new LastWord(spec, new LastWord.Account(ACCOUNT, CURRENCY, GROUPS, GROUPS));
    }

    /** Writes the report that follows a day; it tells the last days again. */
    void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "campaign_performance_" + ACCOUNT + "_" + Days.compact(delivery) + ".csv";
        Path file = drops.place(delivery, "linkedin_ads", name);
        int first = spec.firstTold(day);
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.REPORT)) {
            sheet.preamble("Campaign Performance Report (in UTC)\t\t");
            sheet.preamble("Report Start: " + words(spec.activity(first)) + ", 12:00 AM\t\t");
            sheet.preamble("Report End: " + words(spec.activity(day)) + ", 11:59 PM\t\t");
            sheet.preamble("Date Generated: " + words(delivery) + ", 3:12 AM\t\t");
            sheet.preamble("\t\t");
            sheet.header(HEADER);
            List<String> row = List.of();
            for (int told = first; told <= day; told++) {
                for (int campaign = 0; campaign < GROUPS.size() * CAMPAIGNS.length; campaign++) {
                    row = row(told, campaign, spec.plain() ? 0 : day - told);
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
    }

    /** The days of all groups, their campaigns added up, after the last delivery. */
    List<BilledDay> billed() {
        return latest.billed();
    }

    private List<String> row(int day, int campaign, int age) {
        int group = campaign / CAMPAIGNS.length;
        Figures figures = Figures.draw(Chance.mix(seed, day, campaign), 410, age);
        latest.say(day, group, campaign, figures);
        return List.of(
                Days.text(spec.activity(day).atStartOfDay(), "M/d/yyyy"),
                Goods.SHOP,
                CURRENCY,
                GROUPS.get(group),
                GROUPS.get(group) + " – " + CAMPAIGNS[campaign % CAMPAIGNS.length],
                String.valueOf(FIRST_ID + campaign),
                Money.grouped(figures.cents()),
                Money.groups(figures.impressions()),
                Money.groups(figures.clicks()),
                String.valueOf(figures.clicks() / 20),
                String.valueOf(figures.clicks() / 9));
    }

    private static void broken(List<String> row, Sheet sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(ID, "498800999");
        sheet.malformed(Reason.NUMBER, unreal, SPENT, "1,2,3");
        sheet.malformed(Reason.RANGE, unreal, SPENT, "-88.10");
        sheet.malformed(Reason.DATE, unreal, 0, "13/6/2026");
        sheet.malformed(Reason.REQUIRED, unreal, ID, "");
        sheet.malformed(Reason.ID_FORMAT, unreal, ID, "4.98E+08");
        sheet.malformedShort(unreal, 4);
    }

    private static String words(LocalDate date) {
        return Days.text(date.atStartOfDay(), "MMMM d, yyyy");
    }
}
