package cx.warehouse.sample;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an ad account last said of each day of its campaigns, told in parts (ads, ad groups) that add up. */
final class LastWord {

    /** An account whose campaigns have an id and a name each. */
    record Account(String number, String currency, List<String> ids, List<String> names) {}

    /** What is told of a part on a day; {@code cents} are hundredths of the account's currency. */
    record Figures(long impressions, long clicks, long cents) {

        /** Draws figures that grow with their age in days. */
        static Figures draw(long seed, int cheapest, int age) {
            long clicks = 7 + Chance.below(seed, 40);
            long cents = clicks * (cheapest + Chance.below(Chance.mix(seed, 1), 120)) + age * 23L;
            return new Figures(clicks * (55 + Chance.below(Chance.mix(seed, 2), 40)) + age * 7L, clicks, cents);
        }
    }

    private final SampleSpec spec;
    private final Account account;
    private final Map<Integer, Map<String, Figures>> byDay = new TreeMap<>();

    LastWord(SampleSpec spec, Account account) {
        this.spec = spec;
        this.account = account;
    }

    void say(int day, int campaign, int part, Figures figures) {
        byDay.computeIfAbsent(day, key -> new TreeMap<>()).put(campaign + " " + part, figures);
    }

    /** Every campaign on every day, its parts added up. */
    List<BilledDay> billed() {
        List<BilledDay> days = new ArrayList<>();
        byDay.forEach((day, parts) -> {
            for (int campaign = 0; campaign < account.ids().size(); campaign++) {
                String start = campaign + " ";
                List<Figures> ofCampaign = parts.entrySet().stream()
                        .filter(part -> part.getKey().startsWith(start))
                        .map(Map.Entry::getValue)
                        .toList();
                days.add(new BilledDay(
                        account.number(),
                        account.ids().get(campaign),
                        account.names().get(campaign),
                        "Social",
                        Channel.PAID_SOCIAL.label(),
                        spec.activity(day),
                        account.currency(),
                        BigDecimal.valueOf(
                                ofCampaign.stream().mapToLong(Figures::cents).sum(), 2),
                        ofCampaign.stream().mapToLong(Figures::impressions).sum(),
                        ofCampaign.stream().mapToLong(Figures::clicks).sum()));
            }
        });
        return days;
    }
}
