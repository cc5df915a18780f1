package cx.warehouse.sample.shop;

import cx.warehouse.sample.world.SampleChannel;
import cx.warehouse.sample.world.SampleExchangeRates;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.ShopOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A sale that a partner of a network claims, with amounts in hundredths of a dollar.
 *
 * @param order the order that is claimed
 * @param sale the value of the sale
 * @param commission the commission on it
 * @param decidedDay the day after which the network reports its decision; beyond the sample for claims that stay open
 * @param isRefused true when the decision takes the sale back, false when it approves it
 */
record PartnerClaim(ShopOrder order, long sale, long commission, int decidedDay, boolean isRefused) {
    static final String CURRENCY = "USD";

    private static final int LEAST_A_DAY = 3;

    /**
     * Draws the claims of a network on the orders of a day.
     *
     * @param place the network's own number from 0 to 4, so that no two networks claim the same order
     */
    static List<PartnerClaim> draw(
            SampleSpec spec, SampleExchangeRates rates, long seed, int place, List<ShopOrder> orders) {
        List<PartnerClaim> claims = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            ShopOrder order = orders.get(i);
            boolean isOne = orders.size() < 200 ? i % 5 == place && claims.size() < LEAST_A_DAY : i % 40 == 17 + place;
            // orders of affiliate visits belong to the network that the visits name
            if (isOne && order.channel() != SampleChannel.AFFILIATES) {
                PartnerClaim claim = of(spec, rates, SeededRandom.mix(seed, order.number()), order);
                boolean isFirst = claims.isEmpty() && order.day() == 0;
                claims.add(isFirst ? new PartnerClaim(order, claim.sale(), claim.commission(), 1, true) : claim);
            }
        }
        return claims;
    }

    private static PartnerClaim of(SampleSpec spec, SampleExchangeRates rates, long draw, ShopOrder order) {
        long sale = rates.exchange(order.subtotal(), order.currency(), CURRENCY, spec.activity(order.day()));
        int fate = SeededRandom.below(SeededRandom.mix(draw, 1), 100);
        int decided =
                fate < 90 ? order.day() + 1 + SeededRandom.below(SeededRandom.mix(draw, 2), 2) : Integer.MAX_VALUE;
        return new PartnerClaim(order, sale, sale * (5 + SeededRandom.below(draw, 5)) / 100, decided, fate < 35);
    }

    /** True when the decision is delivered before the sample ends. */
    boolean isDecided(SampleSpec spec) {
        return decidedDay < spec.days();
    }
}
