package cx.warehouse.sample;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commissions of a third network, which takes nothing back: a correction is a row of its own with negative amounts. */
final class CjCommissions {
    static final String SOURCE = "cj_commission";
    static final String ACCOUNT = "6340071";
    static final String ZONE = "America/Los_Angeles";

    private static final String[] PUBLISHERS = {"Chair Club", "Nordic Mail"};
    private static final int PLACE = 4;

    private final SampleSpec spec;
    private final Rates rates;
    private final Drops drops;
    private final long seed;
    private final PartnerBook book = new PartnerBook(ZONE);
    private long originals;
    private long corrections;

    CjCommissions(SampleSpec spec, Rates rates, Drops drops) {
        this.spec = spec;
        this.rates = rates;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 613);
    }

    /** Writes the lines that follow a day: commissions on its orders, and corrections of older ones. */
    void write(int day, List<Order> orders) throws IOException {
        JsonRows rows = new JsonRows();
        for (Claim claim : Claim.draw(spec, rates, seed, PLACE, orders)) {
            rows.row(json(claim, day, 1));
            count(claim, 1);
            originals++;
            if (claim.isRefused() && claim.isDecided(spec)) {
                book.keep(claim);
            }
        }
        for (Claim claim : book.due(day)) {
            rows.row(json(claim, day, -1));
            count(claim, -1);
            corrections++;
        }
        if (!spec.plain() && !rows.isEmpty()) {
            rows.repeat();
            broken(rows, day);
        }
        LocalDate delivery = spec.delivery(day);
        Path file = drops.place(delivery, "cj", "commissions_" + Days.compact(delivery) + ".ndjson");
        Files.writeString(file, rows.lines());
        drops.wrote(file, delivery, SOURCE, rows.counts());
    }

    /** Costs with all corrections. */
    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("actions", originals);
        truth.put("corrections", corrections);
        book.tell(truth, "commission and fee, corrections added; day of the event in Los Angeles");
        return truth;
    }

    /** What all of it costs in dollars, not rounded. */
    BigDecimal dollars() {
        return book.dollars();
    }

    private void count(Claim claim, int sign) {
        book.add(claim, sign * claim.sale(), sign * (claim.commission() + fee(claim)));
    }

    private static long fee(Claim claim) {
        return claim.commission() * 3 / 10;
    }

    /** A commission, or with a sign of -1 what takes it back. */
    private String json(Claim claim, int day, int sign) {
        long number = claim.order().number();
        boolean isOriginal = sign > 0;
        long id = 9_400_000_000L + number * 2 + (isOriginal ? 0 : 1);
        String posted = Days.text(spec.delivery(day).atTime(5, 0), "yyyy-MM-dd'T'HH:mm:ss") + "Z";
        return "{\"commissionId\":\"" + id + "\",\"originalActionId\":\"" + (3_100_000_000L + number)
                + "\",\"original\":" + isOriginal + ",\"actionStatus\":\"new\",\"actionType\":\"sale\",\"eventDate\":\""
                + Days.text(Days.local(claim.order().second(), "UTC"), "yyyy-MM-dd'T'HH:mm:ss")
                + "Z\",\"postingDate\":\""
                + posted + "\",\"saleAmountUsd\":\"" + Money.plain(sign * claim.sale())
                + "\",\"advCommissionAmountUsd\":\"" + Money.plain(sign * claim.commission()) + "\",\"cjFeeUsd\":\""
                + Money.plain(sign * fee(claim)) + "\",\"orderId\":\"" + number + "\""
                + (claim.order().discount() > 0 ? ",\"coupon\":\"NEST10\"" : "") + ",\"publisherName\":\""
                + PUBLISHERS[(int) (number % PUBLISHERS.length)] + "\""
                + (isOriginal ? "" : ",\"correctionReason\":\"RETURNED_MERCHANDISE\"")
                + ",\"isCrossDevice\":" + (number % 3 == 0) + ",\"newToFile\":" + (number % 2 == 0) + "}";
    }

    private static void broken(JsonRows rows, int day) {
        String unreal = "{\"commissionId\":\"94999999" + day + "\",\"originalActionId\":\"31\",\"original\":true,"
                + "\"eventDate\":\"2026-03-01T19:00:00Z\",\"saleAmountUsd\":\"58.00\",\"advCommissionAmountUsd\":\"4.64\"}";
        rows.malformed(Reason.JSON, unreal.substring(0, unreal.length() / 2));
        rows.malformed(Reason.REQUIRED, unreal.replace("\"originalActionId\":\"31\",", ""));
        rows.malformed(Reason.NUMBER, unreal.replace("58.00", "$5.8.0"));
        rows.malformed(Reason.TIMESTAMP, unreal.replace("2026-03-01T", "2026-02-30T"));
        rows.malformed(Reason.ID_FORMAT, unreal.replaceFirst("\"commissionId\":\"\\d+", "\"commissionId\":\"9.4E+09"));
    }
}
