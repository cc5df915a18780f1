package cx.warehouse.sample.ads;

import cx.warehouse.sample.world.SampleChannel;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The latest metrics of an ad account by day and campaign. Each campaign is the sum of its parts (ads or ad groups).
 */
final class LatestSpend {

    /** An account and its campaigns, each with an id and a name. */
    record SocialAccount(String number, String currency, List<String> ids, List<String> names) {}

    /** The metrics of a part on a day; {@code cents} are hundredths of the account's currency. */
    record SocialAdMetrics(long impressions, long clicks, long cents) {

        /** Draws metrics that grow with their age in days. */
        static SocialAdMetrics draw(long seed, int cheapest, int age) {
            long clicks = 7 + SeededRandom.below(seed, 40);
            long cents = clicks * (cheapest + SeededRandom.below(SeededRandom.mix(seed, 1), 120)) + age * 23L;
            return new SocialAdMetrics(
                    clicks * (55 + SeededRandom.below(SeededRandom.mix(seed, 2), 40)) + age * 7L, clicks, cents);
        }
    }

    private final SampleSpec spec;
    private final SocialAccount account;
    private final Map<Integer, Map<String, SocialAdMetrics>> byDay = new TreeMap<>();

    LatestSpend(SampleSpec spec, SocialAccount account) {
        this.spec = spec;
        this.account = account;
    }

    void put(int day, int campaign, int part, SocialAdMetrics figures) {
        byDay.computeIfAbsent(day, key -> new TreeMap<>()).put(campaign + " " + part, figures);
    }

    /** Every campaign on every day, summed over its parts. */
    List<BilledDay> billedDays() {
        List<BilledDay> days = new ArrayList<>();
        byDay.forEach((day, parts) -> {
            for (int campaign = 0; campaign < account.ids().size(); campaign++) {
                String start = campaign + " ";
                List<SocialAdMetrics> ofCampaign = parts.entrySet().stream()
                        .filter(part -> part.getKey().startsWith(start))
                        .map(Map.Entry::getValue)
                        .toList();
                days.add(new BilledDay(
                        account.number(),
                        account.ids().get(campaign),
                        account.names().get(campaign),
                        "Social",
                        SampleChannel.PAID_SOCIAL.label(),
                        spec.activity(day),
                        account.currency(),
                        BigDecimal.valueOf(
                                ofCampaign.stream()
                                        .mapToLong(SocialAdMetrics::cents)
                                        .sum(),
                                2),
                        ofCampaign.stream()
                                .mapToLong(SocialAdMetrics::impressions)
                                .sum(),
                        ofCampaign.stream().mapToLong(SocialAdMetrics::clicks).sum()));
            }
        });
        return days;
    }
}
