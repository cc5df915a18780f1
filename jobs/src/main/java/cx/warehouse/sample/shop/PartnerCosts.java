package cx.warehouse.sample.shop;

import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums the costs of an affiliate network in dollars by local day, and keeps its undecided claims. */
final class PartnerCosts {
    private final String zone;
    private final Map<Integer, List<PartnerClaim>> later = new TreeMap<>();
    private final SampleAmounts costByDay = new SampleAmounts();
    private long sales;

    PartnerCosts(String zone) {
        this.zone = zone;
    }

    /** Adds a sale and a cost, in cents, to the local day of the claim's order. */
    void add(PartnerClaim claim, long sale, long cost) {
        sales += sale;
        String date =
                SampleDays.localTime(claim.order().second(), zone).toLocalDate().toString();
        costByDay.add(date, SampleAmounts.decimal(cost));
    }

    /** Keeps a claim that the network delivers again on the day of its decision. */
    void addPending(PartnerClaim claim) {
        later.computeIfAbsent(claim.decidedDay(), key -> new ArrayList<>()).add(claim);
    }

    /** The claims that are decided on a day. */
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

    /** The total cost in dollars, not rounded. */
    BigDecimal dollars() {
        return costByDay.sum();
    }
}
