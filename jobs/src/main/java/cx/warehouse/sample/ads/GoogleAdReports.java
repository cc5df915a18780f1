package cx.warehouse.sample.ads;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.web.Ga4Shard;
import cx.warehouse.sample.world.GoogleCampaign;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleExchangeRates;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
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

/**
 * Writes the Google Ads costs: for one account the report that people download, for the other the statistics that
 * programs fetch.
 */
public final class GoogleAdReports {
    public static final String REPORT = "google_ads_report";
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
    private final SampleExchangeRates rates;
    private final SampleDrops drops;
    private final long seed;
    private final List<Map<GoogleCampaign, Integer>> clicks = new ArrayList<>();
    private final Map<String, GoogleAdMetrics> latest = new TreeMap<>();

    public GoogleAdReports(SampleSpec spec, SampleExchangeRates rates, SampleDrops drops) {
        this.spec = spec;
        this.rates = rates;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 503);
    }

    /** Writes the files of both accounts for the delivery after a day. */
    public void write(int day, List<Ga4Shard.Result> shards) throws IOException {
        Map<GoogleCampaign, Integer> ofDay = new EnumMap<>(GoogleCampaign.class);
        shards.forEach(
                shard -> shard.clicksByCampaign().forEach((campaign, n) -> ofDay.merge(campaign, n, Integer::sum)));
        clicks.add(ofDay);
        writeReport(day);
        writeStatistics(day);
    }

    /**
     * The costs of all platforms as of their last deliveries.
     *
     * @param others the billed days of the platforms other than Google
     */
    public Map<String, Object> truth(List<BilledDay> others) {
        SampleAmounts byDay = new SampleAmounts();
        SampleAmounts byChannel = new SampleAmounts();
        Map<String, BigDecimal> local = new TreeMap<>();
        List<Object> campaigns = new ArrayList<>();
        List<BilledDay> days = new ArrayList<>();
        latest.values().forEach(figures -> days.add(billedDay(figures)));
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

    private BilledDay billedDay(GoogleAdMetrics figures) {
        GoogleCampaign campaign = figures.campaign();
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

    private void writeReport(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String account = GoogleCampaign.Account.US.number();
        Path file = drops.pathFor(
                delivery, "google_ads", "campaign_report_" + account + "_" + SampleDays.compactDate(delivery) + ".csv");
        boolean twice = !spec.plain() && day == Math.min(1, spec.days() - 1);
        boolean share = spec.hasLastQuirks(day);
        long rows;
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.REPORT)) {
            sheet.writePreamble("Campaign report");
            sheet.writePreamble(
                    longDate(spec.activity(spec.firstReportedDay(day))) + " - " + longDate(spec.activity(day)));
            List<String> header = new ArrayList<>(REPORT_HEADER);
            if (share) {
                header.add("Search impr. share");
            }
            sheet.writeHeader(header);
            long[] sums = new long[3];
            for (GoogleAdMetrics figures : metrics(day, GoogleCampaign.Account.US)) {
                sheet.writeRow(reportRow(figures, share));
                sums[0] += figures.impressions();
                sums[1] += figures.clicks();
                sums[2] += figures.cents();
            }
            if (!spec.plain()) {
                sheet.repeatLastRow();
            }
            if (!spec.plain() && !twice) {
                writeBrokenReportRows(
                        reportRow(metrics(day, GoogleCampaign.Account.US).get(0), share), sheet);
            }
            for (String total : List.of("Account", "Search", "Shopping")) {
                sheet.writeFooter(totalRow(total, sums, share));
            }
            sheet.finish();
            rows = sheet.counts().rowsRead();
            drops.recordFile(file, delivery, REPORT, sheet.counts());
        }
        if (twice) {
            drops.deliverAgain(file, delivery, REPORT, rows);
        }
    }

    private void writeStatistics(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String account = GoogleCampaign.Account.DE.number();
        Path file = drops.pathFor(
                delivery, "google_ads", "campaign_stats_" + account + "_" + SampleDays.compactDate(delivery) + ".csv");
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.PLAIN)) {
            sheet.writeHeader(STATISTICS_HEADER);
            List<String> first = null;
            for (GoogleAdMetrics figures : metrics(day, GoogleCampaign.Account.DE)) {
                GoogleCampaign campaign = figures.campaign();
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
                        SampleAmounts.plainDecimal(figures.value()));
                sheet.writeRow(row);
                first = first == null ? row : first;
            }
            if (!spec.plain() && first != null) {
                sheet.repeatLastRow();
                writeBrokenStatisticsRows(first, sheet);
            }
            sheet.finish();
            drops.recordFile(file, delivery, STATISTICS, sheet.counts());
        }
    }

    /**
     * The metrics that a delivery reports for an account: the last days, where older days are slightly higher than
     * before.
     */
    private List<GoogleAdMetrics> metrics(int deliveredDay, GoogleCampaign.Account account) {
        List<GoogleAdMetrics> rows = new ArrayList<>();
        for (int day = spec.firstReportedDay(deliveredDay); day <= deliveredDay; day++) {
            for (GoogleCampaign campaign : GoogleCampaign.values()) {
                if (campaign.account() == account) {
                    int age = spec.plain() ? GoogleAdMetrics.SETTLED : deliveredDay - day;
                    int seen = clicks.get(day).getOrDefault(campaign, 0);
                    GoogleAdMetrics figures = GoogleAdMetrics.draw(seed, campaign, day, age, seen);
                    latest.put(spec.activity(day) + " " + campaign.id(), figures);
                    rows.add(figures);
                }
            }
        }
        return rows;
    }

    private List<String> reportRow(GoogleAdMetrics figures, boolean share) {
        GoogleCampaign campaign = figures.campaign();
        String perClick = campaign == GoogleCampaign.US_PMAX
                ? " --"
                : SampleAmounts.groupedDecimal(figures.cents() / figures.clicks());
        List<String> row = new ArrayList<>(List.of(
                spec.activity(figures.day()).toString(),
                campaign.label(),
                campaign.id(),
                campaign.type(),
                "USD",
                SampleAmounts.groupedWhole(figures.impressions()),
                SampleAmounts.groupedWhole(figures.clicks()),
                percent(figures.clicks(), figures.impressions()),
                perClick,
                SampleAmounts.groupedDecimal(figures.cents()),
                figures.conversions() == 0 ? " --" : figures.conversions() + ".50",
                SampleAmounts.groupedDecimal(figures.value())));
        if (share) {
            row.add(
                    campaign == GoogleCampaign.US_BRAND
                            ? "45.32%"
                            : campaign == GoogleCampaign.US_GENERIC ? "< 10%" : " --");
        }
        return row;
    }

    private static List<String> totalRow(String name, long[] sums, boolean share) {
        List<String> row = new ArrayList<>(List.of(
                "Total: " + name,
                " --",
                " --",
                " --",
                " --",
                SampleAmounts.groupedWhole(sums[0]),
                SampleAmounts.groupedWhole(sums[1]),
                percent(sums[1], sums[0]),
                " --",
                SampleAmounts.groupedDecimal(sums[2]),
                " --",
                " --"));
        if (share) {
            row.add(" --");
        }
        return row;
    }

    private static void writeBrokenReportRows(List<String> row, DelimitedWriter sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(REPORT_ID, "61100999");
        sheet.writeMalformed(MalformedReason.NUMBER, unreal, REPORT_COST, "1,2,3");
        sheet.writeMalformed(MalformedReason.RANGE, unreal, REPORT_COST, "-12.40");
        sheet.writeMalformed(MalformedReason.DATE, unreal, 0, "2026-02-30");
        sheet.writeMalformed(MalformedReason.REQUIRED, unreal, REPORT_ID, "");
        sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, REPORT_ID, "6.11E+07");
        sheet.writeShortRow(unreal, 3);
    }

    private static void writeBrokenStatisticsRows(List<String> row, DelimitedWriter sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(REPORT_ID, "72200999");
        sheet.writeMalformed(MalformedReason.NUMBER, unreal, STATISTICS_COST, "12x4");
        sheet.writeMalformed(MalformedReason.RANGE, unreal, STATISTICS_COST, "-5000000");
        sheet.writeMalformed(MalformedReason.DATE, unreal, 1, "2026-04-31");
        sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, REPORT_ID, "7.22E+07");
        sheet.writeShortRow(unreal, 2);
    }

    private static String percent(long part, long whole) {
        return SampleAmounts.plainDecimal(whole == 0 ? 0 : part * 10_000 / whole) + "%";
    }

    private static String longDate(LocalDate date) {
        return SampleDays.text(date.atStartOfDay(), "MMMM d, yyyy");
    }
}
