package cx.warehouse.sample.shop;

import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a network in dollars is owed by the day of its zone, and the claims whose fate it tells later. */
final class PartnerCosts {
    private final String zone;
    private final Map<Integer, List<PartnerClaim>> later = new TreeMap<>();
    private final SampleAmounts costByDay = new SampleAmounts();
    private long sales;

    PartnerCosts(String zone) {
        this.zone = zone;
    }

    /** Adds cents of sale and cost on the day of the claim's order. */
    void add(PartnerClaim claim, long sale, long cost) {
        sales += sale;
        String date =
                SampleDays.localTime(claim.order().second(), zone).toLocalDate().toString();
        costByDay.add(date, SampleAmounts.decimal(cost));
    }

    /** A claim of which the network tells again on the day that decides it. */
    void addPending(PartnerClaim claim) {
        later.computeIfAbsent(claim.decidedDay(), key -> new ArrayList<>()).add(claim);
    }

    /** The claims that a day decides. */
    List<PartnerClaim> claimsDue(int day) {
        return later.getOrDefault(day, List.of());
    }

    /** Puts sales and costs into the truth of the network. */
    void putTruth(Map<String, Object> truth, String rule) {
        truth.put("currency", PartnerClaim.CURRENCY);
        truth.put("sale_amount", SampleAmounts.decimal(sales));
        truth.put("cost_usd", costByDay.total());
        truth.put("cost_usd_by_day", costByDay.byKey());
        truth.put("rule", rule);
    }

    /** What all of it costs in dollars, not rounded. */
    BigDecimal dollars() {
        return costByDay.sum();
    }
}
