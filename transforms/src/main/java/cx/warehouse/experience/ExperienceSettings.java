package cx.warehouse.experience;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * What a brand may decide about its figures.
 *
 * @param zone reporting time zone: days of events are days there
 * @param currency reporting currency, ISO 4217
 * @param visitGap a longer pause opens a new visit, where the vendor has no session of its own
 * @param lookback how long before a conversion a touchpoint may lie
 * @param options rules that are off unless named here
 * @param pillars pillar by channel; a channel that is not in it is owned
 * @param categories which sources are search, social, video or shopping
 * @param ownHosts the brand's own hosts beside the one of the page: referrers from there are internal
 * @param hashKey secret under which identifiers are hashed
 */
public record ExperienceSettings(
        String zone,
        String currency,
        Duration visitGap,
        Duration lookback,
        Set<Option> options,
        Map<String, String> pillars,
        SourceCategories categories,
        Set<String> ownHosts,
        String hashKey) {

    /** Rules that are off by default. */
    public enum Option {
        /** Midnight of the reporting zone opens a new visit, where the vendor has no session of its own. */
        SPLIT_AT_MIDNIGHT,
        /** Another campaign opens a new visit, where the vendor has no session of its own. */
        SPLIT_ON_CAMPAIGN_CHANGE,
        /** Visits from assistants such as chatgpt.com are a channel of their own, not referrals. */
        AI_ASSISTANT_CHANNEL
    }

    public ExperienceSettings {
        ZoneId.of(zone);
        options = Set.copyOf(options);
        pillars = Map.copyOf(pillars);
        ownHosts = Set.copyOf(ownHosts);
        if (visitGap.isNegative() || visitGap.isZero()) {
            throw new IllegalArgumentException("Cannot use visit gap " + visitGap + ": it must be above zero");
        }
        if (hashKey.isEmpty()) {
            throw new IllegalArgumentException("Cannot hash identifiers: the hash key is empty");
        }
    }

    /** The same with these options on, all others off. */
    public ExperienceSettings with(Option... on) {
        return new ExperienceSettings(
                zone, currency, visitGap, lookback, Set.of(on), pillars, categories, ownHosts, hashKey);
    }

    public boolean has(Option option) {
        return options.contains(option);
    }

    /** Without the hash key: settings are printed, secrets are not. */
    @Override
    public String toString() {
        return "ExperienceSettings[zone=" + zone + ", currency=" + currency + ", visitGap=" + visitGap + ", lookback="
                + lookback + ", options=" + options + "]";
    }
}
