package cx.warehouse.sample;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a network in dollars is owed by the day of its zone, and the claims whose fate it tells later. */
final class PartnerBook {
    private final String zone;
    private final Map<Integer, List<Claim>> later = new TreeMap<>();
    private final Money costByDay = new Money();
    private long sales;

    PartnerBook(String zone) {
        this.zone = zone;
    }

    /** Adds cents of sale and cost on the day of the claim's order. */
    void add(Claim claim, long sale, long cost) {
        sales += sale;
        String date = Days.local(claim.order().second(), zone).toLocalDate().toString();
        costByDay.add(date, Money.decimal(cost));
    }

    /** A claim of which the network tells again on the day that decides it. */
    void keep(Claim claim) {
        later.computeIfAbsent(claim.decidedDay(), key -> new ArrayList<>()).add(claim);
    }

    /** The claims that a day decides. */
    List<Claim> due(int day) {
        return later.getOrDefault(day, List.of());
    }

    /** Puts sales and costs into the truth of the network. */
    void tell(Map<String, Object> truth, String rule) {
        truth.put("currency", Claim.CURRENCY);
        truth.put("sale_amount", Money.decimal(sales));
        truth.put("cost_usd", costByDay.total());
        truth.put("cost_usd_by_day", costByDay.byKey());
        truth.put("rule", rule);
    }

    /** What all of it costs in dollars, not rounded. */
    BigDecimal dollars() {
        return costByDay.sum();
    }
}
