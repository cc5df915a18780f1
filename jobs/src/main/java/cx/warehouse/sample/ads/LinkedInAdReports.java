package cx.warehouse.sample.ads;

import cx.warehouse.sample.ads.LatestSpend.SocialAdMetrics;
import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.ProductCatalog;
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
 * Writes the LinkedIn Ads report, whose days are in UTC. LinkedIn's campaign groups are campaigns in our terms; its
 * campaigns are ad groups.
 */
public final class LinkedInAdReports {
    static final String SOURCE = "linkedin_ads_report";
    public static final String ACCOUNT = "611200345";
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
    private final SampleDrops drops;
    private final long seed;
    private final LatestSpend latest;

    public LinkedInAdReports(SampleSpec spec, SampleDrops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 563);
        // groups have no id in the report, so their name serves as one
        this.latest = new LatestSpend(spec, new LatestSpend.SocialAccount(ACCOUNT, CURRENCY, GROUPS, GROUPS));
    }

    /** Writes the report of a day, which restates the last days. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "campaign_performance_" + ACCOUNT + "_" + SampleDays.compactDate(delivery) + ".csv";
        Path file = drops.pathFor(delivery, "linkedin_ads", name);
        int first = spec.firstReportedDay(day);
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.REPORT)) {
            sheet.writePreamble("Campaign Performance Report (in UTC)\t\t");
            sheet.writePreamble("Report Start: " + longDate(spec.activity(first)) + ", 12:00 AM\t\t");
            sheet.writePreamble("Report End: " + longDate(spec.activity(day)) + ", 11:59 PM\t\t");
            sheet.writePreamble("Date Generated: " + longDate(delivery) + ", 3:12 AM\t\t");
            sheet.writePreamble("\t\t");
            sheet.writeHeader(HEADER);
            List<String> row = List.of();
            for (int told = first; told <= day; told++) {
                for (int campaign = 0; campaign < GROUPS.size() * CAMPAIGNS.length; campaign++) {
                    row = row(told, campaign, spec.plain() ? 0 : day - told);
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
    }

    /** The billed days of all groups, summed over their campaigns, as of the last delivery. */
    public List<BilledDay> billedDays() {
        return latest.billedDays();
    }

    private List<String> row(int day, int campaign, int age) {
        int group = campaign / CAMPAIGNS.length;
        SocialAdMetrics figures = SocialAdMetrics.draw(SeededRandom.mix(seed, day, campaign), 410, age);
        latest.put(day, group, campaign, figures);
        return List.of(
                SampleDays.text(spec.activity(day).atStartOfDay(), "M/d/yyyy"),
                ProductCatalog.SHOP,
                CURRENCY,
                GROUPS.get(group),
                GROUPS.get(group) + " – " + CAMPAIGNS[campaign % CAMPAIGNS.length],
                String.valueOf(FIRST_ID + campaign),
                SampleAmounts.groupedDecimal(figures.cents()),
                SampleAmounts.groupedWhole(figures.impressions()),
                SampleAmounts.groupedWhole(figures.clicks()),
                String.valueOf(figures.clicks() / 20),
                String.valueOf(figures.clicks() / 9));
    }

    private static void writeBrokenRows(List<String> row, DelimitedWriter sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(ID, "498800999");
        sheet.writeMalformed(MalformedReason.NUMBER, unreal, SPENT, "1,2,3");
        sheet.writeMalformed(MalformedReason.RANGE, unreal, SPENT, "-88.10");
        sheet.writeMalformed(MalformedReason.DATE, unreal, 0, "13/6/2026");
        sheet.writeMalformed(MalformedReason.REQUIRED, unreal, ID, "");
        sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, ID, "4.98E+08");
        sheet.writeShortRow(unreal, 4);
    }

    private static String longDate(LocalDate date) {
        return SampleDays.text(date.atStartOfDay(), "MMMM d, yyyy");
    }
}
