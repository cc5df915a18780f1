package cx.warehouse.sample.ads;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.ProductCatalog;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleChannel;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the Microsoft Ads report by device: a zipped CSV with a preamble above the header and a copyright line at the
 * end.
 */
public final class MicrosoftAdReports {
    static final String SOURCE = "microsoft_ads_report";
    public static final String ACCOUNT = "166001777";
    public static final String ZONE = "Europe/Amsterdam";

    private static final String CURRENCY = "EUR";
    private static final String[] CAMPAIGNS = {"EU_Bing_Lamps", "EU_Bing_Linen"};
    private static final String[] DEVICES = {"Computer", "Smartphone"};
    private static final long FIRST_ID = 377_000_011L;
    private static final int DAY = 0;
    private static final int ID = 3;
    private static final int SPEND = 9;
    private static final List<String> HEADER =
            List.of(("TimePeriod;AccountId;AccountName;CampaignId;CampaignName;CurrencyCode;DeviceType;Impressions;"
                            + "Clicks;Spend;Conversions;Revenue")
                    .split(";"));

    /** Preamble lines that only some of the reports have. */
    private static final List<String> MORE_PREAMBLE =
            List.of("\"Report Aggregation: Daily\"", "\"Report Filter: \"", "\"Last Completed Available Hour: 23\"");

    private final SampleSpec spec;
    private final SampleDrops drops;
    private final long seed;
    private final Map<String, long[]> latest = new TreeMap<>();

    public MicrosoftAdReports(SampleSpec spec, SampleDrops drops) {
        this.spec = spec;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 541);
    }

    /** Writes the archive of a day, which restates the last days. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "CampaignPerformance_" + SampleDays.compactDate(delivery);
        Path file = drops.pathFor(delivery, "microsoft_ads", name + ".zip");
        List<List<String>> rows = rows(day);
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            ZipEntry entry = new ZipEntry(name + ".csv");
            entry.setTimeLocal(delivery.atTime(3, 0));
            zip.putNextEntry(entry);
            DelimitedWriter sheet = new DelimitedWriter(zip, DelimitedWriter.Style.ENCLOSED);
            sheet.writePreamble("\"Report Name: Campaign Performance\"");
            sheet.writePreamble("\"Report Time: " + date(spec.firstReportedDay(day)) + "," + date(day) + "\"");
            sheet.writePreamble("\"Time Zone: (GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna\"");
            sheet.writePreamble("\"Potential Incomplete Data: false\"");
            sheet.writePreamble("\"Rows: " + rows.size() + "\"");
            for (String line : spec.plain() ? List.<String>of() : MORE_PREAMBLE.subList(0, day % 4)) {
                sheet.writePreamble(line);
            }
            sheet.writePreamble("");
            sheet.writeHeader(HEADER);
            for (List<String> row : rows) {
                sheet.writeRow(row);
            }
            if (!spec.plain()) {
                sheet.repeatLastRow();
                writeBrokenRows(rows.get(0), sheet);
            }
            sheet.writePreamble("");
            sheet.writeFooter(List.of("©2026 Microsoft Corporation. All rights reserved. "));
            sheet.finish();
            drops.recordFile(finish(zip, file), delivery, SOURCE, sheet.counts());
        }
    }

    /** The billed days of all campaigns, summed over devices, as of the last delivery. */
    public List<BilledDay> billedDays() {
        List<BilledDay> days = new ArrayList<>();
        for (int day = 0; day < spec.days(); day++) {
            for (int campaign = 0; campaign < CAMPAIGNS.length; campaign++) {
                long[] sums = new long[3];
                for (String device : DEVICES) {
                    long[] one = latest.get(day + " " + campaign + " " + device);
                    for (int i = 0; i < sums.length; i++) {
                        sums[i] += one[i];
                    }
                }
                days.add(new BilledDay(
                        ACCOUNT,
                        String.valueOf(FIRST_ID + campaign),
                        CAMPAIGNS[campaign],
                        "Search",
                        SampleChannel.PAID_SEARCH.label(),
                        spec.activity(day),
                        CURRENCY,
                        BigDecimal.valueOf(sums[2], 2),
                        sums[0],
                        sums[1]));
            }
        }
        return days;
    }

    private List<List<String>> rows(int delivered) {
        List<List<String>> rows = new ArrayList<>();
        for (int day = spec.firstReportedDay(delivered); day <= delivered; day++) {
            for (int campaign = 0; campaign < CAMPAIGNS.length; campaign++) {
                for (int device = 0; device < DEVICES.length; device++) {
                    long draw = SeededRandom.mix(seed, day, campaign, device);
                    int age = spec.plain() ? 0 : delivered - day;
                    long clicks = 9 + SeededRandom.below(draw, 30);
                    long impressions = clicks * 41 + age * 5L;
                    long cents = clicks * (140 + SeededRandom.below(SeededRandom.mix(draw, 1), 90))
                            + age * 17L
                            + 90_000L * device;
                    latest.put(day + " " + campaign + " " + DEVICES[device], new long[] {impressions, clicks, cents});
                    rows.add(List.of(
                            date(day),
                            ACCOUNT,
                            ProductCatalog.SHOP + " EU",
                            String.valueOf(FIRST_ID + campaign),
                            CAMPAIGNS[campaign],
                            CURRENCY,
                            DEVICES[device],
                            SampleAmounts.groupedWhole(impressions),
                            SampleAmounts.groupedWhole(clicks),
                            SampleAmounts.groupedDecimal(cents),
                            String.valueOf(clicks / 12),
                            SampleAmounts.groupedDecimal(clicks / 12 * 6_150)));
                }
            }
        }
        return rows;
    }

    private static void writeBrokenRows(List<String> row, DelimitedWriter sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row);
        unreal.set(ID, "377000999");
        sheet.writeMalformed(MalformedReason.NUMBER, unreal, SPEND, "12,5,0");
        sheet.writeMalformed(MalformedReason.RANGE, unreal, SPEND, "-3.10");
        sheet.writeMalformed(MalformedReason.DATE, unreal, DAY, "2/30/2026");
        sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, ID, "3.77E+08");
        sheet.writeShortRow(unreal, 3);
    }

    private static Path finish(ZipOutputStream zip, Path file) throws IOException {
        zip.closeEntry();
        zip.finish();
        zip.flush();
        return file;
    }

    private String date(int day) {
        return SampleDays.text(spec.activity(day).atStartOfDay(), "M/d/yyyy");
    }
}
