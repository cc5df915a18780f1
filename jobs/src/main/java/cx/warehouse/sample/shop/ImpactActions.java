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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the actions of the affiliate network Impact, page by page. A decided action is delivered again; a reversed one
 * has no value.
 */
public final class ImpactActions {
    static final String SOURCE = "impact_action";
    public static final String ACCOUNT = "IRjuniper7";
    public static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final String CAMPAIGN = "5120";
    private static final String[] PARTNERS = {"Lamp Letters", "Quiet Rooms", "Slow \"Home\" Radio"};
    private static final int PLACE = 3;

    private final SampleSpec spec;
    private final SampleExchangeRates rates;
    private final SampleDrops drops;
    private final long seed;
    private final PartnerCosts book = new PartnerCosts(ZONE.getId());
    private final Map<String, Long> states = new TreeMap<>();
    private long actions;

    public ImpactActions(SampleSpec spec, SampleExchangeRates rates, SampleDrops drops) {
        this.spec = spec;
        this.rates = rates;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 607);
    }

    /** Writes the two pages of a day: new actions for its orders, then actions that were decided since. */
    public void write(int day, List<ShopOrder> orders) throws IOException {
        JsonRows fresh = new JsonRows();
        JsonRows old = new JsonRows();
        for (PartnerClaim claim : PartnerClaim.draw(spec, rates, seed, PLACE, orders)) {
            fresh.addRow(json(claim, "PENDING", day));
            count(claim);
            if (claim.isDecided(spec)) {
                book.addPending(claim);
            }
        }
        for (PartnerClaim claim : book.claimsDue(day)) {
            old.addRow(json(claim, claim.isRefused() ? "REVERSED" : "APPROVED", day));
        }
        if (!spec.plain() && !fresh.isEmpty()) {
            fresh.repeatLastRow();
            addBrokenRows(fresh, day);
        }
        long total = fresh.counts().rowsRead() + old.counts().rowsRead();
        writePage(day, 1, total, fresh);
        writePage(day, 2, total, old);
    }

    /** The costs and states after the last delivery. */
    public Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("actions", actions);
        truth.put("by_state", states);
        book.putTruth(truth, "payout of the last state, nothing when reversed; day of the event in Los Angeles");
        return truth;
    }

    /** The total cost in dollars, not rounded. */
    public BigDecimal dollars() {
        return book.dollars();
    }

    private void count(PartnerClaim claim) {
        boolean isDecided = claim.isDecided(spec);
        boolean isReversed = isDecided && claim.isRefused();
        actions++;
        states.merge(isReversed ? "REVERSED" : isDecided ? "APPROVED" : "PENDING", 1L, Long::sum);
        if (!isReversed) {
            book.add(claim, claim.sale(), claim.commission());
        }
    }

    private String json(PartnerClaim claim, String state, int day) {
        long number = claim.order().number();
        long at = claim.order().second();
        int partner = (int) (number % PARTNERS.length);
        boolean isReversed = state.equals("REVERSED");
        String payout = SampleAmounts.plainDecimal(claim.commission());
        String amount = SampleAmounts.plainDecimal(claim.sale());
        return "{\"Id\":\"2000." + CAMPAIGN + "." + (7_300_000_000L + number) + "\",\"CampaignId\":\"" + CAMPAIGN
                + "\",\"CampaignName\":\"Juniper Home US\",\"ActionTrackerId\":\"41\",\"ActionTrackerName\":\"Online sale\","
                + "\"MediaPartnerId\":\"" + (90_210 + partner) + "\",\"MediaPartnerName\":\""
                + PARTNERS[partner].replace("\"", "\\\"") + "\",\"State\":\"" + state + "\",\"AdId\":\"\",\"Payout\":\""
                + (isReversed ? "0.00" : payout) + "\",\"DeltaPayout\":\"" + (isReversed ? "-" + payout : "0.00")
                + "\",\"IntendedPayout\":\"" + payout + "\",\"Amount\":\"" + (isReversed ? "0.00" : amount)
                + "\",\"IntendedAmount\":\"" + amount + "\",\"Currency\":\"" + PartnerClaim.CURRENCY
                + "\",\"ReferringDate\":\"" + time(at - 60 * (15 + number % 80)) + "\",\"EventDate\":\"" + time(at)
                + "\",\"CreationDate\":\"" + time(at + 300) + "\",\"LockingDate\":\"" + time(at + 21 * 86_400L)
                + "\",\"ReferringType\":\"CLICK_COOKIE\",\"PromoCode\":\""
                + (claim.order().discount() > 0 ? "NEST10" : "") + "\",\"Oid\":\"" + number
                + "\",\"CustomerId\":\"\",\"CustomerStatus\":\"" + (day % 2 == 0 ? "New" : "Returning")
                + "\",\"SubId1\":\"slot" + number % 7 + "\"}";
    }

    private static void addBrokenRows(JsonRows rows, int day) {
        String unreal = "{\"Id\":\"2000." + CAMPAIGN + ".79999999" + day
                + "\",\"State\":\"PENDING\",\"Payout\":\"4.20\",\"Amount\":\"70.00\",\"Currency\":\"USD\","
                + "\"EventDate\":\"2026-03-01T10:00:00-08:00\",\"Oid\":\"99\"}";
        rows.addMalformed(MalformedReason.REQUIRED, unreal.replaceFirst("\"Id\":\"[^\"]+\",", ""));
        rows.addMalformed(MalformedReason.NUMBER, unreal.replace("70.00", "a lot"));
        rows.addMalformed(MalformedReason.RANGE, unreal.replace("4.20", "-4.20"));
        rows.addMalformed(MalformedReason.TIMESTAMP, unreal.replace("2026-03-01T", "2026-02-30T"));
        rows.addMalformed(MalformedReason.ID_FORMAT, unreal.replaceFirst("\"Id\":\"[^\"]+", "\"Id\":\"2.0E+12"));
    }

    private void writePage(int day, int page, long total, JsonRows rows) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "actions_" + SampleDays.compactDate(delivery) + "_p" + page + ".json";
        Path file = drops.pathFor(delivery, "impact", name);
        Files.writeString(
                file,
                "{\"@page\":\"" + page + "\",\"@numpages\":\"2\",\"@total\":\"" + total + "\",\"Actions\":[\n"
                        + rows.elements() + "\n]}\n");
        drops.recordFile(file, delivery, SOURCE, rows.counts());
    }

    private static String time(long second) {
        return TIME.format(ZonedDateTime.ofInstant(Instant.ofEpochSecond(second), ZONE));
    }
}
