package cx.warehouse.sample;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the ad campaigns cost: a report as people download it for one account, statistics as programs fetch them for the other. */
final class AdReports {
    static final String REPORT = "google_ads_report";
    static final String STATISTICS = "google_ads_stats";

    private static final List<String> REPORT_HEADER =
            List.of(("Day;Campaign;Campaign ID;Campaign type;Currency code;Impr.;Clicks;CTR;Avg. CPC;Cost;"
                            + "Conversions;Conv. value")
                    .split(";"));
    private static final List<String> STATISTICS_HEADER =
            List.of(("customer.id;segments.date;campaign.id;campaign.name;campaign.advertising_channel_type;"
                            + "customer.currency_code;metrics.impressions;metrics.clicks;metrics.cost_micros;"
                            + "metrics.conversions;metrics.conversions_value")
                    .split(";"));
    private static final int REPORT_ID = 2;
    private static final int REPORT_COST = 9;
    private static final int STATISTICS_COST = 8;

    private final SampleSpec spec;
    private final Rates rates;
    private final Drops drops;
    private final long seed;
    private final List<Map<Campaign, Integer>> clicks = new ArrayList<>();
    private final Map<String, AdFigures> latest = new TreeMap<>();

    AdReports(SampleSpec spec, Rates rates, Drops drops) {
        this.spec = spec;
        this.rates = rates;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 503);
    }

    /** Writes the files of both accounts for the delivery after a day. */
    void write(int day, List<WebShard.Result> shards) throws IOException {
        Map<Campaign, Integer> ofDay = new EnumMap<>(Campaign.class);
        shards.forEach(
                shard -> shard.clicksByCampaign().forEach((campaign, n) -> ofDay.merge(campaign, n, Integer::sum)));
        clicks.add(ofDay);
        report(day);
        statistics(day);
    }

    /** What all platforms cost after their last deliveries; {@code others} are the days of those beside Google. */
    Map<String, Object> truth(List<BilledDay> others) {
        Money byDay = new Money();
        Money byChannel = new Money();
        Map<String, BigDecimal> local = new TreeMap<>();
        List<Object> campaigns = new ArrayList<>();
        List<BilledDay> days = new ArrayList<>();
        latest.values().forEach(figures -> days.add(billed(figures)));
        days.addAll(others);
        for (BilledDay billed : days) {
            BigDecimal dollars = rates.dollars(billed.cost(), billed.currency(), billed.day());
            byDay.add(billed.day().toString(), dollars);
            byChannel.add(billed.channel(), dollars);
            local.merge(billed.currency(), billed.cost(), BigDecimal::add);
            campaigns.add(billed.truth(dollars));
        }
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("rule", "latest delivery wins; the account's own day; rate of that day or of the working day before");
        truth.put("total_usd", byDay.total());
        truth.put("total_by_currency", local);
        truth.put("usd_by_day", byDay.byKey());
        truth.put("usd_by_channel", byChannel.byKey());
        truth.put("by_campaign_day", campaigns);
        return truth;
    }

    private BilledDay billed(AdFigures figures) {
        Campaign campaign = figures.campaign();
        return new BilledDay(
                campaign.account().number(),
                campaign.id(),
                campaign.label(),
                campaign.type(),
                campaign.channel().label(),
                spec.activity(figures.day()),
                campaign.account().currency(),
                BigDecimal.valueOf(figures.micros(), 6),
                figures.impressions(),
                figures.clicks());
    }

    private void report(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String account = Campaign.Account.US.number();
        Path file = drops.place(
                delivery, "google_ads", "campaign_report_" + account + "_" + Days.compact(delivery) + ".csv");
        boolean twice = !spec.plain() && day == Math.min(1, spec.days() - 1);
        boolean share = spec.hasLastQuirks(day);
        long rows;
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.REPORT)) {
            sheet.preamble("Campaign report");
            sheet.preamble(words(spec.activity(spec.firstTold(day))) + " - " + words(spec.activity(day)));
            List<String> header = new ArrayList<>(REPORT_HEADER);
            if (share) {
                header.add("Search impr. share");
            }
            sheet.header(header);
            long[] sums = new long[3];
            for (AdFigures figures : figures(day, Campaign.Account.US)) {
                sheet.row(reportRow(figures, share));
                sums[0] += figures.impressions();
                sums[1] += figures.clicks();
                sums[2] += figures.cents();
            }
            if (!spec.plain()) {
                sheet.repeat();
            }
            if (!spec.plain() && !twice) {
                brokenReport(reportRow(figures(day, Campaign.Account.US).get(0), share), sheet);
            }
            for (String total : List.of("Account", "Search", "Shopping")) {
                sheet.footer(totals(total, sums, share));
            }
            sheet.finish();
            rows = sheet.counts().read();
            drops.wrote(file, delivery, REPORT, sheet.counts());
        }
        if (twice) {
            drops.again(file, delivery, REPORT, rows);
        }
    }

    private void statistics(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String account = Campaign.Account.DE.number();
        Path file = drops.place(
                delivery, "google_ads", "campaign_stats_" + account + "_" + Days.compact(delivery) + ".csv");
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.PLAIN)) {
            sheet.header(STATISTICS_HEADER);
            List<String> first = null;
            for (AdFigures figures : figures(day, Campaign.Account.DE)) {
                Campaign campaign = figures.campaign();
                List<String> row = List.of(
                        account,
                        spec.activity(figures.day()).toString(),
                        campaign.id(),
                        campaign.label(),
                        campaign.apiType(),
                        "EUR",
                        String.valueOf(figures.impressions()),
                        String.valueOf(figures.clicks()),
                        String.valueOf(figures.micros()),
                        figures.conversions() + ".0",
                        Money.plain(figures.value()));
                sheet.row(row);
                first = first == null ? row : first;
            }
            if (!spec.plain() && first != null) {
                sheet.repeat();
                brokenStatistics(first, sheet);
            }
            sheet.finish();
            drops.wrote(file, delivery, STATISTICS, sheet.counts());
        }
    }

    /** What the vendor says of an account at a delivery: the last days, the older ones settled a little higher. */
    private List<AdFigures> figures(int deliveredDay, Campaign.Account account) {
        List<AdFigures> rows = new ArrayList<>();
        for (int day = spec.firstTold(deliveredDay); day <= deliveredDay; day++) {
            for (Campaign campaign : Campaign.values()) {
                if (campaign.account() == account) {
                    int age = spec.plain() ? AdFigures.SETTLED : deliveredDay - day;
                    int seen = clicks.get(day).getOrDefault(campaign, 0);
                    AdFigures figures = AdFigures.draw(seed, campaign, day, age, seen);
                    latest.put(spec.activity(day) + " " + campaign.id(), figures);
                    rows.add(figures);
                }
            }
        }
        return rows;
    }

    private List<String> reportRow(AdFigures figures, boolean share) {
        Campaign campaign = figures.campaign();
        String perClick = campaign == Campaign.US_PMAX ? " --" : Money.grouped(figures.cents() / figures.clicks());
        List<String> row = new ArrayList<>(List.of(
                spec.activity(figures.day()).toString(),
                campaign.label(),
                campaign.id(),
                campaign.type(),
                "USD",
                Money.groups(figures.impressions()),
                Money.groups(figures.clicks()),
                percent(figures.clicks(), figures.impressions()),
                perClick,
                Money.grouped(figures.cents()),
                figures.conversions() == 0 ? " --" : figures.conversions() + ".50",
                Money.grouped(figures.value())));
        if (share) {
            row.add(campaign == Campaign.US_BRAND ? "45.32%" : campaign == Campaign.US_GENERIC ? "< 10%" : " --");
        }
        return row;
    }

    private static List<String> totals(String name, long[] sums, boolean share) {
        List<String> row = new ArrayList<>(List.of(
                "Total: " + name,
                " --",
                " --",
                " --",
                " --",
                Money.groups(sums[0]),
                Money.groups(sums[1]),
                percent(sums[1], sums[0]),
                " --",
                Money.grouped(sums[2]),
                " --",
                " --"));
        if (share) {
            row.add(" --");
        }
        return row;
    }

    private static void brokenReport(List<String> row, Sheet sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(REPORT_ID, "61100999");
        sheet.malformed(Reason.NUMBER, unreal, REPORT_COST, "1,2,3");
        sheet.malformed(Reason.RANGE, unreal, REPORT_COST, "-12.40");
        sheet.malformed(Reason.DATE, unreal, 0, "2026-02-30");
        sheet.malformed(Reason.REQUIRED, unreal, REPORT_ID, "");
        sheet.malformed(Reason.ID_FORMAT, unreal, REPORT_ID, "6.11E+07");
        sheet.malformedShort(unreal, 3);
    }

    private static void brokenStatistics(List<String> row, Sheet sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(REPORT_ID, "72200999");
        sheet.malformed(Reason.NUMBER, unreal, STATISTICS_COST, "12x4");
        sheet.malformed(Reason.RANGE, unreal, STATISTICS_COST, "-5000000");
        sheet.malformed(Reason.DATE, unreal, 1, "2026-04-31");
        sheet.malformed(Reason.ID_FORMAT, unreal, REPORT_ID, "7.22E+07");
        sheet.malformedShort(unreal, 2);
    }

    private static String percent(long part, long whole) {
        return Money.plain(whole == 0 ? 0 : part * 10_000 / whole) + "%";
    }

    private static String words(LocalDate date) {
        return Days.text(date.atStartOfDay(), "MMMM d, yyyy");
    }
}
