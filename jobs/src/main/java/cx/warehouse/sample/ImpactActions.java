package cx.warehouse.sample;

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

/** The actions of a partner network, page by page; one that is decided comes again, and a reversed one is worth nothing. */
final class ImpactActions {
    static final String SOURCE = "impact_action";
    static final String ACCOUNT = "IRjuniper7";
    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final String CAMPAIGN = "5120";
    private static final String[] PARTNERS = {"Lamp Letters", "Quiet Rooms", "Slow \"Home\" Radio"};
    private static final int PLACE = 3;

    private final SampleSpec spec;
    private final Rates rates;
    private final Drops drops;
    private final long seed;
    private final PartnerBook book = new PartnerBook(ZONE.getId());
    private final Map<String, Long> states = new TreeMap<>();
    private long actions;

    ImpactActions(SampleSpec spec, Rates rates, Drops drops) {
        this.spec = spec;
        this.rates = rates;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 607);
    }

    /** Writes the two pages that follow a day: new actions of its orders, then those that were decided since. */
    void write(int day, List<Order> orders) throws IOException {
        JsonRows fresh = new JsonRows();
        JsonRows old = new JsonRows();
        for (Claim claim : Claim.draw(spec, rates, seed, PLACE, orders)) {
            fresh.row(json(claim, "PENDING", day));
            count(claim);
            if (claim.isDecided(spec)) {
                book.keep(claim);
            }
        }
        for (Claim claim : book.due(day)) {
            old.row(json(claim, claim.isRefused() ? "REVERSED" : "APPROVED", day));
        }
        if (!spec.plain() && !fresh.isEmpty()) {
            fresh.repeat();
            broken(fresh, day);
        }
        long total = fresh.counts().read() + old.counts().read();
        page(day, 1, total, fresh);
        page(day, 2, total, old);
    }

    /** Costs and states after the last delivery. */
    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("actions", actions);
        truth.put("by_state", states);
        book.tell(truth, "payout of the last state, nothing when reversed; day of the event in Los Angeles");
        return truth;
    }

    /** What all of it costs in dollars, not rounded. */
    BigDecimal dollars() {
        return book.dollars();
    }

    private void count(Claim claim) {
        boolean isDecided = claim.isDecided(spec);
        boolean isReversed = isDecided && claim.isRefused();
        actions++;
        states.merge(isReversed ? "REVERSED" : isDecided ? "APPROVED" : "PENDING", 1L, Long::sum);
        if (!isReversed) {
            book.add(claim, claim.sale(), claim.commission());
        }
    }

    private String json(Claim claim, String state, int day) {
        long number = claim.order().number();
        long at = claim.order().second();
        int partner = (int) (number % PARTNERS.length);
        boolean isReversed = state.equals("REVERSED");
        String payout = Money.plain(claim.commission());
        String amount = Money.plain(claim.sale());
        return "{\"Id\":\"2000." + CAMPAIGN + "." + (7_300_000_000L + number) + "\",\"CampaignId\":\"" + CAMPAIGN
                + "\",\"CampaignName\":\"Juniper Home US\",\"ActionTrackerId\":\"41\",\"ActionTrackerName\":\"Online sale\","
                + "\"MediaPartnerId\":\"" + (90_210 + partner) + "\",\"MediaPartnerName\":\""
                + PARTNERS[partner].replace("\"", "\\\"") + "\",\"State\":\"" + state + "\",\"AdId\":\"\",\"Payout\":\""
                + (isReversed ? "0.00" : payout) + "\",\"DeltaPayout\":\"" + (isReversed ? "-" + payout : "0.00")
                + "\",\"IntendedPayout\":\"" + payout + "\",\"Amount\":\"" + (isReversed ? "0.00" : amount)
                + "\",\"IntendedAmount\":\"" + amount + "\",\"Currency\":\"" + Claim.CURRENCY
                + "\",\"ReferringDate\":\"" + time(at - 60 * (15 + number % 80)) + "\",\"EventDate\":\"" + time(at)
                + "\",\"CreationDate\":\"" + time(at + 300) + "\",\"LockingDate\":\"" + time(at + 21 * 86_400L)
                + "\",\"ReferringType\":\"CLICK_COOKIE\",\"PromoCode\":\""
                + (claim.order().discount() > 0 ? "NEST10" : "") + "\",\"Oid\":\"" + number
                + "\",\"CustomerId\":\"\",\"CustomerStatus\":\"" + (day % 2 == 0 ? "New" : "Returning")
                + "\",\"SubId1\":\"slot" + number % 7 + "\"}";
    }

    private static void broken(JsonRows rows, int day) {
        String unreal = "{\"Id\":\"2000." + CAMPAIGN + ".79999999" + day
                + "\",\"State\":\"PENDING\",\"Payout\":\"4.20\",\"Amount\":\"70.00\",\"Currency\":\"USD\","
                + "\"EventDate\":\"2026-03-01T10:00:00-08:00\",\"Oid\":\"99\"}";
        rows.malformed(Reason.REQUIRED, unreal.replaceFirst("\"Id\":\"[^\"]+\",", ""));
        rows.malformed(Reason.NUMBER, unreal.replace("70.00", "a lot"));
        rows.malformed(Reason.RANGE, unreal.replace("4.20", "-4.20"));
        rows.malformed(Reason.TIMESTAMP, unreal.replace("2026-03-01T", "2026-02-30T"));
        rows.malformed(Reason.ID_FORMAT, unreal.replaceFirst("\"Id\":\"[^\"]+", "\"Id\":\"2.0E+12"));
    }

    private void page(int day, int page, long total, JsonRows rows) throws IOException {
        LocalDate delivery = spec.delivery(day);
        String name = "actions_" + Days.compact(delivery) + "_p" + page + ".json";
        Path file = drops.place(delivery, "impact", name);
        Files.writeString(
                file,
                "{\"@page\":\"" + page + "\",\"@numpages\":\"2\",\"@total\":\"" + total + "\",\"Actions\":[\n"
                        + rows.elements() + "\n]}\n");
        drops.wrote(file, delivery, SOURCE, rows.counts());
    }

    private static String time(long second) {
        return TIME.format(ZonedDateTime.ofInstant(Instant.ofEpochSecond(second), ZONE));
    }
}
