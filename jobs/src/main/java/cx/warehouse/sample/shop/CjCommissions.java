package cx.warehouse.sample.shop;

import cx.warehouse.sample.files.JsonRows;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SampleExchangeRates;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.ShopOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the commissions of the affiliate network CJ. It never changes a row: a correction is a new row with negative
 * amounts.
 */
public final class CjCommissions {
    static final String SOURCE = "cj_commission";
    public static final String ACCOUNT = "6340071";
    public static final String ZONE = "America/Los_Angeles";

    private static final String[] PUBLISHERS = {"Chair Club", "Nordic Mail"};
    private static final int PLACE = 4;

    private final SampleSpec spec;
    private final SampleExchangeRates rates;
    private final SampleDrops drops;
    private final long seed;
    private final PartnerCosts book = new PartnerCosts(ZONE);
    private long originals;
    private long corrections;

    public CjCommissions(SampleSpec spec, SampleExchangeRates rates, SampleDrops drops) {
        this.spec = spec;
        this.rates = rates;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 613);
    }

    /** Writes the rows of a day: commissions on its orders, and corrections of older ones. */
    public void write(int day, List<ShopOrder> orders) throws IOException {
        JsonRows rows = new JsonRows();
        for (PartnerClaim claim : PartnerClaim.draw(spec, rates, seed, PLACE, orders)) {
            rows.addRow(json(claim, day, 1));
            count(claim, 1);
            originals++;
            if (claim.isRefused() && claim.isDecided(spec)) {
                book.addPending(claim);
            }
        }
        for (PartnerClaim claim : book.claimsDue(day)) {
            rows.addRow(json(claim, day, -1));
            count(claim, -1);
            corrections++;
        }
        if (!spec.plain() && !rows.isEmpty()) {
            rows.repeatLastRow();
            addBrokenRows(rows, day);
        }
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(delivery, "cj", "commissions_" + SampleDays.compactDate(delivery) + ".ndjson");
        Files.writeString(file, rows.lines());
        drops.recordFile(file, delivery, SOURCE, rows.counts());
    }

    /** The costs including all corrections. */
    public Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("actions", originals);
        truth.put("corrections", corrections);
        book.putTruth(truth, "commission and fee, corrections added; day of the event in Los Angeles");
        return truth;
    }

    /** The total cost in dollars, not rounded. */
    public BigDecimal dollars() {
        return book.dollars();
    }

    private void count(PartnerClaim claim, int sign) {
        book.add(claim, sign * claim.sale(), sign * (claim.commission() + fee(claim)));
    }

    private static long fee(PartnerClaim claim) {
        return claim.commission() * 3 / 10;
    }

    /** A commission, or its correction when {@code sign} is -1. */
    private String json(PartnerClaim claim, int day, int sign) {
        long number = claim.order().number();
        boolean isOriginal = sign > 0;
        long id = 9_400_000_000L + number * 2 + (isOriginal ? 0 : 1);
        String posted = SampleDays.text(spec.delivery(day).atTime(5, 0), "yyyy-MM-dd'T'HH:mm:ss") + "Z";
        return "{\"commissionId\":\"" + id + "\",\"originalActionId\":\"" + (3_100_000_000L + number)
                + "\",\"original\":" + isOriginal + ",\"actionStatus\":\"new\",\"actionType\":\"sale\",\"eventDate\":\""
                + SampleDays.text(SampleDays.localTime(claim.order().second(), "UTC"), "yyyy-MM-dd'T'HH:mm:ss")
                + "Z\",\"postingDate\":\""
                + posted + "\",\"saleAmountUsd\":\"" + SampleAmounts.plainDecimal(sign * claim.sale())
                + "\",\"advCommissionAmountUsd\":\"" + SampleAmounts.plainDecimal(sign * claim.commission())
                + "\",\"cjFeeUsd\":\""
                + SampleAmounts.plainDecimal(sign * fee(claim)) + "\",\"orderId\":\"" + number + "\""
                + (claim.order().discount() > 0 ? ",\"coupon\":\"NEST10\"" : "") + ",\"publisherName\":\""
                + PUBLISHERS[(int) (number % PUBLISHERS.length)] + "\""
                + (isOriginal ? "" : ",\"correctionReason\":\"RETURNED_MERCHANDISE\"")
                + ",\"isCrossDevice\":" + (number % 3 == 0) + ",\"newToFile\":" + (number % 2 == 0) + "}";
    }

    private static void addBrokenRows(JsonRows rows, int day) {
        String unreal = "{\"commissionId\":\"94999999" + day + "\",\"originalActionId\":\"31\",\"original\":true,"
                + "\"eventDate\":\"2026-03-01T19:00:00Z\",\"saleAmountUsd\":\"58.00\",\"advCommissionAmountUsd\":\"4.64\"}";
        rows.addMalformed(MalformedReason.JSON, unreal.substring(0, unreal.length() / 2));
        rows.addMalformed(MalformedReason.REQUIRED, unreal.replace("\"originalActionId\":\"31\",", ""));
        rows.addMalformed(MalformedReason.NUMBER, unreal.replace("58.00", "$5.8.0"));
        rows.addMalformed(MalformedReason.TIMESTAMP, unreal.replace("2026-03-01T", "2026-02-30T"));
        rows.addMalformed(
                MalformedReason.ID_FORMAT,
                unreal.replaceFirst("\"commissionId\":\"\\d+", "\"commissionId\":\"9.4E+09"));
    }
}
