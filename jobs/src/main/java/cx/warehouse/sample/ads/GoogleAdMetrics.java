package cx.warehouse.sample.ads;

import cx.warehouse.sample.world.GoogleCampaign;
import cx.warehouse.sample.world.SeededRandom;

/**
 * The metrics of a Google campaign on one day, as known at one delivery.
 *
 * @param micros cost in millionths of the account's currency
 */
record GoogleAdMetrics(GoogleCampaign campaign, int day, long impressions, long clicks, long micros, long conversions) {
    /** The age in days from which metrics do not change any more. */
    static final int SETTLED = 3;

    /** The reported cost by age in days, per mille of the final cost. */
    private static final int[] KNOWN = {955, 970, 985, 1000};

    /**
     * Draws the metrics of a day, which grow with their age.
     *
     * @param age days since the first delivery that reported the day
     * @param seen clicks in the click file; more are billed, because some clicks never arrive in the shop
     */
    static GoogleAdMetrics draw(long seed, GoogleCampaign campaign, int day, int age, long seen) {
        long draw = SeededRandom.mix(seed, day, Long.parseLong(campaign.id()));
        long all = seen + seen / 6 + 1 + SeededRandom.below(draw, 4);
        int known = age == SETTLED ? KNOWN[age] : KNOWN[age] + SeededRandom.below(SeededRandom.mix(draw, 1, age), 9);
        long price = campaign.clickCents() * (900L + SeededRandom.below(SeededRandom.mix(draw, 2), 200)) / 1000;
        long cents = all * price * known / 1000;
        boolean fine = campaign.account() == GoogleCampaign.Account.DE;
        long micros = cents * 10_000 + (fine ? SeededRandom.below(SeededRandom.mix(draw, 3, age), 10) * 1_000L : 0);
        long impressions = all * (18 + SeededRandom.below(SeededRandom.mix(draw, 4), 30)) + age * 3L;
        return new GoogleAdMetrics(campaign, day, impressions, all, micros, all / 40 + age / 2);
    }

    /** The cost in hundredths. */
    long cents() {
        return micros / 10_000;
    }

    /** The value of the conversions in hundredths. */
    long value() {
        return conversions * 7_450;
    }
}
